using System.Globalization;
using System.Text;
using System.Text.Json;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Samples.Simulators.Portal;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Delivery.Restoring;

/// <summary>A gateway's folder with a journal in CSV files and a route to a simulated portal; the command line does the rest. Several folders may share one portal, as an old and a new PC do.</summary>
internal sealed class PortalSchool : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly PortalServer server;
    private DateTime written = new(2026, 10, 1, 4, 0, 0, DateTimeKind.Utc);

    public PortalSchool(PortalServer server, string? sources = null)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        this.server = server;
        File.WriteAllText(folder["token.txt"], server.Portal.Token);
        Configure(sources ?? """{ "Adapter": "files", "Settings": { "Directory": "journal" } }""");
    }

    public PortalSimulator Portal => server.Portal;

    public string Ledger => folder["data/eljournal.db"];

    public void Configure(string sources, string routeSettings = "") => File.WriteAllText(folder["eljournal.json"], $$"""
        {
          "Storage": { "Provider": "Sqlite", "ConnectionString": "Data Source=data/eljournal.db" },
          "Adapters": { "Allowed": ["files", "petersburg"] }, "Mail": { "From": "journal@school.example", "PickupDirectory": "out/mail" },
          "Schools": [ {
            "Id": "s1", "Name": "Школа", "Ogrn": "1000000000000", "TimeZone": "Europe/Moscow",
            "Staff": { "DeputyDirector": { "Name": "Заместитель", "Email": "deputy@school.example" }, "Administrator": { "Name": "Администратор", "Email": "admin@school.example" } },
            "Source": {{sources}},
            "Routes": [ { "Name": "daily", "Portal": "petersburg", {{routeSettings}} "Settings": { "UploadUrl": "{{server.Push}}", "Token": "file:token.txt", "Retries": "0" } } ],
            "Rules": { "grade-one-no-marks": { "Enabled": true, "Blocking": true } }
          } ]
        }
        """);

    public void Write(Journal journal, string directory = "journal")
    {
        Directory.CreateDirectory(folder[directory]);
        foreach (var (table, text) in journal.Tables())
        {
            var file = folder[$"{directory}/{table}.csv"];
            File.WriteAllText(file, text);
            File.SetLastWriteTimeUtc(file, written = written.AddSeconds(1));
        }
    }

    /// <summary>Reads the days of the journal.</summary>
    public async Task ReadAsync(string now, Journal journal)
    {
        var run = await RunAsync(now, "sync", "--from", Day(journal.From), "--to", Day(journal.To));
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
    }

    public async Task<JsonElement> ExportAsync(string now, int code = 0)
    {
        var run = await RunAsync(now, "export", "--json");
        Assert.AreEqual(code, run.ExitCode, run.Output + run.Error);
        return run.Json;
    }

    public Task<CommandLineRun> RunAsync(string now, string command, params string[] more) =>
        CommandLineRun.Of(folder.Path, [.. command.Split(' '), .. more, "--school", "s1", "--now", now]);

    /// <summary>The ledger's file as a backup has it.</summary>
    public async Task<byte[]> BackUpAsync()
    {
        var copy = folder["copy.db"];
        await LedgerImage.CopyAsync(TestStorage.Open(Ledger), copy, CancellationToken.None);
        var bytes = File.ReadAllBytes(copy);
        File.Delete(copy);
        return bytes;
    }

    /// <summary>Puts a ledger in the place of the present one; <see langword="null"/>: none.</summary>
    public async Task RestoreAsync(byte[]? ledger)
    {
        TestStorage.Close(Ledger);
        Directory.CreateDirectory(folder["data"]);
        foreach (var file in Directory.GetFiles(folder["data"]))
        {
            File.Delete(file);
        }

        if (ledger is not null)
        {
            await File.WriteAllBytesAsync(Ledger, ledger);
            if (TestStorage.IsServer)
            {
                await ServerImage.FillAsync(Ledger, TestStorage.OnServer(Ledger), CancellationToken.None);
            }
        }
    }

    public IReadOnlyList<string> Query(string sql) => LedgerRows.Of(Ledger, sql);

    /// <summary>The portal has the journal, each version applied once.</summary>
    public void AssertPortalIs(Journal journal)
    {
        CollectionAssert.AreEqual(journal.Shown().ToList(), Shown(Portal.Inbox).ToList());
        Assert.IsTrue(Portal.Inbox.Effects.Values.All(times => times == 1), "Each version is applied once.");
    }

    /// <summary>What the portal has of lessons and entries: kind, key and what they say.</summary>
    public static IEnumerable<string> Shown(PushInbox inbox) => inbox.Live.Select(record => Say(record.Key.Kind, record.Key.Key, record.Value)).OfType<string>().Order(StringComparer.Ordinal);

    public void Dispose()
    {
        TestStorage.Close(Ledger);
        folder.Dispose();
    }

    private static string? Say(string kind, string key, string data)
    {
        using var json = JsonDocument.Parse(data);
        var said = kind switch { "lesson" => "topic", "homework" => "text", "mark" => "value", "attendance" => "kind", _ => null };
        return said is null ? null : $"{kind} {key} {json.RootElement.GetProperty(said).GetString()}";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A journal of one class of grade 7 and a class of grade 1 whose marks may not be delivered. Immutable: a change is another journal.</summary>
internal sealed record Journal
{
    public const int Pupils = 40;

    public DateOnly From { get; init; } = new(2026, 10, 5);

    public int Days { get; init; } = 8;

    public DateOnly To => From.AddDays(Days - 1);

    /// <summary>Keys of lessons and entries begin with it.</summary>
    public string Prefix { get; init; } = "";

    public string Topic { get; init; } = "Тема";

    public int Grade { get; init; } = 7;

    /// <summary>A part of the marks is put in otherwise: every so many one has another value, one is gone, one is new.</summary>
    public bool Changed { get; init; }

    /// <summary>Marks of the seventh class that are left out.</summary>
    public Func<int, int, bool> Without { get; init; } = (_, _) => false;

    /// <summary>The value of a mark.</summary>
    public Func<int, int, string> Value { get; init; } = (_, _) => "5";

    public IEnumerable<(string Table, string Text)> Tables()
    {
        var year = From.Month >= 9 ? From.Year : From.Year - 1;
        yield return ("classes", Rows("id,name,grade,kind,homeroomTeacherId", [$"c1,1А,1,class,t1", FormattableString.Invariant($"c7,{Grade}А,{Grade},class,t1")]));
        yield return ("teachers", Rows("id,familyName,givenName,middleName,email", ["t1,Примерова,Ольга,Ивановна,"]));
        yield return ("students", Rows("id,familyName,givenName,middleName,birthDate,classId,enrolledOn,leftOn,email,phone", ["s0,Образцова,Анна,,,c1,,,,", .. Each(pupil => $"s{pupil},Образцов,Пётр,,,c7,,,,")]));
        yield return ("subjects", Rows("id,name", ["u1,Алгебра"]));
        yield return ("terms", Rows("id,name,kind,start,end", [FormattableString.Invariant($"y,{year}/{year + 1},schoolYear,{year}-09-01,{year + 1}-05-31")]));
        yield return ("lessons", Rows("id,date,number,start,end,classId,subjectId,teacherId,topic,status,replacesTeacherId,enteredAt", LessonRows()));
        yield return ("homework", Rows("lessonId,text,dueDate,enteredAt", Enumerable.Range(0, Days).Select(day => $"{Lesson(day)},§ {day},,{Moment(day)}")));
        yield return ("marks", Rows("id,lessonId,studentId,value,work,weight,enteredAt", [$"{Prefix}g1,{Prefix}l0b,s0,5,Ответ на уроке,1,{Moment(0)}", .. MarkRows()]));
        yield return ("attendance", Rows("lessonId,studentId,kind,enteredAt", Enumerable.Range(0, Days).Select(day => $"{Lesson(day)},s{day + 1},absent,{Moment(day)}")));
    }

    /// <summary>What a portal must show of it.</summary>
    public IEnumerable<string> Shown()
    {
        var lessons = Enumerable.Range(0, Days).SelectMany(day => new[] { $"lesson {Lesson(day)} {Topic} {day}", $"homework {Lesson(day)} § {day}", $"attendance {Lesson(day)}/s{day + 1} absent" });
        return lessons.Append($"lesson {Prefix}l0b Счёт").Concat(Marks().Select(mark => $"mark {Prefix}m{mark.Day}.{mark.Pupil} {ValueOf(mark.Day, mark.Pupil)}")).Order(StringComparer.Ordinal);
    }

    private IEnumerable<string> LessonRows() =>
    [
        $"{Prefix}l0b,{Date(0)},2,09:25,10:10,c1,u1,t1,Счёт,held,,{Moment(0)}",
        .. Enumerable.Range(0, Days).Select(day => $"{Lesson(day)},{Date(day)},1,08:30,09:15,c7,u1,t1,{Topic} {day},held,,{Moment(day)}"),
    ];

    private IEnumerable<string> MarkRows() => Marks().Select(mark => $"{Prefix}m{mark.Day}.{mark.Pupil},{Lesson(mark.Day)},s{mark.Pupil},{ValueOf(mark.Day, mark.Pupil)},Ответ на уроке,1,{Moment(mark.Day)}");

    private IEnumerable<(int Day, int Pupil)> Marks()
    {
        for (var day = 0; day < Days; day++)
        {
            for (var pupil = 1; pupil <= Pupils; pupil++)
            {
                if (!Without(day, pupil) && (Changed ? pupil % 10 != 1 : pupil % 10 != 2))
                {
                    yield return (day, pupil);
                }
            }
        }
    }

    private string ValueOf(int day, int pupil) => Changed && pupil % 10 == 3 ? "4" : Value(day, pupil);

    private string Lesson(int day) => FormattableString.Invariant($"{Prefix}l{day}");

    private string Date(int day) => From.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Moment(int day) => $"{Date(day)}T10:20:00+03:00";

    private static IEnumerable<string> Each(Func<int, string> line) => Enumerable.Range(1, Pupils).Select(line);

    private static string Rows(string head, IEnumerable<string> lines)
    {
        var text = new StringBuilder(head).Append('\n');
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}

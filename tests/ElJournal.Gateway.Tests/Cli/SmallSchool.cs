using System.Globalization;
using System.Text;
using System.Text.Json;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Cli;

/// <summary>A school of two classes and one day in CSV files, worked on through the command line.</summary>
/// <remarks>On Monday 5 October 2026 7А had a lesson without a topic, and a pupil of 1А was given a mark.</remarks>
internal sealed class SmallSchool : IDisposable
{
    public const int Pupils = 12;

    private readonly TempFolder folder = new();
    private DateTime written = new(2026, 10, 5, 16, 58, 0, DateTimeKind.Utc);

    public SmallSchool()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        Directory.CreateDirectory(folder["journal"]);
        Configure(Configuration);
        Write("classes", "id,name,grade,kind,homeroomTeacherId\nc1,1А,1,class,t1\nc7,7А,7,class,t1\n");
        Write("teachers", "id,familyName,givenName,middleName,email\nt1,Примерова,Ольга,Ивановна,\n");
        Write("students", "id,familyName,givenName,middleName,birthDate,classId,enrolledOn,leftOn,email,phone\ns0,Образцова,Анна,,2019-01-01,c1,,,,\n"
            + Lines(i => $"s{i},Образцов,Пётр,,2013-01-01,c7,,,,"));
        Write("subjects", "id,name\nu1,Алгебра\nu2,Математика\n");
        Write("terms", "id,name,kind,start,end\ny,2026/2027,schoolYear,2026-09-01,2027-05-31\n");
        Lessons();
        Write("homework", "lessonId,text,dueDate,enteredAt\nl1,§ 5,2026-10-06,2026-10-05T09:20:00+03:00\n");
        Marks(Pupils);
        Write("attendance", "lessonId,studentId,kind,enteredAt\n");
    }

    private static string Configuration => """
        {
          "Storage": { "Provider": "Sqlite", "ConnectionString": "Data Source=data/eljournal.db" },
          "Adapters": { "Allowed": ["files"] }, "Mail": { "From": "journal@school.example", "PickupDirectory": "out/mail" },
          "Schools": [ {
            "Id": "s1", "Name": "Школа", "Ogrn": "1000000000000", "TimeZone": "Europe/Moscow",
            "Calendar": { "WorkingDays": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], "DaysOff": [], "Vacations": [] },
            "Staff": { "DeputyDirector": { "Name": "Заместитель", "Email": "deputy@school.example" }, "Administrator": { "Name": "Администратор", "Email": "admin@school.example" } },
            "Source": { "Adapter": "files", "Settings": { "Directory": "journal" } },
            "Routes": [ { "Name": "daily", "Portal": "files", "Kinds": ["lesson", "homework", "mark", "attendance"], "Settings": { "Directory": "out/portal" } } ],
            "Policy": { "Works": { "Ответ на уроке": "oral" } },
            "Rules": { "entry-deadline": { "Deadline": "17:00" }, "grade-one-no-marks": { "Enabled": true, "Blocking": true } }
          } ]
        }
        """;

    public string Path => folder.Path;

    public string this[string name] => folder[name];

    /// <summary>The route with more settings.</summary>
    public void Route(string settings) => Configure(Configuration.Replace("\"Portal\": \"files\",", $"\"Portal\": \"files\", {settings},", StringComparison.Ordinal));

    /// <summary>The configuration with another folder as the portal.</summary>
    public void Portal(string directory) => Configure(Configuration.Replace("out/portal", directory, StringComparison.Ordinal));

    /// <summary>The configuration with one more section before the schools.</summary>
    public void Section(string section) => Configure(Configuration.Replace("\"Schools\":", section + ", \"Schools\":", StringComparison.Ordinal));

    private void Configure(string text) => File.WriteAllText(folder["eljournal.json"], TestStorage.Configured(folder.Path, text));

    /// <summary>As when the machine, or the server's database, is lost.</summary>
    public void LoseLedger()
    {
        TestStorage.Close(folder["data/eljournal.db"]);
        Directory.Delete(folder["data"], recursive: true);
    }

    /// <summary>The lessons as they are, the topic of 7А's as given.</summary>
    public void Lessons(string topic = "", string more = "") => Write("lessons", "id,date,number,start,end,classId,subjectId,teacherId,topic,status,replacesTeacherId,enteredAt\n"
        + $"l1,2026-10-05,1,08:30,09:15,c7,u1,t1,{topic},held,,\nl2,2026-10-05,2,09:25,10:10,c1,u2,t1,Счёт,held,,2026-10-05T10:15:00+03:00\n{more}");

    /// <summary>The mark of 1А, unless it was taken back, and so many of 7А's.</summary>
    public void Marks(int count, string value = "5", bool gradeOne = true) => Write("marks", "id,lessonId,studentId,value,work,weight,enteredAt\n" + (gradeOne ? "g1,l2,s0,5,Ответ на уроке,1,2026-10-05T10:20:00+03:00\n" : "")
        + Lines(i => $"m{i},l1,s{i},{value},Ответ на уроке,1,2026-10-05T09:20:00+03:00", count));

    /// <summary>Runs a command at a minute of the evening of the day.</summary>
    public Task<CommandLineRun> At(int minute, string command, params string[] more) => Run($"2026-10-05T20:{minute:00}:00+03:00", command, more);

    public Task<CommandLineRun> Run(string now, string command, params string[] more) =>
        CommandLineRun.Of(folder.Path, [.. command.Split(' '), .. more, "--school", "s1", "--now", now]);

    /// <summary>As <see cref="At"/>, and the command must end with the code and one document.</summary>
    public async Task<JsonElement> Json(int minute, string command, params string[] more)
    {
        var run = await At(minute, command, [.. more, "--json"]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        return run.Json;
    }

    /// <summary>Reads the folder and judges.</summary>
    public async Task Read(int minute)
    {
        var sync = await At(minute, "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        Assert.AreEqual(0, sync.ExitCode, sync.Error);
        await At(minute, "check", "--from", "2026-10-05", "--to", "2026-10-05");
    }

    /// <summary>The id of the one finding of a rule that counts or is put aside.</summary>
    public async Task<string> Finding(int minute, string rule) => (await Listed(minute, rule)).GetProperty("id").GetString()!;

    public async Task<JsonElement> Listed(int minute, string rule) =>
        (await Json(minute, "findings list", "--rule", rule)).GetProperty("findings").EnumerateArray().Single();

    /// <summary>What people decided: action, who, why.</summary>
    public IReadOnlyList<string> Decisions() => Query("""SELECT "Action" || '|' || "By" || '|' || "Reason" FROM decisions WHERE "Action" <> 'look' ORDER BY "Id" """);

    public IReadOnlyList<string> Query(string sql) => LedgerRows.Of(folder["data/eljournal.db"], sql);

    /// <summary>Everything that reached the portal: <c>op kind key</c>.</summary>
    public IReadOnlyList<string> Delivered() =>
    [
        .. Directory.GetFiles(folder["out/portal"], "*.json").SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("records").EnumerateArray()
            .Select(record => $"{record.GetProperty("op").GetString()} {record.GetProperty("kind").GetString()} {record.GetProperty("key").GetString()}")),
    ];

    /// <summary>Whether any file of the ledger, its write-ahead log and free pages included, or any stored package holds the text.</summary>
    public bool Holds(string text)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var needle = Encoding.UTF8.GetBytes(text);
        if (TestStorage.IsServer)
        {
            // A server's files are its own: every row of every table is looked at.
            return Query("""SELECT tablename FROM pg_tables WHERE schemaname = 'public'""")
                .Any(table => Query($"SELECT 1 FROM \"{table}\" AS looked WHERE strpos(looked::text, '{text}') > 0 OR strpos(looked::text, '{Convert.ToHexStringLower(needle)}') > 0").Count > 0)
                || Packages().Any(body => body.AsSpan().IndexOf(needle) >= 0);
        }

        return Directory.EnumerateFiles(folder["data"], "*", SearchOption.AllDirectories).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(needle) >= 0)
            || Packages().Any(body => body.AsSpan().IndexOf(needle) >= 0);
    }

    /// <summary>The packages as the ledger keeps them.</summary>
    public IReadOnlyList<byte[]> Packages()
    {
        var bodies = new List<byte[]>();
        foreach (var kept in LedgerRows.Bytes(folder["data/eljournal.db"], """SELECT "Body" FROM packages WHERE length("Body") > 0"""))
        {
            using var body = new MemoryStream();
            using var packed = new System.IO.Compression.GZipStream(new MemoryStream(kept), System.IO.Compression.CompressionMode.Decompress);
            packed.CopyTo(body);
            bodies.Add(body.ToArray());
        }

        return bodies;
    }

    /// <summary>Letters in the pickup folder.</summary>
    public IReadOnlyList<string> Letters() => Directory.Exists(folder["out/mail"]) ? [.. Directory.GetFiles(folder["out/mail"], "*.eml").Select(File.ReadAllText)] : [];

    public static void Refused(CommandLineRun run, int code)
    {
        Assert.AreEqual(code, run.ExitCode, run.Output + run.Error);
        Assert.IsTrue(run.Error.Any(letter => letter is >= 'а' and <= 'я'), run.Error);
        Assert.DoesNotContain("Непредвиденная", run.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        TestStorage.Close(folder["data/eljournal.db"]);
        folder.Dispose();
    }

    private static string Lines(Func<int, string> line, int count = Pupils)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= count; i++)
        {
            text.Append(line(i)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A table of the journal.</summary>
    /// <remarks>What was written when decides what a read proves; the machine's clock must not.</remarks>
    public void Write(string table, string text)
    {
        var file = folder[$"journal/{table}.csv"];
        File.WriteAllText(file, text);
        File.SetLastWriteTimeUtc(file, written = written.AddSeconds(1));
    }
}

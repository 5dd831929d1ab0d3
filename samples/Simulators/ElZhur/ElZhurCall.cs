using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary>The call is refused.</summary>
internal sealed class ElZhurRefusal(int state, string error, string? code = null) : Exception(error)
{
    public int State { get; } = state;

    public string? Code { get; } = code;

    public static ElZhurRefusal Argument(string name) => new(StatusCodes.Status400BadRequest, $"неверный параметр {name}");

    public static ElZhurRefusal Forbidden() => new(StatusCodes.Status403Forbidden, "доступ запрещён");
}

/// <summary>Who has signed in. Neither child nor self: a privileged account, which sees the whole school.</summary>
internal sealed record ElZhurAccount(int Id, StudentEntry? Child = null, StudentEntry? Self = null)
{
    public StudentEntry? Own => Child ?? Self;
}

/// <summary>One call: what was asked, by whom, and the moment that the answer shows.</summary>
internal sealed class ElZhurCall
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly string[] DayFormats = ["yyyyMMdd", "yyyy.M.d"];

    private readonly IReadOnlyDictionary<string, string> parameters;

    public ElZhurCall(HttpContext context, SimulatedWorld world, IReadOnlyDictionary<string, string> parameters)
    {
        this.parameters = parameters;
        Context = context;
        View = world.View();
        Settings = world.ElZhur;
        Restart();
    }

    public HttpContext Context { get; }

    public WorldView View { get; }

    public ElZhurSettings Settings { get; }

    public SchoolIndex School => View.School;

    public ElZhurAccount Account { get; set; } = new(0);

    public ArrayBufferWriter<byte> Body { get; private set; } = null!;

    public Utf8JsonWriter Writer { get; private set; } = null!;

    public bool WantsXml => Settings.AlwaysXml || (!Settings.JsonByDefault && this["out_format"] != "json") || this["out_format"] == "xml";

    public string? this[string name] => parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Throws away what has been written.</summary>
    public void Restart()
    {
        Body = new ArrayBufferWriter<byte>(1 << 14);
        Writer = new Utf8JsonWriter(Body, Options);
    }

    public bool Flag(string name) => this[name] is "true" or "yes" or "__yes" or "1";

    public (DateOnly From, DateOnly To) Days()
    {
        if (this["days"] is not { } text)
        {
            return (View.Today, View.Today.AddDays(6));
        }

        var parts = text.Split('-');
        var (from, to) = (Day(parts[0]), Day(parts[^1]));
        return to < from || parts.Length > 2 || to.DayNumber - from.DayNumber >= Settings.MostDays ? throw ElZhurRefusal.Argument("days") : (from, to);
    }

    /// <summary>The class by its name.</summary>
    public GroupEntry Class(string name)
    {
        var group = School.Groups.FirstOrDefault(group => group.IsRoot && group.IsClass && group.Record.Name == name) ?? throw ElZhurRefusal.Argument("class");
        return Account.Own is null || group.Members.Contains(Account.Own) ? group : throw ElZhurRefusal.Forbidden();
    }

    /// <summary>The pupils asked for: one id, several separated by commas, or those that the account has to do with.</summary>
    public IReadOnlyList<StudentEntry> Students()
    {
        if ((this["student"] ?? this["students"] ?? this["id"]) is not { } text)
        {
            return Account.Own is { } own ? [own] : throw ElZhurRefusal.Argument("student");
        }

        var ids = text.Split(',');
        if (ids.Length > 1 && (Settings.StudentListsRefused || ids.Length > Settings.MostStudents))
        {
            throw ElZhurRefusal.Argument("student");
        }

        return [.. ids.Select(Student)];
    }

    public static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public string Id(StudentEntry pupil) => (Base + ElZhurIds.Pupils + View.IdIndex(pupil)).ToString(CultureInfo.InvariantCulture);

    public long SubjectId(SubjectEntry subject) => Base + ElZhurIds.Subjects + subject.Index + (View.Distortions.Generation * 1000);

    /// <summary>A text as the system stores it.</summary>
    public string? Html(string? text) => text is null || !Settings.Html ? text
        : $"<p>{text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("«", "&laquo;", StringComparison.Ordinal).Replace("»", "&raquo;", StringComparison.Ordinal).Replace("§", "&sect;", StringComparison.Ordinal)}</p>";

    /// <summary>A name with entities but without tags.</summary>
    public string Name(string text) => Settings.Html ? text.Replace("(", "&#40;", StringComparison.Ordinal).Replace("ё", "&#1105;", StringComparison.Ordinal) : text;

    public string FullName(Teacher teacher) => string.Join(Settings.Html ? "  " : " ", new[] { teacher.FamilyName, teacher.GivenName, teacher.MiddleName }.Where(part => part is not null));

    /// <summary>A map whose entries write themselves with their keys; what an empty one looks like is a setting.</summary>
    public void Map<T>(string name, IEnumerable<T> items, Action<T> write) => Collection(name, items, write, map: true);

    public void List<T>(string name, IEnumerable<T> items, Action<T> write) => Collection(name, items, write, map: false);

    /// <summary>The pupils of an answer: a map by id, or an array.</summary>
    public void EachStudent(IReadOnlyList<StudentEntry> students, Action<StudentEntry> write, bool array = false)
    {
        var asArray = array || Settings.StudentsAsArray;
        Collection("students", students, pupil =>
        {
            if (asArray)
            {
                Writer.WriteStartObject();
            }
            else
            {
                Writer.WriteStartObject(Id(pupil));
            }

            var record = View.Student(pupil) ?? pupil.Versions[^1].Record;
            Writer.WriteString("name", Id(pupil));
            Writer.WriteString("title", $"{record.FamilyName} {record.GivenName}");
            write(pupil);
            Writer.WriteEndObject();
        }, map: !asArray);
    }

    /// <summary>The lessons of a pupil: those of the class and of the own subgroups.</summary>
    public IEnumerable<SeenLesson> Lessons(StudentEntry pupil, DateOnly from, DateOnly to) =>
        pupil.Groups.Where(group => group.IsClass).SelectMany(group => View.Lessons(group, from, to, parts: false)).Where(IsListed).OrderBy(lesson => lesson.Entry.Day).ThenBy(lesson => lesson.Number);

    public IEnumerable<SeenLesson> Lessons(GroupEntry group, DateOnly from, DateOnly to) => View.Lessons(group, from, to, parts: true).Where(IsListed);

    private long Base => Settings.LargeIds ? ElZhurIds.Large : 0;

    private bool IsListed(SeenLesson lesson) => !Settings.CancelledLeftOut || lesson.Record.Status != LessonStatus.Cancelled;

    private StudentEntry Student(string id)
    {
        var pupil = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number - Base - ElZhurIds.Pupils is >= 0 and var index && index < School.Students.Count
            ? School.Students[(int)index]
            : throw ElZhurRefusal.Argument("student");
        return Account.Own is null || Account.Own == pupil ? pupil : throw ElZhurRefusal.Forbidden();
    }

    private void Collection<T>(string name, IEnumerable<T> items, Action<T> write, bool map)
    {
        var any = false;
        foreach (var item in items)
        {
            if (!any)
            {
                any = true;
                if (map)
                {
                    Writer.WriteStartObject(name);
                }
                else
                {
                    Writer.WriteStartArray(name);
                }
            }

            write(item);
        }

        if (any)
        {
            if (map)
            {
                Writer.WriteEndObject();
            }
            else
            {
                Writer.WriteEndArray();
            }
        }
        else
        {
            Empty(name);
        }
    }

    private void Empty(string name)
    {
        switch (Settings.EmptyMaps)
        {
            case EmptyMap.Brackets:
                Writer.WriteStartArray(name);
                Writer.WriteEndArray();
                break;
            case EmptyMap.Braces:
                Writer.WriteStartObject(name);
                Writer.WriteEndObject();
                break;
            case EmptyMap.Null:
                Writer.WriteNull(name);
                break;
            default:
                break;
        }
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw ElZhurRefusal.Argument("days");
}

/// <summary>Small whole numbers, as ЭлЖур has them.</summary>
internal static class ElZhurIds
{
    /// <summary>Odd, so that a reader who takes it for a floating-point number gets another one.</summary>
    public const long Large = 9_100_000_000_000_000_001;

    public const int Subjects = 17;
    public const int Teachers = 301;
    public const int Pupils = 5001;
    public const int Parents = 20_001;
    public const int Staff = 9001;
    public const int Others = 100_001;
}

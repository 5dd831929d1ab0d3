using System.Globalization;
using System.Text.Json;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>The call is refused.</summary>
internal sealed class DnevnikRefusal(int status, string type, string description) : Exception(description)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    public static DnevnikRefusal Parameter(string what) => new(StatusCodes.Status400BadRequest, "parameterInvalid", $"Parameter '{what}' is invalid");

    public static DnevnikRefusal NotFound(string what) => new(StatusCodes.Status404NotFound, "resourceUnavailable", $"{what} is not available");

    /// <summary>The status that goes with it is not public; 403 is our choice.</summary>
    public static DnevnikRefusal Forbidden(string type = "notOwner") => new(StatusCodes.Status403Forbidden, type, "Access is denied");
}

/// <summary>One call: who asks, what for, and the moment that the answer shows.</summary>
internal sealed class DnevnikCall(HttpContext context, SimulatedWorld world, DnevnikAccount account)
{
    private static readonly string[] DayFormats =
        ["yyyy-M-d", "yyyy-M-d'T'H:m:s", "yyyy-M-d'T'H:m:s.FFFFFFF", "yyyy-M-d'T'H:m:s'Z'", "yyyy-M-d'T'H:m:s.FFFFFFF'Z'", "yyyy-M-d H:m:s"];

    private DnevnikJson? json;

    public HttpContext Context => context;

    public DnevnikAccount Account => account;

    public WorldView View { get; } = world.View();

    public DnevnikSettings Settings { get; } = world.Dnevnik;

    public SchoolIndex School => View.School;

    /// <summary>The answer's body; asking for it begins the answer.</summary>
    public DnevnikJson Json => json ??= new DnevnikJson(JsonAnswer.Begin(context), Settings);

    public Utf8JsonWriter Writer => Json.Writer;

    public string Route(string name) => (string)context.Request.RouteValues[name]!;

    public string? Query(string name) => context.Request.Query.TryGetValue(name, out var value) ? value[0] : null;

    public IEnumerable<long> Queries(string name) => context.Request.Query[name].Select(text => Number(text!, name));

    public long Number(string name) => Number(Route(name), name);

    public static long Number(string text, string name) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw DnevnikRefusal.Parameter(name);

    public (DateOnly From, DateOnly To) RouteRange() => Range(Route("f"), Route("t"));

    public (DateOnly From, DateOnly To) QueryRange(string from, string to) =>
        Range(Query(from) ?? throw DnevnikRefusal.Parameter(from), Query(to) ?? throw DnevnikRefusal.Parameter(to));

    /// <summary>The group named in the path; pupils reach their own groups only.</summary>
    public GroupEntry Group(string name = "g") => Group(Number(name));

    public GroupEntry Group(long id)
    {
        var group = DnevnikIds.Group(School, id) is { } found && IsServed(found) ? found : throw DnevnikRefusal.NotFound("Group");
        return account.Pupil is null || group.Members.Contains(account.Pupil) ? group : throw DnevnikRefusal.Forbidden();
    }

    /// <summary>The pupil named in the path; pupils reach themselves only.</summary>
    public StudentEntry Pupil(string name = "p")
    {
        var text = Route(name);
        var pupil = text == "me" ? account.Pupil : DnevnikIds.Pupil(School, Number(text, name));
        return pupil is null ? throw DnevnikRefusal.NotFound("Person") : account.Pupil is null || ReferenceEquals(pupil, account.Pupil) ? pupil : throw DnevnikRefusal.Forbidden();
    }

    public SubjectEntry Subject(string name = "subj") => DnevnikIds.Subject(School, Number(name)) ?? throw DnevnikRefusal.NotFound("Subject");

    public SeenLesson Lesson(string name = "l") => Lesson(Number(name));

    public SeenLesson Lesson(long id) => DnevnikIds.Lesson(View, id) is { } entry && View.Lesson(entry) is { } lesson && IsListed(lesson) ? lesson : throw DnevnikRefusal.NotFound("Lesson");

    public void RequireSchool()
    {
        if (Route("s") != Settings.SchoolId)
        {
            throw DnevnikRefusal.Forbidden();
        }
    }

    public void RequireStaff()
    {
        if (account.Pupil is not null)
        {
            throw DnevnikRefusal.Forbidden();
        }
    }

    /// <summary>Which groups the system knows at all.</summary>
    public bool IsServed(GroupEntry group) => group.IsClass || Settings.OtherGroups;

    public bool IsListed(SeenLesson lesson) => lesson.Record.Status != Rules.Journal.LessonStatus.Cancelled || Settings.CancelledStatus is not null;

    public IEnumerable<SeenLesson> Lessons(GroupEntry group, DateOnly from, DateOnly to) => View.Lessons(group, from, to, Settings.SubgroupRows).Where(IsListed);

    /// <summary>The lessons of a pupil: those of the class and of the own subgroups.</summary>
    public IEnumerable<SeenLesson> Lessons(StudentEntry pupil, DateOnly from, DateOnly to) =>
        pupil.Groups.Where(IsServed).SelectMany(group => View.Lessons(group, from, to, parts: false)).Where(IsListed).OrderBy(lesson => lesson.Entry.Day).ThenBy(lesson => lesson.Number);

    /// <summary>The answer is an array; each item is written by itself and the body sent in pages.</summary>
    public async Task ArrayAsync<T>(IEnumerable<T> items, Action<T> write)
    {
        Writer.WriteStartArray();
        foreach (var item in items)
        {
            write(item);
            await Writer.FlushPageAsync(context);
        }

        Writer.WriteEndArray();
        await EndAsync();
    }

    public async Task ObjectAsync(Action write)
    {
        Writer.WriteStartObject();
        write();
        Writer.WriteEndObject();
        await EndAsync();
    }

    public async Task EndAsync()
    {
        await Writer.FlushAsync(context.RequestAborted);
        await Writer.DisposeAsync();
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static (DateOnly From, DateOnly To) Range(string from, string to) => (Day(from), Day(to));

    private static DateOnly Day(string text) =>
        DateTime.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value) ? DateOnly.FromDateTime(value) : throw DnevnikRefusal.Parameter(text);
}

using System.Collections.Frozen;
using System.Globalization;
using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Http;

namespace ElJournal.Adapters.Dnevnik;

/// <summary>By which days the calls for marks and attendance choose; nothing public tells.</summary>
internal enum EntryRange
{
    /// <summary>Not known: ask for more days than are wanted and choose by the lesson's day.</summary>
    Unknown = 0,

    /// <summary>By the lesson's day.</summary>
    Lesson,
}

/// <summary>How attendance is asked for.</summary>
internal enum AttendanceCalls
{
    /// <summary>By class; by class and subject where the journal insists on a subject.</summary>
    Class = 0,

    /// <summary>By class and subject.</summary>
    Subject,

    /// <summary>By lesson: many requests, for tokens that are refused the others.</summary>
    Lesson,
}

/// <summary>Which of the journal's averages are those of the school.</summary>
internal enum AverageCalls
{
    /// <summary>None are read.</summary>
    Off = 0,

    /// <summary>All marks count alike.</summary>
    Plain,

    /// <summary>Works have weights.</summary>
    Weighted,
}

/// <summary>What the technician set.</summary>
internal sealed record DnevnikSettings
{
    private static readonly HttpChannelOptions Defaults = new() { MaxConcurrency = 4, RepeatEveryMethod = true, Judge = DnevnikErrors.Judge };
    private static readonly WholeNumberSetting DaysAtOnce = new("DaysPerRequest", 1, 366);

    public static IReadOnlyList<AdapterSetting> All { get; } =
    [
        new("BaseUrl", "Address of the API, with its version: https://api.dnevnik.ru/v2 when left out.", IsUrl: true),
        new("AccessToken", "Access token of the gateway's own account.", Required: true, Secret: true),
        new("AccessTokenEnds", "Last day of the token, yyyy-MM-dd, when it is known: the administrator is warned ahead."),
        new("SchoolId", "Id of the school, 13 digits; may be left out when the account belongs to one school."),
        new("DaysPerRequest", "Most days asked for at once, 1 to 366; 30 when left out."),
        new("EntryRange", "By which days the journal chooses marks and attendance: 'unknown' (asks for more days than wanted) or 'lesson'; 'unknown' when left out.", Allowed: ["unknown", "lesson"]),
        new("Attendance", "How attendance is asked for: by 'class', by class and 'subject', by 'lesson', or 'off'; 'class' when left out.", Allowed: ["class", "subject", "lesson", "off"]),
        new("HomeworkAt", "Whether homework stands at the lesson at which it is 'given' or 'due'; found out from its days ('auto') when left out.", Allowed: ["auto", "given", "due"]),
        new("Bells", "Whether the times of lessons are read from the timetables of the classes, 'on' or 'off'; 'on' when left out.", Allowed: ["on", "off"]),
        new("Averages", "Which averages of the journal are the school's: 'plain', 'weighted', or 'off'; what the school's own settings say ('auto') when left out.", Allowed: ["auto", "plain", "weighted", "off"]),
        new("CancelledStatuses", "Words, separated by commas, by which the journal marks a lesson that was taken off; none when left out."),
        new("GroupKinds", "Which of the listed groups are no classes, as no public field tells: pairs with commas of a name (with * for anything) and a kind (elective, extracurricular, extendedDay, additional, homeSchooling), such as '*факультатив*=elective'; none when left out."),
        .. HttpSettings.All(Defaults),
    ];

    public required Uri Address { get; init; }

    public required string AccessToken { get; init; }

    public DateOnly? AccessTokenEnds { get; init; }

    public string? SchoolId { get; init; }

    public int DaysPerRequest { get; init; }

    public EntryRange EntryRange { get; init; }

    /// <summary><see langword="null"/>: attendance is not read.</summary>
    public AttendanceCalls? Attendance { get; init; }

    public bool ReadBells { get; init; }

    /// <summary><see langword="null"/>: found out.</summary>
    public bool? HomeworkAtLessonGiven { get; init; }

    /// <summary><see langword="null"/>: the school's settings tell.</summary>
    public AverageCalls? Averages { get; init; }

    public required IReadOnlySet<string> CancelledStatuses { get; init; }

    public required GroupKinds GroupKinds { get; init; }

    public required HttpChannelOptions Http { get; init; }

    /// <exception cref="AdapterException">A setting is missing or makes no sense; the message names it.</exception>
    public static DnevnikSettings Read(AdapterSettings settings) => new()
    {
        Address = HttpSettings.Address(settings, "BaseUrl", "https://api.dnevnik.ru/v2"),
        AccessToken = settings.Required("AccessToken").Trim(),
        AccessTokenEnds = Day(settings, "AccessTokenEnds"),
        SchoolId = settings["SchoolId"]?.Trim(),
        DaysPerRequest = DaysAtOnce.Read(settings, 30),
        EntryRange = Word(settings, "EntryRange", "unknown") == "lesson" ? EntryRange.Lesson : EntryRange.Unknown,
        Attendance = Word(settings, "Attendance", "class") switch
        {
            "off" => null,
            "subject" => AttendanceCalls.Subject,
            "lesson" => AttendanceCalls.Lesson,
            _ => AttendanceCalls.Class,
        },
        ReadBells = Word(settings, "Bells", "on") == "on",
        HomeworkAtLessonGiven = Word(settings, "HomeworkAt", "auto") switch { "given" => true, "due" => false, _ => null },
        Averages = Word(settings, "Averages", "auto") switch { "plain" => AverageCalls.Plain, "weighted" => AverageCalls.Weighted, "off" => AverageCalls.Off, _ => null },
        CancelledStatuses = (settings["CancelledStatuses"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        GroupKinds = GroupKinds.Read(settings["GroupKinds"]),
        Http = HttpSettings.Read(settings, Defaults),
    };

    /// <summary>What the list of settings cannot tell.</summary>
    public static IEnumerable<SettingMistake> Mistakes(AdapterSettings settings) =>
    [
        .. HttpSettings.Mistakes(settings),
        .. DaysAtOnce.Mistakes(settings),
        .. HttpSettings.Mistake("AccessTokenEnds", () => Day(settings, "AccessTokenEnds")),
        .. HttpSettings.Mistake("GroupKinds", () => GroupKinds.Read(settings["GroupKinds"])),
    ];

    private static string Word(AdapterSettings settings, string name, string fallback)
    {
        var allowed = All.Single(setting => setting.Name == name).Allowed!;
        var word = (settings[name] ?? fallback).Trim().ToLowerInvariant();
        return allowed.Contains(word) ? word : throw new AdapterException(AdapterFailure.Permanent, $"Setting '{name}' must be one of {string.Join(", ", allowed)}.");
    }

    private static DateOnly? Day(AdapterSettings settings, string name) => settings[name] is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new AdapterException(AdapterFailure.Permanent, $"Setting '{name}' must be a day, yyyy-MM-dd.", string.Format(CultureInfo.GetCultureInfo("ru"), Texts.DayWanted, name, text));
}

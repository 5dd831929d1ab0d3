using System.Globalization;
using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.Http;

namespace ElJournal.Adapters.ElZhur;

/// <summary>At which lesson a school's homework stands. The API does not say.</summary>
internal enum HomeworkPlace
{
    /// <summary>Nobody has said: the part stays unchecked.</summary>
    Unknown,
    /// <summary>At the lesson at which it was given.</summary>
    Given,
    /// <summary>At the lesson for which it is due.</summary>
    Due,
}

/// <summary>The adapter's settings as the technician set them.</summary>
internal sealed record ElZhurOptions
{
    private static readonly WholeNumberSetting PupilsAtOnce = new("PupilsPerRequest", 1, 500);
    private static readonly WholeNumberSetting DaysAtOnce = new("DaysPerRequest", 1, 366);
    private static readonly WholeNumberSetting SubstitutionDaysAtOnce = new("SubstitutionDaysPerRequest", 1, 31);

    public required Uri BaseUrl { get; init; }

    public required string Vendor { get; init; }

    public required string DevKey { get; init; }

    public string? AuthToken { get; init; }

    public DateTimeOffset? AuthTokenEnds { get; init; }

    public string? Login { get; init; }

    public string? Password { get; init; }

    public required HttpChannelOptions Http { get; init; }

    /// <summary>How many pupils one request names.</summary>
    public int PupilsPerRequest { get; init; }

    /// <summary>How many days one request spans.</summary>
    public int DaysPerRequest { get; init; }

    public bool ReadsTopics { get; init; }

    public HomeworkPlace HomeworkPlace { get; init; }

    /// <summary>How substitutions are told; <see langword="null"/>: they are not read.</summary>
    public SubstitutionFields? Substitutions { get; init; }

    /// <summary>How many days one request for substitutions spans.</summary>
    public int SubstitutionDaysPerRequest { get; init; } = 1;

    public required ValueCodes Codes { get; init; }

    /// <exception cref="AdapterException">A setting is missing or makes no sense; the message names it.</exception>
    public static ElZhurOptions Read(AdapterSettings settings, HttpChannelOptions http)
    {
        var (token, login, password) = (settings["AuthToken"], settings["Login"], settings["Password"]);
        if (token is null && (login is null || password is null))
        {
            throw new AdapterException(AdapterFailure.Permanent, "Setting 'AuthToken', or both 'Login' and 'Password', must be set.", Texts.CredentialsMissing);
        }

        return new ElZhurOptions
        {
            BaseUrl = HttpSettings.Address(settings, "BaseUrl"),
            Vendor = settings.Required("Vendor"),
            DevKey = settings.Required("DevKey"),
            AuthToken = token,
            AuthTokenEnds = Ends(settings),
            Login = login,
            Password = password,
            Http = HttpSettings.Read(settings, http),
            PupilsPerRequest = PupilsAtOnce.Read(settings, 35),
            DaysPerRequest = DaysAtOnce.Read(settings, 31),
            ReadsTopics = Word(settings, "Topics", "read", "read", "skip") == "read",
            HomeworkPlace = Word(settings, "HomeworkStandsAt", "unknown", "unknown", "given", "due") switch
            {
                "given" => HomeworkPlace.Given,
                "due" => HomeworkPlace.Due,
                _ => HomeworkPlace.Unknown,
            },
            Substitutions = SubstitutionFields.Read(settings["SubstitutionFields"]),
            SubstitutionDaysPerRequest = SubstitutionDaysAtOnce.Read(settings, 1),
            Codes = new ValueCodes(
            [
                .. Letters(settings, "AbsentLetters", "н", AttendanceKind.Absent), .. Letters(settings, "LateLetters", "оп", AttendanceKind.Late),
                .. Letters(settings, "IllLetters", "", AttendanceKind.Ill), .. Letters(settings, "ExcusedLetters", "", AttendanceKind.Excused),
            ]),
        };
    }

    /// <summary>What the list of settings cannot tell.</summary>
    public static IEnumerable<SettingMistake> Mistakes(AdapterSettings settings) =>
    [
        .. HttpSettings.Mistakes(settings),
        .. PupilsAtOnce.Mistakes(settings),
        .. DaysAtOnce.Mistakes(settings),
        .. SubstitutionDaysAtOnce.Mistakes(settings),
        .. HttpSettings.Mistake("AuthTokenEnds", () => Ends(settings)),
        .. HttpSettings.Mistake("SubstitutionFields", () => SubstitutionFields.Read(settings["SubstitutionFields"])),
    ];

    /// <summary>Names only: values may be secret.</summary>
    public override string ToString() => nameof(ElZhurOptions);

    private static DateTimeOffset? Ends(AdapterSettings settings) =>
        settings["AuthTokenEnds"] is not { } text ? null
        : WireTimes.Moment(text) ?? (WireTimes.Day(text) is { } day ? WireTimes.Moment(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00") : null)
        ?? throw new AdapterException(AdapterFailure.Permanent, "Setting 'AuthTokenEnds' must be a day (YYYY-MM-DD) or a moment in Moscow time (YYYY-MM-DD HH:MM:SS).", string.Format(CultureInfo.GetCultureInfo("ru"), Texts.EndsWrong, text));

    private static string Word(AdapterSettings settings, string name, string fallback, params ReadOnlySpan<string> allowed)
    {
        var word = (settings[name] ?? fallback).Trim().ToLowerInvariant();
        return allowed.Contains(word) ? word : throw new AdapterException(AdapterFailure.Permanent, $"Setting '{name}' must be one of: {string.Join(", ", allowed!)}.");
    }

    private static IEnumerable<KeyValuePair<string, AttendanceKind>> Letters(AdapterSettings settings, string name, string fallback, AttendanceKind kind) =>
        (settings[name] ?? fallback).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(letters => KeyValuePair.Create(letters, kind));
}

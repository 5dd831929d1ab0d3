using System.Text.Json.Serialization;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary>How a map without entries is sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EmptyMap>))]
public enum EmptyMap
{
    Brackets = 0,
    Braces = 1,
    Null = 2,
    Missing = 3,
}

/// <summary>On which day homework is listed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HomeworkDay>))]
public enum HomeworkDay
{
    /// <summary>The day of the lesson at which it was given.</summary>
    Given = 0,
    /// <summary>The day for which it is due.</summary>
    Due = 1,
}

/// <summary>How the simulated ЭлЖур behaves. Defaults are the plainest reading of the contract.</summary>
public sealed record ElZhurSettings
{
    /// <summary>Everything awkward at once, as far as it hides nothing.</summary>
    public static ElZhurSettings Awkward { get; } = new()
    {
        StudentsAsArray = true, ItemsAsArray = true, EmptyMaps = EmptyMap.Missing, ErrorAsEmptyText = true, DottedGroups = true, AmbiguousPeriods = true, DuplicateReceivers = true,
        Html = true, VacationAlerts = true, PhantomMarks = true, UpperCaseLetters = true, ReceiversAsMap = true, FilesNewest = true, Gzip = true, PascalCase = true, CommaDecimals = true,
    };

    /// <summary>32 hex characters.</summary>
    public string DevKey { get; init; } = "00112233445566778899aabbccddeeff";

    public string Vendor { get; init; } = "demo";

    /// <summary>Sign-in of a privileged account, which sees the whole school.</summary>
    public string Login { get; init; } = "gateway";

    public string Password { get; init; } = "secret";

    /// <summary>A ready token of the privileged account.</summary>
    public string Token { get; init; } = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// <summary>A ready token of a parent of the first pupil of the first class.</summary>
    public string ParentToken { get; init; } = "1a1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// <summary>A ready token of that pupil.</summary>
    public string PupilToken { get; init; } = "2b1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// <summary>A ready token of another school.</summary>
    public string StrangersToken { get; init; } = "3c1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// <summary>What <c>getusersvendors</c> takes for a good ЕСИА token.</summary>
    public string EsiaToken { get; init; } = "esia-token";

    /// <summary>Answers are compressed when the caller can read that.</summary>
    public bool Gzip { get; init; }

    /// <summary>Without <c>out_format</c> the answer is JSON instead of XML.</summary>
    public bool JsonByDefault { get; init; }

    /// <summary>The answer is XML although JSON was asked for.</summary>
    public bool AlwaysXml { get; init; }

    /// <summary>Failures come with HTTP 200 and the status in <c>state</c> alone.</summary>
    public bool ErrorsWith200 { get; init; }

    /// <summary><c>"error":""</c> instead of <c>null</c>.</summary>
    public bool ErrorAsEmptyText { get; init; }

    public EmptyMap EmptyMaps { get; init; }

    /// <summary><c>students</c> is an array where it is a map otherwise.</summary>
    public bool StudentsAsArray { get; init; }

    /// <summary><c>items</c> of a pupil's day is an array instead of a map.</summary>
    public bool ItemsAsArray { get; init; }

    /// <summary>Groups of receivers are a map instead of an array.</summary>
    public bool ReceiversAsMap { get; init; }

    /// <summary>A list of pupils in <c>student=</c> is refused.</summary>
    public bool StudentListsRefused { get; init; }

    /// <summary>The most ids in <c>student=</c>.</summary>
    public int? MostStudents { get; init; }

    /// <summary>The longest span of <c>days</c>.</summary>
    public int? MostDays { get; init; }

    /// <summary>Whether <c>getdiary</c> tells topics.</summary>
    public bool Topics { get; init; } = true;

    public HomeworkDay HomeworkOn { get; init; }

    /// <summary>Keys of groups with a dot, for subgroups.</summary>
    public bool DottedGroups { get; init; }

    /// <summary>A period without reliable dates and a disabled one.</summary>
    public bool AmbiguousPeriods { get; init; }

    /// <summary>People who stand in several groups of receivers.</summary>
    public bool DuplicateReceivers { get; init; }

    /// <summary>So many parents more among the receivers.</summary>
    public int MoreReceivers { get; init; }

    /// <summary>Entities, tags and double spaces in texts.</summary>
    public bool Html { get; init; }

    /// <summary><c>alert</c> on days, vacation days with lessons included.</summary>
    public bool VacationAlerts { get; init; }

    /// <summary>Marks with an empty value.</summary>
    public bool PhantomMarks { get; init; }

    /// <summary>Marks such as <c>4/5</c> and an unknown letter. They are more than the generated school holds.</summary>
    public bool StrangeMarks { get; init; }

    /// <summary><c>Н</c> and <c>ОП</c> instead of <c>н</c> and <c>оп</c>.</summary>
    public bool UpperCaseLetters { get; init; }

    /// <summary>Files as a map of <c>{id, filename, link}</c>.</summary>
    public bool FilesNewest { get; init; }

    /// <summary>Cancelled lessons are left out instead of being named <c>Cancel</c>.</summary>
    public bool CancelledLeftOut { get; init; }

    /// <summary>Names of fields begin with a capital letter. Not seen of this API; cheap robustness.</summary>
    public bool PascalCase { get; init; }

    /// <summary>Weights, numeric views and averages are texts with a decimal comma. Not seen of this API; cheap robustness.</summary>
    public bool CommaDecimals { get; init; }

    /// <summary>Ids of pupils and subjects lie beyond 2^53. Not seen of this API; cheap robustness.</summary>
    public bool LargeIds { get; init; }

    /// <summary>Methods that the account may not call; they are refused and do not stand in <c>rules</c>.</summary>
    public IReadOnlyList<string> RefusedMethods { get; init; } = [];
}

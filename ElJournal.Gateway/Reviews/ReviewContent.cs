using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reviews;

/// <summary>A month as it was counted on the day of the review: stored whole, so that what was signed can be printed again after years.</summary>
internal sealed record ReviewContent
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The month's first day.</summary>
    public required DateOnly Month { get; init; }

    public required string SchoolName { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? DataAsOf { get; init; }

    /// <summary>The figures by teacher, class and subject.</summary>
    public required ImmutableArray<IndicatorRow> Rows { get; init; }

    /// <summary>Those of the month before; <see langword="null"/> when nothing is known of it.</summary>
    public ImmutableArray<IndicatorRow>? Previous { get; init; }

    /// <summary>«Иванова А. П.» by id.</summary>
    public required ImmutableSortedDictionary<string, string> Teachers { get; init; }

    public required ImmutableSortedDictionary<string, string> Subjects { get; init; }

    public required ImmutableSortedDictionary<string, ReviewClass> Classes { get; init; }

    public required ImmutableArray<ReviewFindings> Findings { get; init; }

    public required ImmutableArray<ReviewExcuse> Excuses { get; init; }

    public required ImmutableArray<ReviewUnchecked> Unchecked { get; init; }

    /// <summary>What became of the review before; <see langword="null"/> when there was none.</summary>
    public ReviewFate? Fate { get; init; }

    /// <summary>Who signed in; <see langword="null"/> where the source does not show it.</summary>
    public ReviewSignIns? SignIns { get; init; }

    [JsonIgnore]
    public DayRange Days => Reports.ReportCatalog.Month(Month);

    public string ToJson() => JsonSerializer.Serialize(this, Form);

    public static ReviewContent FromJson(string json) => JsonSerializer.Deserialize<ReviewContent>(json, Form) ?? throw new InvalidDataException("The stored review is empty.");
}

/// <summary>A class or group.</summary>
internal sealed record ReviewClass(string Name, int? Grade, ClassKind Kind, int SchoolDays);

/// <summary>Findings of one rule in one class, subject and teacher's lessons: what became of them within the month.</summary>
internal sealed record ReviewFindings(string Rule, string Title, Severity Severity, string? ClassId, string? Subject, string? TeacherId)
{
    /// <summary>Their ids, those that were open when the review was made.</summary>
    public ImmutableArray<string> Open { get; init; } = [];

    /// <summary>How many were found.</summary>
    public int Found { get; init; }

    /// <summary>How many were put right, late entries among them.</summary>
    public int Done { get; init; }

    /// <summary>How many a person put aside or an excuse covers.</summary>
    public int Aside { get; init; }

    /// <summary>What it says, where it is one only and speaks of no pupil.</summary>
    public string? Message { get; init; }
}

/// <summary>A teacher who was not held to account for some days; why is nobody's business here.</summary>
internal sealed record ReviewExcuse(string TeacherId, DateOnly From, DateOnly To);

/// <summary>What could not be checked.</summary>
internal sealed record ReviewUnchecked(string? ClassId, RecordKind Kind, DateOnly From, DateOnly To, string Reason);

/// <summary>What became of what the review before asked for.</summary>
/// <param name="Month">The month of that review.</param>
/// <param name="Asked">How many points it had that ask for a decision.</param>
/// <param name="Left">Those that are still open.</param>
/// <param name="Note">What the deputy director wrote when signing.</param>
internal sealed record ReviewFate(DateOnly Month, int Asked, ImmutableArray<ReviewPoint> Left, string? Note);

/// <summary>A point that asks for a decision.</summary>
/// <param name="Text">As it reads.</param>
/// <param name="ClassId">Whose it is.</param>
internal sealed record ReviewPoint(string Text, string? ClassId);

/// <summary>Who signed in during the month.</summary>
/// <param name="Pupils">Pupils who did.</param>
/// <param name="OfPupils">Pupils there were.</param>
/// <param name="Parents">Pupils whose parents did; <see langword="null"/> where the source does not tell whose parents they are.</param>
internal sealed record ReviewSignIns(int Pupils, int OfPupils, int? Parents);

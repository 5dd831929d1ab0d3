using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A pupil's averages: kebab-case names, texts with a decimal comma.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireAverages
{
    [JsonProperty("per-subject-averages")]
    public Rows<WireAverage>? PerSubject { get; init; }

    public string? Person => Twin.Id(PersonText, PersonNumber);

    [JsonProperty("person")]
    private string? PersonNumber { get; init; }

    [JsonProperty("person_str")]
    private string? PersonText { get; init; }
}

/// <summary>An average in one subject.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireAverage
{
    public string? Subject => Twin.Id(SubjectText, SubjectNumber);

    /// <summary><c>4,57</c>.</summary>
    public decimal? Value => WireScalars.Decimal(Text);

    [JsonProperty("subject")]
    private string? SubjectNumber { get; init; }

    [JsonProperty("subject_str")]
    private string? SubjectText { get; init; }

    [JsonProperty("avg-mark-value")]
    private string? Text { get; init; }
}

/// <summary>Weighted averages of a class: floats.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireWeightedAverages
{
    [JsonProperty("subjectMarks")]
    public Rows<WireSubjectAverages>? Subjects { get; init; }
}

/// <summary>Weighted averages of a class in one subject.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireSubjectAverages
{
    public string? Subject => Twin.Id(SubjectText, SubjectNumber);

    [JsonProperty("marks")]
    public Rows<WireWeightedAverage>? Marks { get; init; }

    [JsonProperty("subject")]
    private string? SubjectNumber { get; init; }

    [JsonProperty("subject_str")]
    private string? SubjectText { get; init; }
}

/// <summary>A pupil's weighted average.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireWeightedAverage
{
    [JsonProperty("person")]
    public string? Person { get; init; }

    public decimal? Value => WireScalars.Decimal(Text);

    [JsonProperty("value")]
    private string? Text { get; init; }
}

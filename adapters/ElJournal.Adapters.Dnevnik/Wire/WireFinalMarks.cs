using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A pupil's marks for a term; without a term: for the year, or of an examination.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireFinalMarks
{
    [JsonProperty("per-subject-final-marks")]
    public Rows<WireFinalMark>? PerSubject { get; init; }

    public string? Person => Twin.Id(PersonText, PersonNumber);

    public string? Period => Twin.Id(PeriodText, PeriodNumber);

    [JsonProperty("person")]
    private string? PersonNumber { get; init; }

    [JsonProperty("person_str")]
    private string? PersonText { get; init; }

    [JsonProperty("reportingPeriod")]
    private string? PeriodNumber { get; init; }

    [JsonProperty("reportingPeriod_str")]
    private string? PeriodText { get; init; }
}

/// <summary>A mark for a term in one subject.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireFinalMark
{
    [JsonProperty("final-mark")]
    public WireMark? Mark { get; init; }

    public string? Subject => Twin.Id(SubjectText, SubjectNumber);

    [JsonProperty("subject")]
    private string? SubjectNumber { get; init; }

    [JsonProperty("subject_str")]
    private string? SubjectText { get; init; }
}

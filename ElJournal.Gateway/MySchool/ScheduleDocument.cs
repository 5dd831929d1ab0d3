using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ElJournal.Gateway.MySchool;

/// <summary>The answer about one person. Names and optional members as the contract of 2021–2022 has them, second-hand.</summary>
internal sealed record ScheduleDocument(string Id, ScheduleMeta Meta, IReadOnlyList<ScheduleSchool> School)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [JsonPropertyOrder(-1)]
    public string ResourceType => "Schedule";
}

internal sealed record ScheduleMeta(DateTimeOffset? LastUpdated);

internal sealed record ScheduleSchool(Guid Id, string Name, string ScheduleUrl, SchedulePeriod<DateOnly> Period, string AcademYear, IReadOnlyList<ScheduleClass> Class);

internal sealed record SchedulePeriod<T>(T Start, T End);

internal sealed record ScheduleClass(string Class, string? Grade, IReadOnlyList<ScheduleLesson> Lesson);

internal sealed record ScheduleLesson(Guid Id, string Subject, string? InsteadOf, string? Topic, string? Homework, SchedulePeriod<DateTimeOffset> Period, string Classroom, bool? Distant, string? Note, ScheduleAttendance? Attendance, IReadOnlyList<ScheduleScore> Score);

internal sealed record ScheduleAttendance(string Code);

internal sealed record ScheduleScore(string Code, decimal? Weight, string Score, string? Score2, string ScoreSystem);

/// <summary>What is said instead of an answer.</summary>
internal sealed record OperationOutcome(IReadOnlyList<OperationIssue> Issue)
{
    [JsonPropertyOrder(-2)]
    public string ResourceType => "OperationOutcome";

    [JsonPropertyOrder(-1)]
    public Guid Id { get; } = Guid.CreateVersion7();

    public static OperationOutcome Error(string code, string details) => new([new OperationIssue("error", code, details)]);

    public static OperationOutcome Fatal(string code, string details) => new([new OperationIssue("fatal", code, details)]);
}

internal sealed record OperationIssue(string Severity, string Code, string Details);

using System.Globalization;
using System.Text.Json;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger;

internal static partial class RecordPayload
{
    /// <summary>Makes the record of what was written.</summary>
    /// <exception cref="JsonException">The text was not written by this class.</exception>
    public static JournalRecord Read(RecordKind kind, string payload, RecordExtras extras)
    {
        using var document = JsonDocument.Parse(payload);
        var row = new Row(document.RootElement, extras);
        return kind switch
        {
            RecordKind.Term => new Term(row.Needed("id"), row.Text("name"), Words.Term(row.Text("kind")), row.Day("start") ?? default, row.Day("end") ?? default),
            RecordKind.Class => new ClassGroup(row.Needed("id"), row.Needed("name"), row.Number("grade"), Words.Class(row.Text("kind")), row.Text("homeroomTeacherId"), row.Text("parentId")),
            RecordKind.Teacher => new Teacher(row.Needed("id"), row.Needed("familyName"), row.Text("givenName"), row.Text("middleName"), row.Text("email")),
            RecordKind.Student => new Student(row.Needed("id"), row.Needed("familyName"), row.Text("givenName"), row.Text("middleName"), row.Day("birthDate"), row.Text("classId"), row.Day("enrolledOn"), row.Day("leftOn"), row.Text("email"), row.Text("phone")),
            RecordKind.Subject => new Subject(row.Needed("id"), row.Needed("name")),
            RecordKind.Lesson => new Lesson(row.Needed("id"), row.Day("date") ?? default, row.Needed("classId"), row.Number("number"), row.Time("start"), row.Time("end"), row.Text("subjectId"), row.Text("teacherId"), row.Text("topic"), Words.Status(row.Text("status")), row.Text("replacesTeacherId"), row.Entered, row.Taken),
            RecordKind.Homework => new Homework(row.Needed("lessonId"), row.Needed("text"), row.Day("dueDate"), row.Entered),
            RecordKind.Mark => new Mark(row.Needed("id"), row.Needed("lessonId"), row.Needed("studentId"), row.Needed("value"), row.Text("work"), row.Decimal("weight"), row.Entered),
            RecordKind.Attendance => new Attendance(row.Needed("lessonId"), row.Needed("studentId"), Words.Attendance(row.Text("kind")), row.Entered, extras.HasFlag(RecordExtras.Ambiguous)),
            RecordKind.FinalMark => new FinalMark(row.Needed("studentId"), row.Needed("subjectId"), row.Needed("termId"), row.Needed("value"), row.Entered) { Average = row.Decimal("average") },
            RecordKind.SignIn => new SignIn(row.Needed("personId"), Words.Role(row.Text("role")), row.Instant("at") ?? default) { Place = row.Text("place") },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown record kind."),
        };
    }

    private readonly struct Row(JsonElement element, RecordExtras extras)
    {
        public EntryTime? Entered => Instant("enteredAt") is { } at ? new EntryTime(at, !extras.HasFlag(RecordExtras.Unvouched)) : null;

        public bool? Taken => extras.HasFlag(RecordExtras.TakenKnown) ? extras.HasFlag(RecordExtras.Taken) : null;

        public decimal? Decimal(string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;

        public string? Text(string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

        public string Needed(string name) => Text(name) ?? throw new JsonException($"Column '{name}' is missing.");

        public int? Number(string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

        public DateOnly? Day(string name) => Text(name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

        public TimeOnly? Time(string name) => Text(name) is { } text ? TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture) : null;

        public DateTimeOffset? Instant(string name) => Text(name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Enumerations as the CSV tables spell them.</summary>
    private static class Words
    {
        public static string Of(TermKind kind) => kind switch
        {
            TermKind.SchoolYear => "schoolYear",
            TermKind.Quarter => "quarter",
            TermKind.Trimester => "trimester",
            _ => "halfYear",
        };

        public static TermKind Term(string? word) => word switch
        {
            "schoolYear" => TermKind.SchoolYear,
            "quarter" => TermKind.Quarter,
            "trimester" => TermKind.Trimester,
            _ => TermKind.HalfYear,
        };

        public static string Of(ClassKind kind) => kind switch
        {
            ClassKind.Class => "class",
            ClassKind.Subgroup => "subgroup",
            ClassKind.Elective => "elective",
            ClassKind.Extracurricular => "extracurricular",
            ClassKind.ExtendedDay => "extendedDay",
            ClassKind.Additional => "additional",
            _ => "homeSchooling",
        };

        public static ClassKind Class(string? word) => word switch
        {
            "class" => ClassKind.Class,
            "subgroup" => ClassKind.Subgroup,
            "elective" => ClassKind.Elective,
            "extracurricular" => ClassKind.Extracurricular,
            "extendedDay" => ClassKind.ExtendedDay,
            "additional" => ClassKind.Additional,
            _ => ClassKind.HomeSchooling,
        };

        public static string? Of(LessonStatus status) => status switch
        {
            LessonStatus.Planned => "planned",
            LessonStatus.Held => "held",
            LessonStatus.Cancelled => "cancelled",
            _ => null,
        };

        public static LessonStatus Status(string? word) => word switch
        {
            "planned" => LessonStatus.Planned,
            "held" => LessonStatus.Held,
            "cancelled" => LessonStatus.Cancelled,
            _ => LessonStatus.Unknown,
        };

        public static string Of(AttendanceKind kind) => kind switch
        {
            AttendanceKind.Absent => "absent",
            AttendanceKind.Ill => "ill",
            AttendanceKind.Excused => "excused",
            _ => "late",
        };

        public static AttendanceKind Attendance(string? word) => word switch
        {
            "absent" => AttendanceKind.Absent,
            "ill" => AttendanceKind.Ill,
            "excused" => AttendanceKind.Excused,
            _ => AttendanceKind.Late,
        };

        public static string Of(PersonRole role) => role switch
        {
            PersonRole.Teacher => "teacher",
            PersonRole.Student => "student",
            _ => "parent",
        };

        public static PersonRole Role(string? word) => word switch
        {
            "teacher" => PersonRole.Teacher,
            "student" => PersonRole.Student,
            _ => PersonRole.Parent,
        };
    }
}

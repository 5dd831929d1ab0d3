using System.Collections.Immutable;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Mapping;

/// <summary>What a mapping can say about each kind: its fields, which of them it must name, and how each is spelled.</summary>
internal static class Shapes
{
    /// <summary>By these a lesson is known where it has no id of its own.</summary>
    public static readonly ImmutableArray<string> LessonParts = ["classId", "date", "number", "subjectId"];

    private static readonly Table LessonTable = Extend(Tables.Of(RecordKind.Lesson));

    /// <summary>All entities, in the order in which they are read.</summary>
    public static ImmutableArray<EntityShape> All { get; } =
    [
        new("terms", Tables.Of(RecordKind.Term), [Must("id"), Text("name"), Coded("kind", "termKind", isMust: true), Must("start", FieldType.Day), Must("end", FieldType.Day)]),
        new(
            "classes",
            Tables.Of(RecordKind.Class),
            [Must("id"), Must("name"), May("grade", FieldType.Grade), Coded("kind", "classKind"), Text("homeroomTeacherId"), Text("parentId")]),
        new("teachers", Tables.Of(RecordKind.Teacher), [Must("id"), Must("familyName"), May("givenName"), Text("middleName"), Text("email"), Text("fullName")]),
        new(
            "students",
            Tables.Of(RecordKind.Student),
            [
                Must("id"), Must("familyName"), May("givenName"), Text("middleName"), Text("birthDate", FieldType.Day), May("classId"),
                Text("enrolledOn", FieldType.Day), Text("leftOn", FieldType.Day), Text("email"), Text("phone"), Text("fullName"),
            ]),
        new("subjects", Tables.Of(RecordKind.Subject), [Must("id"), Must("name")]),
        new(
            "lessons",
            LessonTable,
            [
                Must("id"), Must("date", FieldType.Day), May("number", FieldType.Number), Text("start", FieldType.Time), Text("end", FieldType.Time), Must("classId"), May("subjectId"), May("teacherId"),
                May("topic"), Coded("status", "lessonStatus"), Text("replacesTeacherId"), Text("enteredAt", FieldType.Moment), Coded("attendanceTaken", "attendanceTaken"),
            ]),
        new("homework", Tables.Of(RecordKind.Homework), [Must("lessonId"), Must("text"), Text("dueDate", FieldType.Day), Text("enteredAt", FieldType.Moment), .. LessonFields]) { ValueField = "text" },
        new(
            "marks",
            Tables.Of(RecordKind.Mark),
            [
                Text("id"), Must("lessonId"), Must("studentId"), Coded("value", "marks", isMust: true), Text("work"), Text("weight", FieldType.Decimal), Text("enteredAt", FieldType.Moment),
                .. LessonFields,
            ]) { ValueField = "value" },
        new(
            "attendance",
            Tables.Of(RecordKind.Attendance),
            [Must("lessonId"), Must("studentId"), Coded("kind", "attendance", isMust: true), Text("enteredAt", FieldType.Moment), .. LessonFields]) { ValueField = "kind" },
        new(
            "finalMarks",
            Tables.Of(RecordKind.FinalMark),
            [Must("studentId"), Must("subjectId"), Must("termId"), Coded("value", "finalMarks", isMust: true), Text("enteredAt", FieldType.Moment), Text("average", FieldType.Decimal)]) { ValueField = "value" },
        new("signIns", Tables.Of(RecordKind.SignIn), [Must("personId"), Coded("role", "role", isMust: true), Must("at", FieldType.Moment), Text("place")]),
    ];

    /// <summary>The maps of codes, and what each may map to; empty for any text.</summary>
    public static ImmutableDictionary<string, ImmutableArray<string>> CodeMaps { get; } = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal)
    {
        ["attendance"] = ["absent", "ill", "excused", "late", Codes.Nothing],
        ["termKind"] = ["schoolYear", "quarter", "trimester", "halfYear"],
        ["classKind"] = ["class", "subgroup", "elective", "extracurricular", "extendedDay", "additional", "homeSchooling"],
        ["lessonStatus"] = ["planned", "held", "cancelled"],
        ["attendanceTaken"] = ["true", "false"],
        ["role"] = ["teacher", "student", "parent"],
        ["marks"] = [],
        ["finalMarks"] = [],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static EntityField[] LessonFields => [Text("classId"), Text("date", FieldType.Day), Text("number", FieldType.Number), Text("subjectId")];

    /// <summary>The shape of a kind.</summary>
    public static EntityShape Of(RecordKind kind) => All.First(shape => shape.Table.Kind == kind);

    private static EntityField Must(string name, FieldType type = FieldType.Text) => new(name, type, Need.Must);

    private static EntityField May(string name, FieldType type = FieldType.Text) => new(name, type, Need.UnlessDeclared);

    private static EntityField Text(string name, FieldType type = FieldType.Text) => new(name, type, Need.No);

    private static EntityField Coded(string name, string map, bool isMust = false) => new(name, FieldType.Code, isMust ? Need.Must : Need.No, map);

    /// <summary>A database can say whether attendance was taken, which the CSV folder has no column for.</summary>
    private static Table Extend(Table lessons)
    {
        var column = lessons.Columns.Length;
        return lessons with
        {
            Columns = lessons.Columns.Add(new Column("attendanceTaken")),
            Map = row => lessons.Map(row) is Lesson lesson
                ? new Lesson(
                    lesson.Id, lesson.Day, lesson.ClassId, lesson.Number, lesson.Start, lesson.End, lesson.SubjectId, lesson.TeacherId, lesson.Topic, lesson.Status, lesson.ReplacesTeacherId, lesson.TopicEntered,
                    row[column] switch { "true" => true, "false" => false, _ => null })
                : null,
        };
    }
}

/// <summary>One entity of a mapping.</summary>
/// <param name="Name">Its name in the mapping.</param>
/// <param name="Table">Its columns and how a row becomes a record.</param>
/// <param name="Fields">What can be mapped.</param>
internal sealed record EntityShape(string Name, Table Table, ImmutableArray<EntityField> Fields)
{
    /// <summary>The field without which a row says nothing and is passed over: an empty cell of a journal is no entry.</summary>
    public string? ValueField { get; init; }
}

/// <summary>A field that can be mapped.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How its values are read.</param>
/// <param name="Need">Whether a mapping has to name it.</param>
/// <param name="CodeMap">The map of its codes.</param>
internal sealed record EntityField(string Name, FieldType Type, Need Need, string? CodeMap = null);

/// <summary>Whether a mapping has to name a field.</summary>
internal enum Need
{
    /// <summary>It may.</summary>
    No,
    /// <summary>It has to, or say under <c>without</c> that the site does not have it.</summary>
    UnlessDeclared,
    /// <summary>It has to.</summary>
    Must,
}

/// <summary>How a field's values are read.</summary>
internal enum FieldType
{
    Text,
    Day,
    Time,
    Moment,
    Number,
    Decimal,
    Grade,
    Code,
}

/// <summary>Words of code maps.</summary>
internal static class Codes
{
    /// <summary>The code says that there is nothing to record: the pupil was there.</summary>
    public const string Nothing = "present";
}

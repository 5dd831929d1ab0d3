using System.Collections.Frozen;
using System.Collections.Immutable;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery;

/// <summary>The columns of the tables, as <see cref="Ledger.RecordPayload"/> writes them.</summary>
internal static class Columns
{
    private static readonly FrozenDictionary<RecordKind, ImmutableArray<string>> ByKind = new Dictionary<RecordKind, ImmutableArray<string>>
    {
        [RecordKind.Term] = ["id", "name", "kind", "start", "end"],
        [RecordKind.Class] = ["id", "name", "grade", "kind", "homeroomTeacherId", "parentId"],
        [RecordKind.Teacher] = ["id", "familyName", "givenName", "middleName", "email"],
        [RecordKind.Student] = ["id", "familyName", "givenName", "middleName", "birthDate", "classId", "enrolledOn", "leftOn", "email", "phone"],
        [RecordKind.Subject] = ["id", "name"],
        [RecordKind.Lesson] = ["id", "date", "number", "start", "end", "classId", "subjectId", "teacherId", "topic", "status", "replacesTeacherId", "enteredAt"],
        [RecordKind.Homework] = ["lessonId", "text", "dueDate", "enteredAt"],
        [RecordKind.Mark] = ["id", "lessonId", "studentId", "value", "work", "weight", "enteredAt"],
        [RecordKind.Attendance] = ["lessonId", "studentId", "kind", "enteredAt"],
        [RecordKind.FinalMark] = ["studentId", "subjectId", "termId", "value", "average", "enteredAt"],
        [RecordKind.SignIn] = ["personId", "role", "at", "place"],
    }.ToFrozenDictionary();

    /// <summary>All columns of the table, in order.</summary>
    public static ImmutableArray<string> Of(RecordKind kind) => ByKind[kind];

    /// <summary>Columns that say which record it is and what it refers to: without them the rest means nothing.</summary>
    public static bool IsKey(RecordKind kind, string column) => column is "id" or "personId" || References.Of(kind).Any(reference => reference.Column == column);

    /// <summary>How to reach a person, from where somebody signed in, and averages that follow from marks: no portal needs them for the journal, so they go only where a route names them.</summary>
    public static bool IsOnlyByName(string column) => column is "email" or "phone" or "place" or "average";
}

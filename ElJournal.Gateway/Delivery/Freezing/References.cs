using System.Collections.Immutable;
using System.Text.Json;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>Which columns of a table name records of another.</summary>
internal static class References
{
    private static readonly ImmutableArray<(string Column, RecordKind Target)>[] ByKind = Table();

    public static ImmutableArray<(string Column, RecordKind Target)> Of(RecordKind kind) => ByKind[(int)kind];

    /// <summary>The key in the column; <see langword="null"/> when it is absent or empty.</summary>
    public static string? Value(JsonElement columns, string column) =>
        columns.TryGetProperty(column, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } key ? key : null;

    private static ImmutableArray<(string Column, RecordKind Target)>[] Table()
    {
        var table = new ImmutableArray<(string, RecordKind)>[(int)RecordKind.SignIn + 1];
        Array.Fill(table, []);
        table[(int)RecordKind.Class] = [("homeroomTeacherId", RecordKind.Teacher), ("parentId", RecordKind.Class)];
        table[(int)RecordKind.Student] = [("classId", RecordKind.Class)];
        table[(int)RecordKind.Lesson] = [("classId", RecordKind.Class), ("subjectId", RecordKind.Subject), ("teacherId", RecordKind.Teacher), ("replacesTeacherId", RecordKind.Teacher)];
        table[(int)RecordKind.Homework] = [("lessonId", RecordKind.Lesson)];
        table[(int)RecordKind.Mark] = [("lessonId", RecordKind.Lesson), ("studentId", RecordKind.Student)];
        table[(int)RecordKind.Attendance] = [("lessonId", RecordKind.Lesson), ("studentId", RecordKind.Student)];
        table[(int)RecordKind.FinalMark] = [("studentId", RecordKind.Student), ("subjectId", RecordKind.Subject), ("termId", RecordKind.Term)];
        return table;
    }
}

using System.Data.Common;
using System.Globalization;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>What a record says to people, without any id: survives renumbering and new ids of everything it refers to.</summary>
/// <param name="Group">Where it stands: class, day and subject; for marks pupil, day and subject.</param>
/// <param name="Loose">And what it says.</param>
/// <param name="Strict">And its place in the day and all the rest that people see.</param>
/// <param name="Says">Whether it says anything: a lesson without a topic does not.</param>
internal readonly record struct NaturalContent(Fingerprint Group, Fingerprint Loose, Fingerprint Strict, bool Says);

/// <summary>The names behind ids: as they were, or as this pass brings them.</summary>
internal sealed class Names
{
    private readonly Dictionary<(RecordKind Kind, string Id), string> names = [];

    public static (Names Before, Names Now) Load(DbConnection connection, int book, IEnumerable<ChangedRecord> changed)
    {
        var (before, now) = (new Names(), new Names());
        using var statement = new Statement(connection, """SELECT "Kind", "Key", "Value", "Pending" FROM records WHERE "Book" = ?1 AND "Kind" <= 5""");
        statement.Bind(1, book);
        while (statement.Step())
        {
            var key = ((RecordKind)statement.Int32(0), statement.Text(1)!);
            var name = statement.Text(2) ?? "";
            now.names[key] = name;
            if (statement.Int32(3) == 0)
            {
                before.names[key] = name;
            }
        }

        var columns = new RecordColumns();
        foreach (var record in changed.Select(change => change.Record).Where(record => record.Kind <= RecordKind.Subject))
        {
            columns.Fill(record, NoPlaces.Instance);
            now.names[(record.Kind, record.Key)] = columns.Value ?? "";
        }

        return (before, now);
    }

    /// <summary>The name, or the id where there is none.</summary>
    public string Of(RecordKind kind, string? id) => id is null ? "" : names.GetValueOrDefault((kind, id), id);

    /// <summary>Tells contents apart.</summary>
    public NaturalContent Content(RecordKind kind, RecordColumns row)
    {
        var day = row.Day?.ToString(CultureInfo.InvariantCulture) ?? "";
        var (group, loose, strict) = kind switch
        {
            RecordKind.Lesson => (
                Join(Of(RecordKind.Class, row.Class), day, Of(RecordKind.Subject, row.Subject)),
                row.Value ?? "",
                Join(Text(row.Number), Text(row.StartMinute), Text(row.EndMinute), Of(RecordKind.Teacher, row.Teacher), Text(row.Status), Of(RecordKind.Teacher, row.ReplacesTeacher))),
            RecordKind.Homework => (Join(Of(RecordKind.Class, row.Class), day, Of(RecordKind.Subject, row.Subject)), row.Value ?? "", ""),
            RecordKind.Mark => (Join(Of(RecordKind.Student, row.Student), day, Of(RecordKind.Subject, row.Subject)), Join(row.Value ?? "", row.Work ?? ""), ""),
            RecordKind.Attendance => (Join(Of(RecordKind.Student, row.Student), day, Of(RecordKind.Subject, row.Subject)), row.Value ?? "", ""),
            RecordKind.FinalMark => (Join(Of(RecordKind.Student, row.Student), Of(RecordKind.Subject, row.Subject), Of(RecordKind.Term, row.Work)), row.Value ?? "", ""),
            RecordKind.SignIn => (Join(Of(row.Status == (int)PersonRole.Teacher ? RecordKind.Teacher : RecordKind.Student, row.Student), Text(row.Status), row.Value ?? ""), "", ""),
            RecordKind.Student => (row.Value ?? "", "", Of(RecordKind.Class, row.Class)),
            RecordKind.Class => (row.Value ?? "", "", Join(Text(row.Number), Text(row.Status), Of(RecordKind.Teacher, row.Teacher), Of(RecordKind.Class, row.RootClass))),
            _ => (Join(row.Value ?? "", Text(row.Status)), "", ""),
        };
        return new NaturalContent(Fingerprint.Of(group), Fingerprint.Of(Join(group, loose)), Fingerprint.Of(Join(group, loose, strict)), loose.Length > 0);
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>No text holds the separator: control characters other than NUL may occur, this one does not in any journal.</summary>
    private static string Join(params ReadOnlySpan<string> parts) => string.Join('\u001F', parts!);

    private sealed class NoPlaces : IPlaces
    {
        public static readonly NoPlaces Instance = new();

        public string RootOf(string classId) => classId;

        public string? ClassOf(string studentId) => null;

        public LessonPlace? LessonAt(string lessonId) => null;
    }
}

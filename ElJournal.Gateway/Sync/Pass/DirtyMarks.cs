using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Collects what must be judged again.</summary>
/// <remarks>Of people, classes, subjects and terms judging would learn by its basis too; the gate learns only here that what it knows of them is out of date.</remarks>
internal sealed class DirtyMarks(DbConnection connection, string school) : IDisposable
{
    private readonly HashSet<(string Class, int Day)> marks = [];
    private readonly Statement insert = new(connection, """INSERT INTO dirty ("School", "Class", "Day") VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING""");

    /// <summary>Marks what a changed record touches.</summary>
    public void Add(RecordKind kind, string? root, int? day)
    {
        if (kind.IsDated())
        {
            if (root is not null && day is { } number)
            {
                marks.Add((root, number));
            }
        }
        else if (kind is RecordKind.Class or RecordKind.Student or RecordKind.FinalMark)
        {
            marks.Add((root ?? "", 0));
        }
        else if (kind != RecordKind.SignIn)
        {
            marks.Add(("", 0));
        }
    }

    /// <summary>Writes the marks in the transaction that changes the records.</summary>
    public void Write()
    {
        foreach (var (root, day) in marks)
        {
            insert.Bind(1, school).Bind(2, root).Bind(3, day).Run();
        }

        marks.Clear();
    }

    public void Dispose() => insert.Dispose();
}

using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>
/// Finds what nobody changed and what stands for something else all the same: homework, marks and absences under the key of a lesson that is another one now.
/// Only the classes and days of such lessons are looked at.
/// </summary>
internal sealed class LessonChildren(PassState state, DbConnection connection, StoredRecords stored, Names before, Names now)
{
    public IReadOnlyList<Case> OfMoved(IReadOnlyCollection<Case> cases)
    {
        var moved = cases.Where(item => item is { Kind: RecordKind.Lesson, Type: CaseType.Changed, Day: not null } && (item.From is not null || item.To is not null)).ToList();
        if (moved.Count == 0)
        {
            return [];
        }

        var decided = cases.Where(item => item.Kind.HasLesson()).Select(item => item.Row).ToHashSet();
        var found = new List<Case>();
        using var children = new Statement(connection, """
            SELECT "Id", "Lesson" FROM records INDEXED BY "IX_records_Book_RootClass_Day_Kind"
            WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" = ?3 AND "Kind" BETWEEN 7 AND 9 AND "Deleted" = 0 AND "Pending" = 0
            """);
        foreach (var group in moved.GroupBy(item => (item.Root, Day: item.Day!.Value)))
        {
            var lessons = group.Select(item => item.LessonBefore).ToHashSet(StringComparer.Ordinal);
            children.Reset().Bind(1, state.Plan.Book).Bind(2, group.Key.Root).Bind(3, group.Key.Day);
            while (children.Step())
            {
                if (children.Text(1) is { } lesson && lessons.Contains(lesson) && !decided.Contains(children.Int64(0)) && CaseOf(stored.Get(children.Int64(0)), lesson) is { } child)
                {
                    found.Add(child);
                }
            }
        }

        return found;
    }

    private Case? CaseOf(StoredRecord row, string lesson)
    {
        var (root, classId, day) = (row.Columns.RootClass, row.Columns.Class, row.Columns.Day);
        if (state.Places.LessonAt(lesson) is not { } place || state.Scopes.Of(row.Kind, root, classId, day).Stale || !IsAsStored(row))
        {
            return null;
        }

        var old = before.Content(row.Kind, row.Columns);
        row.Columns.Stand(place);
        return new Case
        {
            Type = CaseType.Changed,
            SameText = true,
            Kind = row.Kind,
            Row = row.Row,
            Root = root ?? "",
            Day = day,
            Harmful = true,
            LessonBefore = lesson,
            LessonNow = lesson,
            Before = old,
            Now = now.Content(row.Kind, row.Columns),
        };
    }

    /// <summary>Whether the source shows the row as it is stored, rather than says nothing about it.</summary>
    private bool IsAsStored(StoredRecord row)
    {
        ref var known = ref state.Loader.Load(row.Kind).Find(Fingerprint.Of(row.Key));
        return (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref known) && known.Has(KnownState.Seen))
            || state.Scopes.IsUnchanged(row.Kind, row.Columns.RootClass, row.Columns.Class, row.Columns.Day);
    }
}

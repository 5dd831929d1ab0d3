using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Keeps the class and day that homework, marks and absences take from their lesson, and the class that a group is part of.</summary>
internal sealed class ChildPlacement(PassState state, DbConnection connection) : IDisposable
{
    /// <summary>No deadline lies further behind the lesson than this, so older evidence can neither acquit nor accuse.</summary>
    private const int LongestTerm = 21;

    private Statement? move;

    /// <summary>A lesson's children go with it.</summary>
    public void Move(string lesson, LessonPlace before, LessonPlace now)
    {
        move ??= new Statement(connection, """
            UPDATE records SET "RootClass" = ?5, "Class" = ?6, "Day" = ?7, "Subject" = ?8, "Teacher" = ?9
            WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" = ?3 AND "Kind" BETWEEN 7 AND 9 AND "Lesson" = ?4
            """);
        Bind(move.Bind(1, state.Plan.Book).Bind(2, before.RootClass).Bind(3, before.Day).Bind(4, lesson), 5, now).Run();
    }

    /// <summary>Finds the lessons of what came before them.</summary>
    public void Adopt(DirtyMarks dirty)
    {
        var found = new List<(long Row, RecordKind Kind, LessonPlace Place)>();
        using (var lost = new Statement(connection, """SELECT "Id", "Kind", "Lesson" FROM records WHERE "Book" = ?1 AND "RootClass" IS NULL AND "Day" IS NULL AND "Kind" BETWEEN 7 AND 9"""))
        {
            lost.Bind(1, state.Plan.Book);
            while (lost.Step())
            {
                if (lost.Text(2) is { } lesson && state.Places.LessonAt(lesson) is { } place)
                {
                    found.Add((lost.Int64(0), (RecordKind)lost.Int32(1), place));
                }
            }
        }

        using var adopt = new Statement(connection, """UPDATE records SET "RootClass" = ?2, "Class" = ?3, "Day" = ?4, "Subject" = ?5, "Teacher" = ?6 WHERE "Id" = ?1""");
        foreach (var (row, kind, place) in found)
        {
            Bind(adopt.Bind(1, row), 2, place).Run();
            dirty.Add(kind, place.RootClass, place.Day);
        }
    }

    /// <summary>Groups that turned out to be part of another class take their records along.</summary>
    public void FollowClasses(DirtyMarks dirty)
    {
        using var follow = new Statement(connection, """UPDATE records SET "RootClass" = ?4 WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Class" = ?3""");
        foreach (var (group, before, now) in state.Places.ChangedRoots())
        {
            if (follow.Bind(1, state.Plan.Book).Bind(2, before).Bind(3, group).Bind(4, now).Run() > 0)
            {
                dirty.Add(RecordKind.Class, before, day: null);
                dirty.Add(RecordKind.Class, now, day: null);
            }
        }
    }

    /// <summary>The first records of a kind are written before it is known that they come from an export of an earlier hour: that proves more.</summary>
    public void ProveDirect()
    {
        using var prove = new Statement(connection, """
            UPDATE records SET "SeenBy" = min("SeenBy", ?6), "TakenSeenBy" = min("TakenSeenBy", ?6)
            WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" BETWEEN ?3 AND ?4 AND "Kind" = ?5
            """);
        foreach (var (kind, root) in state.DirectScopes)
        {
            foreach (var claim in state.Scopes.Claims.Where(claim => claim.Type == ClaimKind.Read && claim.Scope.Kind == kind && claim.SeenBy < claim.StartedAt && (claim.Classes is null || claim.Classes.Contains(root))))
            {
                var day = DateOnly.FromDateTime(claim.SeenBy.UtcDateTime).DayNumber;
                var days = claim.Scope.Days ?? state.Plan.Window;
                prove.Bind(1, state.Plan.Book).Bind(2, root).Bind(3, Math.Max(days.From.DayNumber, day - LongestTerm)).Bind(4, days.To.DayNumber)
                    .Bind(5, (long)kind).Bind(6, claim.SeenBy.ToStored()).Run();
            }
        }
    }

    public void Dispose() => move?.Dispose();

    private static Statement Bind(Statement statement, int first, LessonPlace place) =>
        statement.Bind(first, place.RootClass).Bind(first + 1, place.Class).Bind(first + 2, place.Day).Bind(first + 3, place.Subject).Bind(first + 4, place.Teacher);
}

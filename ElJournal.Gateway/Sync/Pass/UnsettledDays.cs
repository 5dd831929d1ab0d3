using System.Data.Common;
using System.Runtime.CompilerServices;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>
/// The class-days of which a pass saw that records stand under other keys, and did not see all that takes part. Deciding a half of it would tear entries from their lessons,
/// and somebody would be told that he entered late what was there in time. Such a day stays as it was, in doubt, until a pass has read it whole.
/// </summary>
internal sealed class UnsettledDays(PassState state, DbConnection connection, StoredRecords stored, Names names)
{
    private static readonly RecordKind[] Entries = [RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance];

    private readonly Dictionary<(RecordKind Kind, string Root, int Day), HashSet<Fingerprint>> unseen = [];
    private readonly Dictionary<(RecordKind Kind, string Root, int Day), bool> read = [];

    /// <summary>Takes out what cannot be decided yet. Lessons have been paired before.</summary>
    /// <returns>What was taken out.</returns>
    public IReadOnlyList<Case> TakeOut(List<Case> cases)
    {
        var days = new HashSet<(string Root, int Day)>();
        foreach (var day in cases.Where(item => item.Kind.IsDated() && item.Day is not null).GroupBy(item => (item.Root, item.Day!.Value)))
        {
            if (!IsSettled(day.Key.Root, day.Key.Value, [.. day]))
            {
                days.Add(day.Key);
            }
        }

        // Of an entry whose lesson nobody has read, it is not known what it is.
        var lessonsWhole = state.IsReadWhole(RecordKind.Lesson);
        bool IsLost(Case item) => !lessonsWhole && item.Type is CaseType.New or CaseType.Returned && item.LessonNow is { } lesson && item.Kind.HasLesson() && state.Places.LessonAt(lesson) is null;
        var lost = cases.FindAll(IsLost);
        cases.RemoveAll(IsLost);
        if (days.Count == 0)
        {
            return lost;
        }

        // A class with another id: both ends of a pair wait.
        var pairs = cases.Where(item => item is { From.Day: not null, Day: not null }).Select(item => (From: (item.From!.Root, item.From.Day!.Value), To: (item.Root, item.Day!.Value))).Where(pair => pair.From != pair.To).ToList();
        while (pairs.RemoveAll(pair => (days.Contains(pair.From) && days.Add(pair.To)) || (days.Contains(pair.To) && days.Add(pair.From))) > 0)
        {
        }

        state.Unsettled.UnionWith(days);
        bool Waits(Case item) => item.Kind.IsDated() && item.Day is { } day && days.Contains((item.Root, day));
        var waiting = cases.Where(Waits).ToList();
        cases.RemoveAll(Waits);
        return waiting;
    }

    private bool IsSettled(string root, int day, List<Case> cases)
    {
        var lessonsKnown = IsKnown(RecordKind.Lesson, root, day);
        if (cases.Exists(item => !IsKnown(item.Kind, root, day) && MayBeMove(item, root, day)))
        {
            return false;
        }

        // Under keys made of positions, what is gone or altered may be what belongs to another lesson now.
        if (!lessonsKnown && cases.Exists(MayHaveLost))
        {
            return false;
        }

        var lessons = cases.FindAll(item => item is { Kind: RecordKind.Lesson, LessonBefore: not null });
        if (!lessons.Exists(IsMoved))
        {
            return true;
        }

        // One that is gone may be the one that stands elsewhere, altered: what was entered for it may be there, too.
        var involved = lessons.Where(item => IsMoved(item) || item.Type == CaseType.Vanished).Select(item => item.LessonBefore!).ToHashSet(StringComparer.Ordinal);
        var before = state.Scopes.Times.Of(RecordKind.Lesson, root, day).LastStarted;
        return EntriesOf(involved, root, day).TrueForAll(kind => IsKnownSince(before, kind, root, day));
    }

    /// <summary>Whether something of the kind that was not seen in this pass may be what the case shows.</summary>
    private bool MayBeMove(Case item, string root, int day) =>
        item.From is not null || item.To is not null || IsAnotherOfDay(item)
        || (item.Type != CaseType.Vanished && !item.MovedInPlace && (item.Type == CaseType.Returned || item.Before.Loose != item.Now.Loose) && Unseen(item.Kind, root, day).Contains(item.Now.Group));

    /// <summary>Whether something that was said under the key may stand under one that was not seen. A topic that was only written says nothing of that.</summary>
    private static bool MayHaveLost(Case item) =>
        item.Before.Loose != item.Now.Loose
        && (item.Kind == RecordKind.Lesson ? item.Type == CaseType.Changed && item.Before.Says && item.DayNow == item.Day : item.Type is CaseType.Vanished or CaseType.Changed);

    private static bool IsMoved(Case lesson) => lesson.From is not null || lesson.To is not null || IsAnotherOfDay(lesson);

    /// <summary>Whether another record of the same day stands under the key. What was put on another day is what it was.</summary>
    private static bool IsAnotherOfDay(Case item) => MoveMatching.IsAnother(item) && item.DayNow == item.Day;

    /// <summary>Whether the pass says how all of the kind stands.</summary>
    private bool IsKnown(RecordKind kind, string root, int day)
    {
        if (!read.TryGetValue((kind, root, day), out var known))
        {
            known = IsKnownSince(null, kind, root, day);
            read.Add((kind, root, day), known);
        }

        return known;
    }

    /// <summary>And not as of an hour at which the lessons still stood as the ledger has them.</summary>
    private bool IsKnownSince(DateTimeOffset? moment, RecordKind kind, string root, int day)
    {
        var known = false;
        foreach (var claim in state.Scopes.Claims.Where(claim => claim.Scope.Kind == kind))
        {
            var of = claim.Classes?.FirstOrDefault(name => string.Equals(state.Places.RootOf(name), root, StringComparison.Ordinal));
            if (!state.Scopes.Covers(claim, kind, root, of, day))
            {
                continue;
            }

            if (claim.Type == ClaimKind.Unread)
            {
                return false;
            }

            known |= (of is null || string.Equals(of, root, StringComparison.Ordinal)) && (moment is null || claim.Started > moment) && !state.Scopes.IsStale(claim, root, day);
        }

        return known;
    }

    private List<RecordKind> EntriesOf(HashSet<string> lessons, string root, int day)
    {
        using var children = new Statement(connection, """
            SELECT DISTINCT "Kind", "Lesson" FROM records INDEXED BY "IX_records_Book_RootClass_Day_Kind"
            WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" = ?3 AND "Kind" BETWEEN 7 AND 9 AND "Deleted" = 0 AND "Pending" = 0
            """);
        children.Bind(1, state.Plan.Book).Bind(2, root).Bind(3, day);
        var kinds = new HashSet<RecordKind>();
        while (children.Step())
        {
            if (children.Text(1) is { } lesson && lessons.Contains(lesson))
            {
                kinds.Add((RecordKind)children.Int32(0));
            }
        }

        return [.. Entries.Where(kinds.Contains)];
    }

    /// <summary>Where the live records stand that this pass has said nothing about.</summary>
    private HashSet<Fingerprint> Unseen(RecordKind kind, string root, int day)
    {
        if (unseen.TryGetValue((kind, root, day), out var groups))
        {
            return groups;
        }

        groups = [];
        unseen.Add((kind, root, day), groups);
        using var live = new Statement(connection, """
            SELECT "Id" FROM records INDEXED BY "IX_records_Book_RootClass_Day_Kind"
            WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" = ?3 AND "Kind" = ?4 AND "Deleted" = 0 AND "Pending" = 0
            """);
        live.Bind(1, state.Plan.Book).Bind(2, root).Bind(3, day).Bind(4, (long)kind);
        var known = state.Loader.Load(kind);
        while (live.Step())
        {
            var row = stored.Get(live.Int64(0));
            ref var entry = ref known.Find(Fingerprint.Of(row.Key));
            if (Unsafe.IsNullRef(ref entry) || !entry.Has(KnownState.Seen))
            {
                groups.Add(names.Content(kind, row.Columns).Group);
            }
        }

        return groups;
    }
}

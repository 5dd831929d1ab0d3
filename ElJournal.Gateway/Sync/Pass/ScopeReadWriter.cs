using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Writes when which scope was read, and the tokens that came with it.</summary>
internal sealed class ScopeReadWriter(PassState state, DbConnection connection)
{
    private const string Unread = "unread";
    private const string Stale = "stale-read";
    private const string Clock = "clock";
    private const string Held = "held";
    private const string Unsettled = "partly-read";

    /// <summary>What could not be relied on in this pass.</summary>
    public static IEnumerable<UnreadScope> Doubts(PassState state)
    {
        foreach (var claim in state.Scopes.Claims)
        {
            if (claim.Type == ClaimKind.Unread)
            {
                yield return Of(state, claim, claim.Reason ?? Unread, claim.Message) with { InRussian = claim.InRussian };
            }
            else if (Rows(state, claim).All(row => state.Scopes.IsStale(claim, row.Class, row.Day)))
            {
                yield return Of(state, claim, Stale, "The ledger holds what was read later; this changes nothing.") with { InRussian = SourceReasons.Of(Stale) };
            }
        }

        foreach (var (kind, root, days) in state.NotReached)
        {
            DayRange? range = kind.IsDated() ? new DayRange(DateOnly.FromDayNumber(days.Min()), DateOnly.FromDayNumber(days.Max())) : null;
            yield return UnreadScope.Of(kind, root.Length == 0 ? null : root, range, Unread, "The source failed before.") with { InRussian = SourceReasons.Of(Unread) };
        }

        foreach (var (root, day) in state.Unsettled.Order())
        {
            var date = DateOnly.FromDayNumber(day);
            yield return UnreadScope.Of(RecordKind.Lesson, root, new DayRange(date, date), Unsettled, "Lessons stand under other keys, and not all that was entered for them was read; the day stays as it was.") with { InRussian = Texts.DayUnsettled };
        }

        if (state.Skew > SourceLag.GreatestSkew)
        {
            foreach (var claim in state.Scopes.Claims.Where(claim => claim.Type != ClaimKind.Unread))
            {
                yield return Of(state, claim, Clock, $"The clocks of the source and of this machine differ by {state.Skew.Value.TotalSeconds:0} s.") with { InRussian = SourceReasons.Of(Clock) };
            }
        }
    }

    public void Write(DateTimeOffset now, Holds holds, IEnumerable<(RecordKind Kind, string Root, int Day)> doubted)
    {
        using var upsert = new Statement(connection, """
            INSERT INTO scope_reads ("Book", "Kind", "Class", "Day", "Started", "Completed", "Tried", "Doubt") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT ("Book", "Kind", "Class", "Day") DO UPDATE SET "Started" = excluded."Started", "Completed" = excluded."Completed", "Tried" = excluded."Tried", "Doubt" = excluded."Doubt"
            """);
        using var doubt = new Statement(connection, """
            INSERT INTO scope_reads ("Book", "Kind", "Class", "Day", "Started", "Completed", "Tried", "Doubt") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT ("Book", "Kind", "Class", "Day") DO UPDATE SET "Tried" = excluded."Tried", "Doubt" = excluded."Doubt"
            """);
        var tried = now.ToStored();
        var clock = state.Skew > SourceLag.GreatestSkew ? Clock : null;
        foreach (var claim in state.Scopes.Claims)
        {
            foreach (var (root, day) in Rows(state, claim))
            {
                if (claim.Type == ClaimKind.Unread || state.Scopes.IsStale(claim, root, day))
                {
                    Run(doubt, claim.Scope.Kind, root, day, 0, 0, tried, claim.Type == ClaimKind.Unread ? Unread : Stale);
                }
                else
                {
                    Run(upsert, claim.Scope.Kind, root, day, claim.Started.ToStored(), claim.EndedAt.ToStored(), tried, clock);
                }
            }
        }

        foreach (var (kind, root, days) in state.NotReached)
        {
            foreach (var day in days)
            {
                Run(doubt, kind, root, day, 0, 0, tried, Unread);
            }
        }

        foreach (var scope in holds.Holding)
        {
            foreach (var day in scope.Kind.IsDated() ? state.Scopes.DaysRead(scope.Kind, scope.Root).SelectMany(Days).Distinct() : [0])
            {
                var before = state.Scopes.Times.Of(scope.Kind, scope.Root, day);
                Run(upsert, scope.Kind, scope.Root, day, before.LastStarted?.ToStored() ?? 0, before.LastCompleted?.ToStored() ?? 0, tried, Held);
            }
        }

        // What could not be understood or decided is older in the ledger than in the source: nothing may be concluded from it.
        foreach (var (kind, root, day) in doubted)
        {
            var before = state.Scopes.Times.Of(kind, root, day);
            Run(upsert, kind, root, day, before.LastStarted?.ToStored() ?? 0, before.LastCompleted?.ToStored() ?? 0, tried, Unread);
        }

        // What waits has to be shown again, even if nothing changes in the meantime.
        WriteTokens([.. holds.Holding.Select(scope => scope.Kind), .. state.Unsettled.Count > 0 ? RecordKinds.All.Where(kind => kind.IsDated()) : []]);
    }

    private void WriteTokens(HashSet<RecordKind> waiting)
    {
        using var token = new Statement(connection, """
            INSERT INTO read_tokens ("Book", "Name", "Token") VALUES (?1, ?2, ?3) ON CONFLICT ("Book", "Name") DO UPDATE SET "Token" = excluded."Token"
            """);
        foreach (var claim in state.Scopes.Claims.Where(claim => claim is { Type: ClaimKind.Read, TokenName: { } name, Token: not null }
            && !name.StartsWith(StoredTraits.Reserved, StringComparison.Ordinal) && !waiting.Contains(claim.Scope.Kind)))
        {
            if (!Rows(state, claim).Any(row => state.Scopes.IsStale(claim, row.Class, row.Day)))
            {
                token.Bind(1, state.Plan.Book).Bind(2, claim.TokenName).Bind(3, claim.Token).Run();
            }
        }
    }

    private void Run(Statement statement, RecordKind kind, string root, int day, long started, long completed, long tried, string? doubt) =>
        statement.Bind(1, state.Plan.Book).Bind(2, (long)kind).Bind(3, root).Bind(4, day).Bind(5, started).Bind(6, completed).Bind(7, tried).Bind(8, doubt).Run();

    private static UnreadScope Of(PassState state, Claim claim, string reason, string? message) =>
        UnreadScope.Of(
            claim.Scope.Kind,
            claim.Classes is { Count: 1 } one ? one.First() : null,
            claim.Scope.Kind.IsDated() ? claim.Scope.Days ?? state.Plan.Window : null,
            reason,
            message);

    private static IEnumerable<(string Class, int Day)> Rows(PassState state, Claim claim)
    {
        IEnumerable<string> classes = claim.Classes is { } given ? given : [""];
        var range = claim.Scope.Days ?? state.Plan.Window;
        return classes.SelectMany(root => claim.Scope.Kind.IsDated()
            ? Days(range).Where(day => state.Plan.Year.Days.Contains(DateOnly.FromDayNumber(day))).Select(day => (root, day))
            : [(root, 0)]);
    }

    private static IEnumerable<int> Days(DayRange range) => Enumerable.Range(range.From.DayNumber, range.Length);
}

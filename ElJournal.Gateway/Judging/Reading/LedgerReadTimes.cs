using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>When the scopes of a book were read, from the ledger. A class's own row and the whole school's both cover it; the later one counts.</summary>
internal sealed class LedgerReadTimes : IReadTimes, IDisposable
{
    /// <summary>What a scope that waits for a person's approval is not checked for.</summary>
    public const string Held = "held";

    private const string Sql = """SELECT "Day", "Started", "Completed", "Doubt" FROM scope_reads WHERE "Book" = ?1 AND "Kind" = ?2 AND "Class" = ?3""";

    private readonly LedgerStatement statement;
    private readonly int book;
    private readonly Func<string, string> rootOf;
    private readonly ILookup<(string Class, RecordKind Kind), HoldRow> holds;
    private readonly Dictionary<int, ReadTimes>?[] wholeSchool = new Dictionary<int, ReadTimes>?[16];
    private readonly Dictionary<int, ReadTimes>?[] ofClass = new Dictionary<int, ReadTimes>?[16];
    private string askedClass = string.Empty;
    private string currentClass = string.Empty;

    /// <param name="connection">Open for as long as this is used.</param>
    /// <param name="book">The book.</param>
    /// <param name="rootOf">The class that a group belongs to.</param>
    /// <param name="openHolds">The mass changes that wait for a person.</param>
    public LedgerReadTimes(SqliteConnection connection, int book, Func<string, string> rootOf, IEnumerable<HoldRow> openHolds)
    {
        statement = new LedgerStatement(connection, Sql);
        this.book = book;
        this.rootOf = rootOf;
        holds = openHolds.Where(hold => hold.Book == book).ToLookup(hold => (hold.Class, hold.Kind));
    }

    public ReadTimes For(RecordKind kind, string classId, DateOnly day)
    {
        if (!ReferenceEquals(classId, askedClass))
        {
            askedClass = classId;
            var root = rootOf(classId);
            if (!string.Equals(root, currentClass, StringComparison.Ordinal))
            {
                currentClass = root;
                Array.Clear(ofClass);
            }
        }

        var stored = kind.IsDated() ? day.DayNumber : 0;
        var own = At(ofClass, kind, currentClass, stored);
        var school = At(wholeSchool, kind, string.Empty, stored);
        var times = Later(own, school);
        return holds.Count > 0 && times.Doubt is null && IsHeld(kind, stored) ? times with { Doubt = Held } : times;
    }

    public void Dispose() => statement.Dispose();

    private static ReadTimes Later(ReadTimes own, ReadTimes school) =>
        (own.LastStarted ?? DateTimeOffset.MinValue).CompareTo(school.LastStarted ?? DateTimeOffset.MinValue) switch
        {
            > 0 => own,
            < 0 => school,
            // Never read at all, or by the same read: a doubt about either is a doubt.
            _ => own.Doubt is null && own.LastStarted is not null ? own : school.Doubt is null && school.LastStarted is not null ? school : own.Doubt is null ? school : own,
        };

    private bool IsHeld(RecordKind kind, int day) =>
        Covers(holds[(currentClass, kind)], day) || Covers(holds[(string.Empty, kind)], day);

    private static bool Covers(IEnumerable<HoldRow> held, int day) =>
        held.Any(hold => day == 0 || hold.FromDay is null || (hold.FromDay <= day && day <= (hold.ToDay ?? int.MaxValue)));

    private ReadTimes At(Dictionary<int, ReadTimes>?[] tables, RecordKind kind, string scope, int day)
    {
        var table = tables[(int)kind] ??= Load(kind, scope);
        return table.TryGetValue(day, out var times) ? times : default;
    }

    private Dictionary<int, ReadTimes> Load(RecordKind kind, string scope)
    {
        var table = new Dictionary<int, ReadTimes>();
        statement.Reset();
        statement.Bind(1, book);
        statement.Bind(2, (long)kind);
        statement.Bind(3, scope);
        while (statement.Step())
        {
            // A scope that was never read to its end has a row too, when a try failed: it says why.
            var started = statement.Long(1);
            var completed = statement.Long(2);
            table[statement.Int(0)] = new ReadTimes(
                started > 0 ? Instants.FromStored(started) : null,
                completed > 0 ? Instants.FromStored(completed) : null,
                statement.TextOrNull(3));
        }

        statement.Reset();
        return table;
    }
}

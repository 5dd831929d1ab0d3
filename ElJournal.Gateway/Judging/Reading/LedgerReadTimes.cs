using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>When the scopes of a book were read, class by class as judging goes through them. A class's own row and the whole school's both cover it.</summary>
internal sealed class LedgerReadTimes : IReadTimes, IDisposable
{
    /// <summary>What a scope that waits for a person's approval is not checked for.</summary>
    public const string Held = "held";

    private const string Sql = """SELECT "Day", "Started", "Completed", "Tried", "Doubt" FROM scope_reads WHERE "Book" = ?1 AND "Kind" = ?2 AND "Class" = ?3""";

    private readonly LedgerStatement statement;
    private readonly int book;
    private readonly Func<string, string> rootOf;
    private readonly ILookup<(string Class, RecordKind Kind), HoldRow> holds;
    private readonly Dictionary<int, Row>?[] wholeSchool = new Dictionary<int, Row>?[16];
    private readonly Dictionary<int, Row>?[] ofClass = new Dictionary<int, Row>?[16];
    private string askedClass = string.Empty;
    private string currentClass = string.Empty;

    /// <param name="connection">Open for as long as this is used.</param>
    /// <param name="book">The book.</param>
    /// <param name="rootOf">The class that a group belongs to.</param>
    /// <param name="openHolds">The mass changes that wait for a person.</param>
    public LedgerReadTimes(DbConnection connection, int book, Func<string, string> rootOf, IEnumerable<HoldRow> openHolds)
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
        var own = currentClass.Length == 0 ? null : At(ofClass, kind, currentClass, stored);
        var times = Later(own, At(wholeSchool, kind, string.Empty, stored));
        return holds.Count > 0 && times.Doubt is null && IsHeld(kind, stored) ? times with { Doubt = Held } : times;
    }

    public void Dispose() => statement.Dispose();

    /// <summary>The later try tells whether there is a doubt; the times are those of the later good read, except that a class whose own last try is in doubt keeps its own.</summary>
    private static ReadTimes Later(Row? own, Row? school)
    {
        var last = own is { } mine && (school is null || mine.Tried >= school.Value.Tried) ? own : school;
        if (last is null)
        {
            return default;
        }

        var times = last == own && own!.Value.Doubt is not null ? own.Value
            : own is { } one && (school is null || one.Started > school.Value.Started) ? one
            : school ?? own!.Value;
        return times.Started == 0
            ? new ReadTimes(null, null, last.Value.Doubt)
            : new ReadTimes(Instants.FromStored(times.Started), Instants.FromStored(times.Completed), last.Value.Doubt);
    }

    private bool IsHeld(RecordKind kind, int day) =>
        Covers(holds[(currentClass, kind)], day) || Covers(holds[(string.Empty, kind)], day);

    private static bool Covers(IEnumerable<HoldRow> held, int day) =>
        held.Any(hold => day == 0 || hold.FromDay is null || (hold.FromDay <= day && day <= (hold.ToDay ?? int.MaxValue)));

    private Row? At(Dictionary<int, Row>?[] tables, RecordKind kind, string scope, int day)
    {
        var table = tables[(int)kind] ??= Load(kind, scope);
        return table.TryGetValue(day, out var row) ? row : null;
    }

    private Dictionary<int, Row> Load(RecordKind kind, string scope)
    {
        var table = new Dictionary<int, Row>();
        statement.Reset();
        statement.Bind(1, book);
        statement.Bind(2, (long)kind);
        statement.Bind(3, scope);
        while (statement.Step())
        {
            table[statement.Int(0)] = new Row(statement.Long(1), statement.Long(2), statement.Long(3), statement.TextOrNull(4));
        }

        statement.Reset();
        return table;
    }

    private readonly record struct Row(long Started, long Completed, long Tried, string? Doubt);
}

using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger;

/// <summary>When scopes of a book were read.</summary>
/// <remarks>
/// A scope is known by its class's row and by that of the whole school (empty class). The later try of the two tells whether there is a doubt;
/// the times are those of the later good read, except that a class whose last try is in doubt keeps its own.
/// </remarks>
internal sealed class ReadTimesTable : IReadTimes
{
    private readonly Dictionary<(RecordKind Kind, string Class, int Day), ScopeReadRow> rows;
    private readonly Func<string, string> rootOf;

    /// <summary>Takes the rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rootOf">The class that a group is part of, or the group itself.</param>
    public ReadTimesTable(IEnumerable<ScopeReadRow> rows, Func<string, string> rootOf)
    {
        this.rows = rows.ToDictionary(row => (row.Kind, row.Class, row.Day));
        this.rootOf = rootOf;
    }

    public ReadTimes For(RecordKind kind, string classId, DateOnly day) => Of(kind, rootOf(classId), day.DayNumber);

    /// <summary>The read times of a scope by its class (not subgroup; empty for the whole school) and day number (0 for kinds without days).</summary>
    public ReadTimes Of(RecordKind kind, string rootClass, int day)
    {
        var school = rows.GetValueOrDefault((kind, "", day));
        var own = rootClass.Length == 0 ? null : rows.GetValueOrDefault((kind, rootClass, day));
        var last = own is not null && (school is null || own.Tried >= school.Tried) ? own : school;
        if (last is null)
        {
            return default;
        }

        var times = last == own && own.Doubt is not null ? own
            : own is not null && (school is null || own.Started > school.Started) ? own
            : school ?? own!;
        return times.Started == 0
            ? new ReadTimes(null, null, last.Doubt)
            : new ReadTimes(Instants.FromStored(times.Started), Instants.FromStored(times.Completed), last.Doubt);
    }
}

using System.Collections.Immutable;
using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Mapping;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>What a package asks of the gradebook: how the rows that it touches are to be, and whose fault it is when one of them is refused.</summary>
/// <remarks>Made by applying the package to the state, which <see cref="Undo"/> takes back.</remarks>
internal sealed class GradebookPlan
{
    private readonly SchoolState state;
    private readonly string package;
    private readonly SchoolFacts? formerSchool;
    private readonly Stack<(StoredRecord Record, StoredRecord? Before)> applied = new();
    private readonly Units touched = new();
    private readonly Dictionary<RowId, (string Unit, Row Row)> before;
    private readonly Dictionary<RowId, (string Unit, Row Row)> after;
    private readonly HashSet<RowId> asked = [];
    private readonly Dictionary<RowId, HashSet<RecordName>> owners = [];
    private readonly Dictionary<string, HashSet<RecordName>> ofUnit = new(StringComparer.Ordinal);
    private readonly HashSet<RecordName> others;

    private GradebookPlan(SchoolState state, PackageDocument package, SchoolFacts school)
    {
        this.state = state;
        this.package = package.Package;
        formerSchool = state.School;
        var (wanted, unreadable) = Application.Read(package);
        var names = wanted.Select(item => new RecordName(item.Record.Kind, item.Record.Key)).ToLookup(name => Units.ReachesAll(name.Kind));
        others = [.. names[true].Any() ? names[true] : names[false]];
        if (formerSchool is not null && (formerSchool != school || package.Records.Any(record => Units.ReachesAll(record.Kind))))
        {
            touched.TouchAll(state);
        }

        foreach (var (record, data) in wanted)
        {
            var former = state.DataOf(record.Kind, record.Key);
            touched.Touch(state, record.Key, former);
            touched.Touch(state, record.Key, data);
            foreach (var unit in new[] { Units.UnitOf(record.Key, former), Units.UnitOf(record.Key, data) }.OfType<string>())
            {
                Names(ofUnit, unit).Add(new RecordName(record.Kind, record.Key));
            }
        }

        before = Rows();
        state.School = school;
        Refused = [.. unreadable, .. Application.Put(state, wanted, Applying)];
        after = Rows();
        foreach (var name in applied.Select(one => new RecordName(one.Record.Kind, one.Record.Key)))
        {
            Ask(name);
        }
    }

    /// <summary>The records that cannot be shown.</summary>
    public ImmutableArray<RejectedRecord> Refused { get; }

    public static GradebookPlan Of(SchoolState state, PackageDocument package, SchoolFacts school) => new(state, package, school);

    /// <summary>Takes the package out of the state again.</summary>
    public void Undo()
    {
        while (applied.TryPop(out var one))
        {
            state.Undo(one.Record, one.Before);
        }

        state.School = formerSchool;
    }

    /// <summary>The rows that the package touches.</summary>
    public IEnumerable<RowId> Touched => before.Keys.Concat(after.Keys);

    /// <summary>What is still to be written, in an order in which nothing refers to what is not there: results go before what they refer to goes, and come after it.</summary>
    public IEnumerable<IReadOnlyList<Write>> Waves(Provider provider) => Writes(provider).ToLookup(Place).OrderBy(wave => wave.Key).Select(wave => (IReadOnlyList<Write>)[.. wave]);

    /// <summary>The records that are refused when the provider refuses the write; none when what is left over at the provider shows nothing of a record.</summary>
    public IReadOnlyCollection<RecordName> OwnersOf(Write write) => owners.GetValueOrDefault(write.Id) ?? (write.Row is null ? [] : ofUnit.GetValueOrDefault(write.Unit) ?? others);

    private static int Place(Write write) => (write.Id.File, write.Row) switch
    {
        ("results", null) => 0,
        ("categories", not null) => 1,
        ("lineItems", { } item) when item["metadata.kind"] == "lesson" => 2,
        ("lineItems", not null) => 3,
        ("results", not null) => 4,
        ("lineItems", null) => 5,
        _ => 6,
    };

    private static HashSet<RecordName> Names<T>(Dictionary<T, HashSet<RecordName>> places, T place)
        where T : notnull
    {
        if (!places.TryGetValue(place, out var names))
        {
            places.Add(place, names = []);
        }

        return names;
    }

    private IEnumerable<Write> Writes(Provider provider)
    {
        foreach (var (id, (unit, row)) in after)
        {
            var known = provider.Of(id, before.GetValueOrDefault(id).Row);
            if (!known.IsSure || known.Row is not { } there || !there.SaysTheSame(row) || (asked.Contains(id) && !known.IsWritten))
            {
                yield return new Write(id, unit, row, known);
            }
        }

        var gone = before.Select(one => (Id: one.Key, one.Value.Unit)).Concat(provider.WrittenFor(package).Select(id => (Id: id, Unit: string.Empty))).Concat(asked.Select(id => (Id: id, Unit: string.Empty))).DistinctBy(one => one.Id);
        foreach (var (id, unit) in gone.Where(one => !after.ContainsKey(one.Id)))
        {
            var known = provider.Of(id, before.GetValueOrDefault(id).Row);
            if (!known.IsSure || known.Row is not null || (asked.Contains(id) && !known.IsWritten))
            {
                yield return new Write(id, unit, Row: null, known);
            }
        }
    }

    private Dictionary<RowId, (string Unit, Row Row)> Rows() => touched.Gradebook(state).ToDictionary(one => RowId.Of(one.Row));

    private void Applying(StoredRecord record) => applied.Push((record, state.StoredOf(record.Kind, record.Key)));

    /// <summary>A record's own row is written whether or not it changed: a record sent again is to be there again. So is what has no record of its own and is referred to.</summary>
    private void Ask(RecordName name)
    {
        if (OwnRow(name) is not { } own)
        {
            return;
        }

        asked.Add(own);
        Names(owners, own).Add(name);
        if (!after.TryGetValue(own, out var row))
        {
            return;
        }

        var item = own.File == "lineItems" ? row.Row : Owned(new RowId("lineItems", row.Row["lineItemSourcedId"]!), name);
        if (item?["categorySourcedId"] is { } category)
        {
            Owned(new RowId("categories", category), name);
        }
    }

    /// <returns>The row, unless it is a record's own.</returns>
    private Row? Owned(RowId id, RecordName name)
    {
        if (!after.TryGetValue(id, out var row))
        {
            return null;
        }

        Names(owners, id).Add(name);
        if (row.Row.File == "lineItems" && row.Row["metadata.kind"] == "lesson")
        {
            return null;
        }

        asked.Add(id);
        return row.Row;
    }

    private static RowId? OwnRow(RecordName name) => name.Kind switch
    {
        "lesson" => new RowId("lineItems", SourcedId.Lesson(name.Key)),
        "homework" => new RowId("lineItems", SourcedId.Of("homework", name.Key)),
        "mark" => new RowId("results", SourcedId.Of("mark", name.Key)),
        "attendance" => new RowId("results", SourcedId.Of("attendance", name.Key)),
        "finalMark" => new RowId("results", SourcedId.Of("finalMark", name.Key)),
        _ => null,
    };
}

/// <summary>A record's name on the wire.</summary>
internal readonly record struct RecordName(string Kind, string Key);

/// <summary>One write.</summary>
/// <param name="Id">The row.</param>
/// <param name="Unit">What it belongs to.</param>
/// <param name="Row">How it is to be; <see langword="null"/> when it is to go.</param>
/// <param name="Before">What was there.</param>
internal sealed record Write(RowId Id, string Unit, Row? Row, Presence Before);

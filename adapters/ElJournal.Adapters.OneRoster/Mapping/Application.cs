using System.Text.Json;
using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster.Mapping;

/// <summary>Applies a package to the state and says what became of it.</summary>
internal static class Application
{
    /// <returns>What changed in the files, and what was refused. The state is already changed.</returns>
    public static (IReadOnlyList<Change> Changes, IReadOnlyList<RejectedRecord> Rejected) Apply(SchoolState state, PackageDocument package, SchoolFacts school)
    {
        var all = state.School != school || package.Records.Any(record => Units.ReachesAll(record.Kind));
        var (wanted, unreadable) = Read(package);
        if (all)
        {
            var before = Units.All(state).ToList();
            state.School = school;
            var refused = Put(state, wanted);
            return (Difference(before, Units.All(state)), [.. unreadable, .. refused]);
        }

        // Enough before anything is applied: a record of a lesson that comes in the same package touches what that lesson itself touches.
        var touched = new Units();
        foreach (var (record, data) in wanted)
        {
            touched.Touch(state, record.Key, state.DataOf(record.Kind, record.Key));
            touched.Touch(state, record.Key, data);
        }

        var old = touched.Rows(state).ToList();
        var rejected = Put(state, wanted);
        return (Difference(old, touched.Rows(state)), [.. unreadable, .. rejected]);
    }

    /// <summary>The package's records with their columns, and those that cannot be carried.</summary>
    public static (List<(PackedRecord Record, Data? Data)> Wanted, List<RejectedRecord> Unreadable) Read(PackageDocument package)
    {
        var wanted = new List<(PackedRecord, Data?)>(package.Records.Count);
        var unreadable = new List<RejectedRecord>();
        foreach (var record in package.Records)
        {
            try
            {
                var data = record.Op == "delete" ? null : SchoolState.Parse(record.Kind, record.Data!.Value);
                if (!SchoolState.Carries(record.Kind))
                {
                    unreadable.Add(new RejectedRecord(record.Kind, record.Key, "not-carried", Texts.RejectNotCarried));
                    continue;
                }

                wanted.Add((record, data));
            }
            catch (JsonException)
            {
                unreadable.Add(new RejectedRecord(record.Kind, record.Key, "unreadable", Texts.NotTheFormat));
            }
        }

        return (wanted, unreadable);
    }

    /// <summary>Applies what is newer than what is there.</summary>
    /// <param name="state">What has been delivered.</param>
    /// <param name="wanted">The package's records.</param>
    /// <param name="applying">Told of each record that is applied, before it is.</param>
    /// <returns>What was refused.</returns>
    public static List<RejectedRecord> Put(SchoolState state, List<(PackedRecord Record, Data? Data)> wanted, Action<StoredRecord>? applying = null)
    {
        var rejected = new List<RejectedRecord>();
        foreach (var (record, data) in wanted.Where(item => item.Record.Version > state.VersionOf(item.Record.Kind, item.Record.Key)))
        {
            if (data is not null && Acceptance.Problem(state, data) is var (code, message))
            {
                rejected.Add(new RejectedRecord(record.Kind, record.Key, code, message));
                continue;
            }

            var stored = new StoredRecord(record.Kind, record.Key, record.Version, data is null ? null : record.Data);
            applying?.Invoke(stored);
            state.Apply(stored, data);
        }

        return rejected;
    }

    private static List<Change> Difference(IEnumerable<Row> before, IEnumerable<Row> after)
    {
        var old = before.ToDictionary(row => (row.File, row.SourcedId));
        var changes = new List<Change>();
        foreach (var row in after)
        {
            if (!old.Remove((row.File, row.SourcedId), out var was) || !was.SaysTheSame(row))
            {
                changes.Add(new Change(row, Gone: false));
            }
        }

        changes.AddRange(old.Values.Select(row => new Change(row, Gone: true)));
        return changes;
    }
}

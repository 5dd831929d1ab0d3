using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Reading;

/// <summary>A light try: each entity is opened and its columns looked for; no records are made.</summary>
internal static class Probe
{
    public static async ValueTask<ProbeResult> RunAsync(IEnumerable<EntityMapping> entities, IEntityTables tables, DateOnly today, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var problems = new List<string>();
        var windows = new Windows([new DayRange(today, today)]);
        foreach (var entity in entities)
        {
            if (entity.FromMarks)
            {
                found.Add(entity.Name);
                continue;
            }

            try
            {
                await foreach (var rows in tables.RowsAsync(entity, windows, classIds: ["0"], new DefectLog(entity.Kind, entity.Name), cancellationToken))
                {
                    await using (rows)
                    {
                        _ = Places.Of(entity.Columns.Keys, rows);
                    }
                }

                found.Add(entity.Name);
            }
            catch (EntityUnreadException unread)
            {
                problems.Add(unread.Failure.Russian);
            }
        }

        return problems.Count == 0
            ? new ProbeResult(Succeeded: true, MappingNode.Format(Texts.ProbeSource, string.Join(", ", found)))
            : new ProbeResult(Succeeded: false, MappingNode.Format(Texts.ProbeIncomplete, string.Join("; ", problems), found.Count == 0 ? "–" : string.Join(", ", found)));
    }
}

using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>
/// Writes what an earlier state of the journal cannot be worked out of from the final one: entries of which the journal does not say when they were made, marks that were
/// changed or removed, lessons that were renumbered. Each row is one version: <c>shownFrom</c>, <c>shownUntil</c> and the columns of the table. A key that is here replaces the row of the final state.
/// </summary>
public static class ReplayFolder
{
    public static async Task WriteAsync(string directory, IEnumerable<Shown> versions)
    {
        Directory.CreateDirectory(directory);
        var untold = versions.GroupBy(shown => (shown.Record.Kind, shown.Record.Key)).Where(group => !IsTold([.. group])).SelectMany(group => group).ToLookup(shown => shown.Record.Kind);
        foreach (var (kind, file, columns) in CsvFolder.Tables)
        {
            if (untold.Contains(kind))
            {
                await using var writer = CsvFolder.Open(Path.Combine(directory, file));
                await CsvFolder.WriteRowAsync(writer, ["shownFrom", "shownUntil", .. columns]);
                foreach (var shown in untold[kind])
                {
                    await CsvFolder.WriteRowAsync(writer, [CsvFolder.Instant(shown.From), shown.Until is { } until ? CsvFolder.Instant(until) : null, .. CsvFolder.Fields(shown.Record)]);
                }
            }
        }
    }

    /// <summary>Whether the final row itself tells since when each of its parts has been there.</summary>
    private static bool IsTold(IReadOnlyList<Shown> versions) => versions[^1].Until is null && versions[^1] switch
    {
        { Record: Lesson lesson, From: var from } => versions[0].From == SchoolDays.Published && (lesson.Topic is null || lesson.TopicEntered?.At == from),
        { Record: Homework homework, From: var from } => versions.Count == 1 && homework.Entered?.At == from,
        { Record: Mark mark, From: var from } => versions.Count == 1 && mark.Entered?.At == from,
        { Record: Attendance attendance, From: var from } => versions.Count == 1 && attendance.Entered?.At == from,
        _ => true,
    };
}

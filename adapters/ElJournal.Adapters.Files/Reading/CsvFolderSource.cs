using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using ElJournal.Adapters.Sources;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Files.Reading;

/// <summary>A folder of CSV files, read from the first table to the last.</summary>
internal sealed class CsvFolderSource(string directory, TimeProvider time) : IJournalSource
{
    private SourceTraits? lastTraits;

    /// <inheritdoc/>
    /// <remarks>A file or column that a school does not export is not shown: what it would hold is unknown, not missing.</remarks>
    public SourceTraits Traits => lastTraits ?? LookForTraits();

    /// <inheritdoc/>
    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Probe(cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A folder is read by the caller's thread, but never by a caller who has not begun to wait.
        await Task.Yield();
        var pass = new ReadPass(JournalFolder.Open(directory), request, time.GetUtcNow(), cancellationToken);
        using (pass)
        {
            var items = new List<ReadItem>();
            while (pass.Step(items))
            {
                foreach (var item in items)
                {
                    yield return item;
                }

                items.Clear();
            }

            lastTraits = TraitsOf(pass.Folder, pass.ShowsTopics ?? lastTraits?.ShowsTopics ?? LookForTraits().ShowsTopics);
            yield return new ReadEffort(pass.FilesOpened, Retries: 0);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static SourceTraits TraitsOf(JournalFolder folder, bool showsTopics) =>
        new(Tables.All.Where(table => table.IsRequired || folder.Has(table)).Select(table => table.Kind).ToFrozenSet(), ShowsTopics: showsTopics);

    private SourceTraits LookForTraits()
    {
        try
        {
            var folder = JournalFolder.Open(directory);
            return TraitsOf(folder, folder.HeaderHas(Tables.Of(RecordKind.Lesson), Tables.TopicColumn));
        }
        catch (Exception cause) when (cause is AdapterException or IOException or UnauthorizedAccessException)
        {
            // Nothing can be said before the folder can be read; what is not shown is not held against anybody.
            return new SourceTraits(RecordKinds.All.ToFrozenSet(), ShowsTopics: false);
        }
    }

    private ProbeResult Probe(CancellationToken cancellationToken)
    {
        JournalFolder folder;
        try
        {
            folder = JournalFolder.Open(directory);
        }
        catch (AdapterException failure)
        {
            return new ProbeResult(Succeeded: false, failure.Instruction ?? failure.Message);
        }

        var missing = Tables.All.Where(table => table.IsRequired && !folder.Has(table)).Select(table => table.FileName).ToList();
        if (missing.Count > 0)
        {
            return new ProbeResult(Succeeded: false, Text(Texts.ProbeSourceIncomplete, string.Join(", ", missing)));
        }

        foreach (var table in Tables.All.Where(folder.Has))
        {
            if (HeaderProblem(folder, table, cancellationToken) is { } problem)
            {
                return new ProbeResult(Succeeded: false, Text(Texts.ProbeSourceHeader, problem));
            }
        }

        return new ProbeResult(Succeeded: true, Text(Texts.ProbeSource, string.Join(", ", Tables.All.Where(folder.Has).Select(table => table.FileName))));
    }

    private static string? HeaderProblem(JournalFolder folder, Table table, CancellationToken cancellationToken)
    {
        try
        {
            using var file = folder.OpenFile(table, cancellationToken);
            using var scan = new TableScan(table, file, new ReadContext(new Windows([]), kind => Tables.Of(kind).FileName), isExtract: false, emit: false, cancellationToken);
            return scan.Unreadable?.Message.Russian;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return table.FileName;
        }
    }

    private static string Text(string format, string value) => string.Format(CultureInfo.InvariantCulture, format, value);
}

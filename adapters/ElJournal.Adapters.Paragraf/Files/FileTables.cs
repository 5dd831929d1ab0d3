using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Paragraf.Reading;
using ElJournal.Adapters.Tabular.Rows;
using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Paragraf.Files;

/// <summary>Entities that come as files in a folder, held open as they were when the read began.</summary>
internal sealed class FileTables : IEntityTables
{
    private readonly TimeZoneInfo zone;
    private readonly Dictionary<RecordKind, List<SourceFile>> files = [];
    private readonly Dictionary<RecordKind, EntityFailure> failures = [];
    private readonly Dictionary<RecordKind, DateTimeOffset> exportedAt = [];

    private FileTables(TimeZoneInfo zone) => this.zone = zone;

    /// <inheritdoc/>
    public int Requests => files.Values.Sum(list => list.Count);

    /// <summary>Looks at the files of the entities: one pass for hash and encoding of each.</summary>
    /// <exception cref="AdapterException">The folder cannot be read.</exception>
    public static FileTables Open(string directory, IEnumerable<EntityMapping> entities, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var tables = new FileTables(zone);
        try
        {
            foreach (var entity in entities.Where(entity => entity.File is not null))
            {
                tables.Add(entity, ExportFolder.FilesOf(directory, entity.File!), cancellationToken);
            }

            return tables;
        }
        catch
        {
            tables.Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public string? HashOf(EntityMapping entity) => failures.ContainsKey(entity.Kind) ? null : string.Join('+', files[entity.Kind].Select(file => file.Hash));

    /// <inheritdoc/>
    public DateTimeOffset AsOf(EntityMapping entity, DateTimeOffset startedAt) =>
        failures.TryGetValue(entity.Kind, out var failure) ? throw new EntityUnreadException(failure)
        : exportedAt[entity.Kind] is var at && at < startedAt ? at
        : startedAt;

    /// <inheritdoc/>
    public async IAsyncEnumerable<IRawRows> RowsAsync(EntityMapping entity, Windows windows, IReadOnlyCollection<string>? classIds, DefectLog defects, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (failures.TryGetValue(entity.Kind, out var failure))
        {
            throw new EntityUnreadException(failure);
        }

        foreach (var file in files[entity.Kind])
        {
            defects.Place = file.Name;
            yield return new RuledRows(OpenRows(file, entity.File!, defects.Damaged, cancellationToken), entity.File!);
        }
    }

    /// <inheritdoc/>
    public EntityFailure? FailureAfter(EntityMapping entity) =>
        files.TryGetValue(entity.Kind, out var list) && list.Find(file => file.HasChanged()) is { } changed
            ? new EntityFailure("changed-while-reading", $"{changed.Name} was written to, replaced or removed while it was being read", MappingNode.Format(Texts.UnreadChanged, changed.Name))
            : null;

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private void Close()
    {
        foreach (var file in files.Values.SelectMany(list => list))
        {
            file.Dispose();
        }
    }

    private void Add(EntityMapping entity, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var rule = entity.File!;
        var opened = files[entity.Kind] = [];
        try
        {
            foreach (var path in paths)
            {
                opened.Add(SourceFile.Open(path, cancellationToken));
            }

            if (opened.Count == 0)
            {
                throw new EntityUnreadException(new EntityFailure("file-missing", $"{entity.Name}: no file '{rule.Pattern}' is in the folder", MappingNode.Format(Texts.UnreadNoFile, entity.Name, rule.Pattern)));
            }

            var moments = opened.Select(file => (File: file, At: ExportTimeOf(file, rule, cancellationToken))).ToList();
            if (rule.NewestOnly)
            {
                var newest = moments.MaxBy(pair => pair.At);
                moments.Where(pair => pair.File != newest.File).ToList().ForEach(pair => pair.File.Dispose());
                moments.RemoveAll(pair => pair.File != newest.File);
                files[entity.Kind] = [newest.File];
            }

            exportedAt[entity.Kind] = moments.Min(pair => pair.At);
            moments.ForEach(pair => CheckEncoding(pair.File, rule));
        }
        catch (EntityUnreadException unread)
        {
            failures[entity.Kind] = unread.Failure;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            failures[entity.Kind] = cause is UnauthorizedAccessException
                ? new EntityFailure("forbidden", $"{entity.Name}: a file may not be read by the user that the gateway runs as", MappingNode.Format(Texts.UnreadForbidden, entity.Name))
                : new EntityFailure("unreadable", $"{entity.Name}: a file cannot be read ({cause.GetType().Name}); another program may be holding it", MappingNode.Format(Texts.UnreadHeld, entity.Name));
        }
    }

    /// <summary>When a file was made: as it says itself, else its last write.</summary>
    private DateTimeOffset ExportTimeOf(SourceFile file, FileRule rule, CancellationToken cancellationToken)
    {
        if (rule.ExportedAt is not { } exported)
        {
            return file.LastWrite;
        }

        IReadOnlyList<string> places = exported.InTitle ? TitlesOf(file, rule, cancellationToken) : [file.Name];
        foreach (var match in places.Select(place => exported.Pattern.Match(CellText.Clean(place))).Where(match => match.Success))
        {
            if (DateTime.TryParseExact(match.Groups[1].Value, exported.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                return CellReader.InZone(local, zone);
            }
        }

        throw new EntityUnreadException(new EntityFailure("export-time-missing", $"{file.Name}: the moment of the export is not where the mapping says, so it is not known what the file is true for", MappingNode.Format(Texts.UnreadExportTime, file.Name)));
    }

    // The file stays open; what reads it holds nothing else.
    private static IReadOnlyList<string> TitlesOf(SourceFile file, FileRule rule, CancellationToken cancellationToken)
    {
        var rows = OpenRows(file, rule, _ => { }, cancellationToken);
        return rows is ExcelRows sheet ? sheet.Titles : ((CsvRows)rows).Titles;
    }

    private static IRawRows OpenRows(SourceFile file, FileRule rule, Action<int> onDamaged, CancellationToken cancellationToken)
    {
        if (file.IsBlank)
        {
            throw new EntityUnreadException(new EntityFailure("file-empty", $"{file.Name} is empty; a table without rows has a header row", MappingNode.Format(Texts.UnreadEmpty, file.Name)));
        }

        return IsSpreadsheet(file) ? ExcelRows.Open(file, rule) : CsvRows.Open(file, rule, onDamaged, cancellationToken);
    }

    /// <summary>A declared encoding that the bytes contradict would turn every name to gibberish.</summary>
    private static void CheckEncoding(SourceFile file, FileRule rule)
    {
        if (rule.Encoding is null || file.IsAscii || IsSpreadsheet(file))
        {
            return;
        }

        if (rule.Encoding.CodePage == Encoding.UTF8.CodePage != (file.Encoding.CodePage == Encoding.UTF8.CodePage))
        {
            throw new EntityUnreadException(new EntityFailure("encoding", $"{file.Name}: the mapping says {rule.Encoding.WebName}, but the file is {file.Encoding.WebName}", MappingNode.Format(Texts.UnreadEncoding, file.Name, rule.Encoding.WebName, file.Encoding.WebName)));
        }
    }

    private static bool IsSpreadsheet(SourceFile file) => Path.GetExtension(file.Name).ToLowerInvariant() is ".xlsx" or ".xls" or ".xlsm";
}

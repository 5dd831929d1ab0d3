using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using ElJournal.Adapters.Paragraf.Backup;
using ElJournal.Adapters.Paragraf.Database;
using ElJournal.Adapters.Paragraf.Files;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Paragraf.Reading;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Paragraf;

/// <summary>One site, read by its mapping.</summary>
internal sealed class ParagrafSource(SiteMapping site, string? directory, DatabaseSettings? database, GbakBackup? backup, TimeZoneInfo zone, TimeProvider time) : IJournalSource, IBackup
{
    private readonly IReadOnlyList<EntityMapping> entities = database is null ? site.Files!.Value : site.Database!.Entities;

    /// <inheritdoc/>
    /// <remarks>An entity that the mapping leaves out is not delivered by this site: what it would hold is unknown, not missing.</remarks>
    public SourceTraits Traits { get; } = TraitsOf(database is null ? site.Files!.Value : site.Database!.Entities);

    /// <inheritdoc/>
    public bool IsBackupSetUp => backup is not null;

    /// <inheritdoc/>
    public async ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var tables = await OpenAsync(entities, cancellationToken);
            return await Probe.RunAsync(entities, tables, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime), cancellationToken);
        }
        catch (AdapterException failure)
        {
            return new ProbeResult(Succeeded: false, failure.Instruction ?? failure.Message);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var startedAt = time.GetUtcNow();
        await using var tables = await OpenAsync(entities, cancellationToken);
        var cells = new CellReader(zone, site.Database?.BinaryEncoding, database is null ? null : site.Database?.Repair);
        await foreach (var item in new MappedPass(site, entities, tables, request, startedAt, cells).ReadAsync(cancellationToken))
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public ValueTask<BackupSet> BackUpAsync(string directory, CancellationToken cancellationToken) => backup is not null
        ? backup.RunAsync(directory, cancellationToken)
        : throw new AdapterException(AdapterFailure.Permanent, "No backup is set up: GbakPath or the mapping's backup part is missing.", Texts.BackupNotSetUp);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<IEntityTables> OpenAsync(IReadOnlyList<EntityMapping> wanted, CancellationToken cancellationToken) =>
        database is null ? FileTables.Open(directory!, wanted, zone, cancellationToken) : await DatabaseTables.OpenAsync(database, zone, cancellationToken);

    private static SourceTraits TraitsOf(IReadOnlyList<EntityMapping> entities) => new(
        entities.Select(entity => entity.Kind).ToFrozenSet(),
        ShowsHomeworkAtLessonGiven: entities.Any(entity => entity.Kind == RecordKind.Homework && entity.GivenAtLesson),
        ShowsTopics: entities.Any(entity => entity.Kind == RecordKind.Lesson && entity.Maps("topic")),
        PositionalMarkKeys: entities.Any(entity => entity.Kind == RecordKind.Mark && (!entity.Maps("id") || !entity.Split.IsEmpty)));
}

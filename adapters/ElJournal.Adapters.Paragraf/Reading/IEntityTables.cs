using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Reading;

/// <summary>Where entities' rows come from, as they are during one read.</summary>
internal interface IEntityTables : IAsyncDisposable
{
    /// <summary>By what a later read recognises that an entity is as it was; <see langword="null"/> when nothing tells.</summary>
    string? HashOf(EntityMapping entity);

    /// <summary>The moment that the entity's data is true for.</summary>
    /// <exception cref="EntityUnreadException">It cannot be told.</exception>
    DateTimeOffset AsOf(EntityMapping entity, DateTimeOffset startedAt);

    /// <summary>The entity's rows, in as many parts as there are.</summary>
    /// <exception cref="EntityUnreadException">They cannot be read; other entities can.</exception>
    IAsyncEnumerable<IRawRows> RowsAsync(EntityMapping entity, Windows windows, IReadOnlyCollection<string>? classIds, DefectLog defects, CancellationToken cancellationToken);

    /// <summary>Asked after the last row: whether what was read may be two states mixed.</summary>
    EntityFailure? FailureAfter(EntityMapping entity);

    /// <summary>Files opened, queries run.</summary>
    int Requests { get; }
}

using System.Data.Common;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Paragraf.Reading;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Database;

/// <summary>The rows of a query as they stream in.</summary>
internal sealed class QueryRows : IRawRows
{
    private readonly DatabaseTables tables;
    private readonly EntityMapping entity;
    private readonly DbCommand command;
    private readonly DbDataReader reader;
    private bool isCancelled;

    public QueryRows(DatabaseTables tables, EntityMapping entity, DbCommand command, DbDataReader reader)
    {
        this.tables = tables;
        this.entity = entity;
        this.command = command;
        this.reader = reader;
        Header = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Header { get; }

    /// <inheritdoc/>
    public string Place => entity.Name;

    /// <inheritdoc/>
    public int Line { get; private set; }

    /// <inheritdoc/>
    public int LastLine => Line;

    /// <inheritdoc/>
    public Told? Flaw => null;

    /// <inheritdoc/>
    public bool IsCutOff => false;

    /// <inheritdoc/>
    public bool IsOpen => false;

    /// <inheritdoc/>
    public EntityFailure? EndFailure => null;

    /// <inheritdoc/>
    public object? this[int column] => column < Header.Count && !reader.IsDBNull(column) ? reader.GetValue(column) : null;

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        isCancelled = cancellationToken.IsCancellationRequested;
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }

            Line++;
            return true;
        }
        catch (Exception cause) when (cause is DbException or InvalidOperationException or TimeoutException or IOException)
        {
            await DisposeAsync();
            throw await tables.FailedAsync(entity, cause);
        }
    }

    /// <inheritdoc/>
    public bool TryTakeBroken(out BrokenRow broken)
    {
        broken = default;
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (isCancelled)
            {
                // Otherwise disposing the reader reads on to the end of its rows.
                command.Cancel();
            }

            await reader.DisposeAsync();
        }
        catch (Exception cause) when (cause is DbException or InvalidOperationException or IOException)
        {
            // Reported already.
        }

        await command.DisposeAsync();
    }
}

using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Paragraf.Reading;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Database;

/// <summary>Entities that come by SQL, within one transaction that cannot write.</summary>
internal sealed class DatabaseTables : IEntityTables
{
    private readonly DatabaseSettings settings;
    private readonly DbProviderFactory factory;
    private readonly DbConnection connection;
    private readonly ReadOnlyWay way;
    private readonly TimeZoneInfo zone;
    private DbTransaction? transaction;
    private DateTimeOffset? asOf;

    private DatabaseTables(DatabaseSettings settings, DbProviderFactory factory, DbConnection connection, ReadOnlyWay way, TimeZoneInfo zone)
    {
        this.settings = settings;
        this.factory = factory;
        this.connection = connection;
        this.way = way;
        this.zone = zone;
    }

    /// <inheritdoc/>
    public int Requests { get; private set; }

    /// <summary>Connects and begins.</summary>
    /// <exception cref="AdapterException">No provider, no connection, or no way of reading without being able to write.</exception>
    public static async ValueTask<DatabaseTables> OpenAsync(DatabaseSettings settings, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var loaded = Providers.Load(settings.Provider, settings.ProviderFolder);
        var readOnly = ReadOnlyWay.Of(loaded, settings.Mapping.ReadOnly);
        DbConnection? opened = null;
        try
        {
            opened = loaded.CreateConnection()!;
            opened.ConnectionString = settings.ConnectionString;
            await opened.OpenAsync(cancellationToken);
            var tables = new DatabaseTables(settings, loaded, opened, readOnly, zone);
            await tables.BeginAsync(cancellationToken);
            tables.asOf = await tables.BackupMomentAsync(cancellationToken);
            return tables;
        }
        catch (Exception cause)
        {
            if (opened is not null)
            {
                await opened.DisposeAsync();
            }

            throw cause is OperationCanceledException or AdapterException ? cause : DatabaseFailures.OfConnecting(cause);
        }
    }

    /// <inheritdoc/>
    public string? HashOf(EntityMapping entity) => null;

    /// <inheritdoc/>
    public DateTimeOffset AsOf(EntityMapping entity, DateTimeOffset startedAt) => asOf is { } moment && moment < startedAt ? moment : startedAt;

    /// <inheritdoc/>
    public async IAsyncEnumerable<IRawRows> RowsAsync(EntityMapping entity, Windows windows, IReadOnlyCollection<string>? classIds, DefectLog defects, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = entity.Sql!;
        var byClass = sql.Parameters.Contains("classId");
        if (byClass && classIds is null)
        {
            throw new EntityUnreadException(new EntityFailure("classes-unread", $"{entity.Name}: its query asks for one class at a time, and the classes could not be read", MappingNode.Format(Texts.UnreadByClass, entity.Name)));
        }

        IEnumerable<DayRange?> ranges = entity.Kind.IsDated() ? windows.All.Select(range => (DayRange?)range) : [null];
        foreach (var range in ranges)
        {
            foreach (var classId in byClass ? classIds!.Order(StringComparer.Ordinal) : Enumerable.Empty<string?>().Append(null))
            {
                Requests++;
                yield return await QueryAsync(entity, sql, range, classId, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public EntityFailure? FailureAfter(EntityMapping entity) => null;

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            // Nothing was written; closing a broken connection may still complain.
            await EndAsync();
        }

        await connection.DisposeAsync();
    }

    /// <summary>Makes of a failed query one entity's failure, and goes on with a new transaction, because some databases refuse all further queries of the old one.</summary>
    internal async ValueTask<Exception> FailedAsync(EntityMapping entity, Exception cause)
    {
        if (DatabaseFailures.IsConnectionLost(cause, connection))
        {
            return new AdapterException(AdapterFailure.Temporary, $"The connection to the database was lost ({cause.GetType().Name}).", Texts.DatabaseUnreachable);
        }

        await EndAsync();
        try
        {
            await BeginAsync(CancellationToken.None);
        }
        catch (Exception again) when (again is DbException or InvalidOperationException)
        {
            return new AdapterException(AdapterFailure.Temporary, $"The database does not go on after a failed query ({again.GetType().Name}).", Texts.DatabaseUnreachable);
        }

        return DatabaseFailures.OfQuery(entity, cause);
    }

    private async ValueTask<QueryRows> QueryAsync(EntityMapping entity, SqlRule sql, DayRange? range, string? classId, CancellationToken cancellationToken)
    {
        DbCommand? command = null;
        try
        {
            command = Command(sql.Text);
            Bind(command, sql, range, classId);
            var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellationToken);
            return new QueryRows(this, entity, command, reader);
        }
        catch (Exception cause) when (cause is DbException or InvalidOperationException or TimeoutException or NotSupportedException or ArgumentException or IOException)
        {
            if (command is not null)
            {
                await command.DisposeAsync();
            }

            throw await FailedAsync(entity, cause);
        }
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = (int)settings.Timeout.TotalSeconds;
#pragma warning disable CA2100 // The SQL is the site's own, from its mapping file; values are bound as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    /// <summary>Binds in the listed order. Where the text holds the name behind <c>@</c>, <c>:</c> or <c>$</c> the parameter has that name; otherwise it has none and its place counts.</summary>
    private void Bind(DbCommand command, SqlRule sql, DayRange? range, string? classId)
    {
        var bound = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in sql.Parameters)
        {
            var marker = "@:$".FirstOrDefault(sign => Marks(sql.Text, sign, name));
            if (marker != default && !bound.Add(name))
            {
                continue;
            }

            var parameter = factory.CreateParameter()!;
            if (marker != default)
            {
                parameter.ParameterName = marker + name;
            }

            if (name == "classId")
            {
                parameter.Value = classId;
            }
            else
            {
                SetDay(parameter, name == "from" ? range!.Value.From : name == "to" ? range!.Value.To : range!.Value.To.AddDays(1));
            }

            command.Parameters.Add(parameter);
        }
    }

    private void SetDay(DbParameter parameter, DateOnly day)
    {
        switch (settings.Mapping.DateParameters)
        {
            case DateParameters.Text:
                parameter.DbType = DbType.String;
                parameter.Value = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                break;
            case DateParameters.Timestamp:
                parameter.DbType = DbType.DateTime2;
                parameter.Value = day.ToDateTime(TimeOnly.MinValue);
                break;
            default:
                parameter.DbType = DbType.Date;
                parameter.Value = day.ToDateTime(TimeOnly.MinValue);
                break;
        }
    }

    private static bool Marks(string sql, char sign, string name)
    {
        var at = sql.IndexOf(sign + name, StringComparison.Ordinal);
        var end = at + name.Length + 1;
        return at >= 0 && (end == sql.Length || !(char.IsLetterOrDigit(sql[end]) || sql[end] == '_'));
    }

    /// <summary>Runs a statement within the transaction.</summary>
    internal async ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        transaction = await connection.BeginTransactionAsync(way.Isolation, cancellationToken);
        foreach (var statement in way.Statements)
        {
            await ExecuteAsync(statement, cancellationToken);
        }
    }

    private async ValueTask EndAsync()
    {
        try
        {
            await transaction!.RollbackAsync(CancellationToken.None);
            await transaction.DisposeAsync();
        }
        catch (Exception cause) when (cause is DbException or InvalidOperationException or IOException)
        {
            // The transaction ended with its connection.
        }

        transaction = null;
    }

    private async ValueTask<DateTimeOffset?> BackupMomentAsync(CancellationToken cancellationToken)
    {
        if (settings.AsOf is { } set)
        {
            return set;
        }

        if (settings.Mapping.AsOf is not { } rule)
        {
            return null;
        }

        if (rule.Moment is { } moment)
        {
            return moment;
        }

        object? cell;
        if (rule.File is { } file)
        {
            cell = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : null;
        }
        else
        {
            await using var command = Command(rule.Sql!);
            cell = await command.ExecuteScalarAsync(cancellationToken);
        }

        var text = new CellReader(zone).Moment(cell, []);
        return DatabaseSettings.MomentOf(text) ?? throw new AdapterException(AdapterFailure.Permanent, "The moment that the restored backup began is not where the mapping says.", Texts.DatabaseAsOf);
    }
}

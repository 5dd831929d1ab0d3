using System.Data.Common;
using ElJournal.Adapters.Conformance;
using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Testing;

namespace ElJournal.Adapters.Paragraf.Tests.Conformance;

/// <summary>The generated school in a database of an invented schema.</summary>
/// <param name="scale">Its size.</param>
/// <param name="factory">By which the world writes; the adapter reads by the provider that it loads itself.</param>
internal abstract class DatabaseWorld(SchoolScale scale, DbProviderFactory factory) : SourceWorld
{
    private List<Shown>? story;
    private IReadOnlyList<JournalRecord> school = [.. GeneratedFolderWorld.SchoolOf(scale).Where(HasTable)];

    public override ISourceFactory Factory { get; } = new ParagrafAdapterFactory();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Mode"] = "Database", ["Mapping"] = Folder["mapping.jsonc"], ["Provider"] = Provider, ["ConnectionString"] = ConnectionString,
    };

    public override DayRange Whole => new(SchoolDays.FirstDay, SchoolDays.FirstDay.AddDays(scale.Weeks * 7));

    public override DayRange Window { get; } = new(new(2026, 9, 7), new(2026, 9, 13));

    public override IReadOnlyDictionary<RecordKind, int> Expected => school.CountBy(record => record.Kind).ToDictionary();

    protected TempFolder Folder { get; } = new();

    /// <summary>The provider's name in the adapter's settings.</summary>
    protected abstract string Provider { get; }

    protected abstract string ConnectionString { get; }

    protected virtual string Mapping => InventedSchema.Mapping;

    protected virtual IEnumerable<string> Tables => InventedSchema.Tables;

    /// <summary>The records that the journal shows.</summary>
    protected IReadOnlyList<JournalRecord> Shows => school;

    public override async ValueTask MendAsync() => await WriteAsync(school);

    public override ValueTask ShowAsync(DateTimeOffset moment)
    {
        story ??= [.. GeneratedSchool.Create(scale).Versions()];
        school = [.. story.Where(shown => shown.At(moment)).Select(shown => shown.Record).Where(HasTable)];
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisturbAsync(Disturbance disturbance)
    {
        if (disturbance == Disturbance.Outage)
        {
            await Databases.ExecuteAsync(factory, ConnectionString, ["DROP TABLE DEMO_LESSONS"]);
        }
        else
        {
            await WriteAsync(DisturbedSchool.Of(school, disturbance));
        }
    }

    public override ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes room for the school anew.</summary>
    protected abstract ValueTask EmptyAsync();

    protected Task MapAsync(string mapping) => File.WriteAllTextAsync(Folder["mapping.jsonc"], mapping);

    private static bool HasTable(JournalRecord record) => record.Kind != RecordKind.SignIn;

    private async Task WriteAsync(IEnumerable<JournalRecord> records)
    {
        await MapAsync(Mapping);
        await EmptyAsync();
        await Databases.ExecuteAsync(factory, ConnectionString, Tables);
        await Databases.InsertAsync(factory, ConnectionString, records.Select(InventedSchema.Row).OfType<(string, object?[])>());
    }
}

/// <summary>In a file of SQLite.</summary>
internal sealed class SqliteWorld(SchoolScale scale, DbProviderFactory factory) : DatabaseWorld(scale, factory)
{
    private int made;

    public override IReadOnlyDictionary<string, string> RefusedSettings => new Dictionary<string, string>(Settings) { ["ConnectionString"] = $"Data Source={Folder["nothing-there.db"]};Mode=ReadOnly;Pooling=False" };

    public override IReadOnlyCollection<string> Secrets => [Settings["ConnectionString"], RefusedSettings["ConnectionString"], "nothing-there"];

    protected override string Provider => "Microsoft.Data.Sqlite";

    protected override string ConnectionString => $"Data Source={Folder[$"school{made}.db"]};Pooling=False";

    protected override ValueTask EmptyAsync()
    {
        made++;
        return ValueTask.CompletedTask;
    }
}

/// <summary>On a server of PostgreSQL, whose connections can end at any moment.</summary>
internal sealed class PostgresWorld(SchoolScale scale, DbProviderFactory factory, string connectionString) : DatabaseWorld(scale, factory)
{
    private readonly DbProviderFactory factory = factory;

    public override IReadOnlyDictionary<string, string> RefusedSettings => new Dictionary<string, string>(Settings) { ["ConnectionString"] = connectionString + ";Password=hunter2" };

    public override IReadOnlyCollection<string> Secrets => [connectionString, "hunter2"];

    protected override string Provider => "Npgsql";

    protected override string ConnectionString => connectionString;

    protected override string Mapping => base.Mapping.Replace("ORDER BY rowid", "ORDER BY ctid", StringComparison.Ordinal);

    protected override IEnumerable<string> Tables => base.Tables.Select(table => table.Replace("BLOB", "BYTEA", StringComparison.Ordinal));

    public override async ValueTask DisturbAsync(Disturbance disturbance)
    {
        switch (disturbance)
        {
            case Disturbance.ResetInMidBody:
                await EndConnectionAtAsync("FROM DEMO_MARKS WHERE", "MARK_NO", [.. Shows.OfType<Mark>().Select(mark => mark.Id)]);
                break;
            case Disturbance.TruncatedAnswer:
                await EndConnectionAtAsync("FROM DEMO_LESSONS WHERE", "LES_NO", [.. Shows.OfType<Lesson>().Select(lesson => lesson.Id)]);
                break;
            default:
                await base.DisturbAsync(disturbance);
                break;
        }
    }

    protected override async ValueTask EmptyAsync() =>
        await Databases.ExecuteAsync(factory, connectionString, ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"]);

    /// <summary>The server ends the connection when it comes to the row in the middle; those before it are on their way by then.</summary>
    private Task EndConnectionAtAsync(string query, string key, IReadOnlyList<string> keys) =>
        MapAsync(Mapping.Replace($"SELECT * {query}", $"SELECT * {query} CASE WHEN {key} = '{keys[keys.Count / 2]}' THEN pg_terminate_backend(pg_backend_pid()) ELSE TRUE END AND", StringComparison.Ordinal));
}

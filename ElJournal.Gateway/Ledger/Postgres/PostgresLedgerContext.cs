using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ElJournal.Gateway.Ledger.Postgres;

/// <summary>The ledger's model on PostgreSQL. Its migrations lie in <c>Ledger/Postgres/Migrations</c>.</summary>
/// <remarks>
/// Columns hold what they hold in SQLite, so that one statement serves both: every number is a <c>bigint</c>, a yes or no is 1 or 0, and texts compare by their bytes
/// (collation <c>C</c>), whatever the server's language is.
/// </remarks>
internal sealed class PostgresLedgerContext(DbContextOptions<PostgresLedgerContext> options) : LedgerContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<int>().HaveConversion<long>();
        configurationBuilder.Properties<bool>().HaveConversion<long>();
        configurationBuilder.Properties<Enum>().HaveConversion<long>();
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class PostgresLedgerContextFactory : IDesignTimeDbContextFactory<PostgresLedgerContext>
{
    public PostgresLedgerContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresLedgerContext>().UseNpgsql("Host=design-time").Options);
}

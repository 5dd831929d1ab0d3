using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Ledger;

/// <summary>The model of the ledger's database. Each feature keeps its entities and their configuration in its own <c>Model</c> folder.</summary>
/// <remarks>Made for SQLite; <see cref="Postgres.PostgresLedgerContext"/> is the same model on PostgreSQL, with migrations of its own.</remarks>
internal class LedgerContext : DbContext
{
    public LedgerContext(DbContextOptions<LedgerContext> options)
        : base(options)
    {
    }

    protected LedgerContext(DbContextOptions options)
        : base(options)
    {
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LedgerContext).Assembly);
}

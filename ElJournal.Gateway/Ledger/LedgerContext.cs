using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Ledger;

/// <summary>The model of the ledger's database. Each feature keeps its entities and their configuration in its own <c>Model</c> folder.</summary>
internal sealed class LedgerContext(DbContextOptions<LedgerContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LedgerContext).Assembly);
}

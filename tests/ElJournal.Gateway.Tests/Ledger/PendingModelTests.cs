using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Ledger;

[TestClass]
public sealed class PendingModelTests
{
    [TestMethod]
    public void The_migrations_make_the_model_that_the_code_has()
    {
        using var context = new LedgerContextFactory().CreateDbContext([]);

        Assert.IsFalse(context.Database.HasPendingModelChanges(), "The model was changed without a migration; CONTRIBUTING.md says how to add one.");
    }

    [TestMethod]
    public void The_migrations_for_PostgreSQL_make_it_too()
    {
        using var context = new PostgresLedgerContextFactory().CreateDbContext([]);

        Assert.IsFalse(context.Database.HasPendingModelChanges(), "The model was changed without a migration for PostgreSQL; CONTRIBUTING.md says how to add one for both.");
    }
}

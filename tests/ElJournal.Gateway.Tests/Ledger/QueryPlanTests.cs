using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync;
using ElJournal.Testing;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Tests.Ledger;

/// <summary>Statements of every day that look for a few rows among half a million: the wrong order of a join costs a school's day more than all its reading.</summary>
[TestClass]
public sealed class QueryPlanTests
{
    [TestMethod]
    public async Task What_is_kept_back_is_found_from_the_few_rows_that_are_kept_back()
    {
        var plan = await PlanAsync(SyncWindows.KeptBackSql, "$rejected", "$held", "$withheld", "$unjudged", "$school", "$book", "$recent");

        Assert.IsTrue(plan.Exists(step => step.StartsWith("SEARCH kept USING INDEX IX_route_records_kept_back", StringComparison.Ordinal)), string.Join('\n', plan));
        Assert.IsTrue(plan.Exists(step => step.StartsWith("SEARCH record USING INTEGER PRIMARY KEY", StringComparison.Ordinal)), string.Join('\n', plan));
    }

    [TestMethod]
    public async Task What_is_blocked_after_delivery_is_looked_up_row_by_row_among_all_that_a_route_has_sent()
    {
        var plan = await PlanAsync(BlockedAfterDelivery.Sql, "$school", "$route");

        var rows = plan.FindAll(step => step.Contains(" route_records ", StringComparison.Ordinal));
        Assert.IsNotEmpty(rows);
        Assert.IsTrue(rows.TrueForAll(step => step.EndsWith("(Route=? AND Record=?)", StringComparison.Ordinal)), string.Join('\n', plan));
    }

    private static async Task<List<string>> PlanAsync(string sql, params string[] parameters)
    {
        using var folder = new TempFolder();
        var database = new LedgerDatabase($"Data Source={Path.Combine(folder.Path, "ledger.db")}");
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);
        var steps = new List<string>();
        await using (var connection = await database.OpenAsync(CancellationToken.None))
        {
            await using var command = connection.Command("EXPLAIN QUERY PLAN " + sql);
            foreach (var name in parameters)
            {
                command.Parameters.AddWithValue(name, 1);
            }

            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                steps.Add(reader.GetString(3));
            }
        }

        SqliteConnection.ClearAllPools();
        return steps;
    }
}

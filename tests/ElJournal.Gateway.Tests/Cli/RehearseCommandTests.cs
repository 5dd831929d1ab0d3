using System.Security.Cryptography;
using System.Text;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class RehearseCommandTests
{
    [TestMethod]
    public async Task A_stored_day_is_told_and_delivered_into_a_folder_and_nothing_else_changes()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.At(1, "notify", "--kind", "daily");
        await school.Json(2, "export");
        var (ledger, letters, delivered) = (Contents(school), school.Letters().Count, school.Delivered());
        Assert.AreNotEqual(0, letters);

        var run = await school.Run("2026-10-20T10:00:00+03:00", "rehearse", "--day", "2026-10-05", "--out", "try", "--json");

        Assert.AreEqual(ExitCodes.Done, run.ExitCode, run.Error);
        var told = run.Json.GetProperty("letters").EnumerateArray().ToList();
        Assert.IsTrue(told.Exists(letter => letter.GetProperty("to").GetString() == "deputy@school.example" && letter.GetProperty("kind").GetString() == "daily"), run.Output);
        foreach (var letter in told)
        {
            Assert.IsTrue(File.Exists(school[$"try/{letter.GetProperty("file").GetString()}"]), letter.ToString());
        }

        var packages = Directory.GetFiles(school["try/packages/daily"], "*.json");
        CollectionAssert.AreEqual(new[] { packages.Length }, run.Json.GetProperty("packages").EnumerateArray().Select(each => each.GetProperty("files").GetInt32()).ToList());
        StringAssert.Contains(string.Concat(packages.Select(File.ReadAllText)), "\"l1\"", StringComparison.Ordinal);
        Assert.DoesNotContain("\"g1\"", string.Concat(packages.Select(File.ReadAllText)), StringComparison.Ordinal, "the gate withholds the mark of grade 1 in a rehearsal too");
        Assert.IsEmpty(Directory.GetFiles(school["try"], ".ledger*"), "the copy is gone");

        Assert.AreEqual(ledger, Contents(school));
        Assert.AreEqual(letters, school.Letters().Count);
        CollectionAssert.AreEqual(delivered.ToList(), school.Delivered().ToList());
    }

    [TestMethod]
    public async Task A_folder_that_holds_something_and_a_day_that_was_never_read_are_refused()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        SmallSchool.Refused(await school.At(1, "rehearse", "--day", "2026-10-05", "--out", "journal"), ExitCodes.Failed);
        SmallSchool.Refused(await school.At(1, "rehearse", "--day", "2026-10-06"), ExitCodes.Failed);
        SmallSchool.Refused(await school.At(1, "rehearse", "--day", "sometime"), ExitCodes.Usage);
    }

    /// <summary>A hash of all that the ledger holds, save the log: who rehearses looks at people, and that is noted.</summary>
    private static string Contents(SmallSchool school)
    {
        var text = new StringBuilder();
        using var connection = LedgerRows.Connect(school["data/eljournal.db"]);
        using var model = LedgerDatabase.Context(connection);
        foreach (var table in model.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Where(table => !table.StartsWith("decision", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables.
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(field => reader.GetValue(field) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(field).ToString())));
            }

            text.Append(table).AppendJoin('\n', rows.Order(StringComparer.Ordinal)).Append('\n');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

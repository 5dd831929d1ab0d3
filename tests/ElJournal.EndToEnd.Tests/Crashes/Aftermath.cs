using System.Data.Common;
using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Testing.Databases;
using Microsoft.Data.Sqlite;

namespace ElJournal.EndToEnd.Tests.Crashes;

/// <summary>What a folder holds in the end: contents, without ids, versions and exact moments.</summary>
internal static class Aftermath
{
    public static async Task<HashSet<string>> OfAsync(string root)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(root, "data", "eljournal.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        return await OfAsync(root, connection);
    }

    /// <param name="root">The folder.</param>
    /// <param name="ledger">Where the folder's ledger is.</param>
    public static async Task<HashSet<string>> OfAsync(string root, DbConnection ledger)
    {
        var lines = await LedgerState.OfAsync(ledger);
        var portal = Path.Combine(root, "portal");
        if (Directory.Exists(portal))
        {
            lines.UnionWith(PortalState.Of(portal).Select(record => $"portal: {record.Key} {record.Value}"));
        }

        var mail = Path.Combine(root, "mail");
        if (Directory.Exists(mail))
        {
            lines.UnionWith(Directory.EnumerateFiles(mail, "*.eml").Select(file => $"letter file: {Path.GetFileName(file)}"));
        }

        return lines;
    }

    public static async Task AssertEqualAsync(IReadOnlySet<string> expected, string root, string what) => AssertEqual(expected, await OfAsync(root), what);

    public static void AssertEqual(IReadOnlySet<string> expected, IReadOnlySet<string> actual, string what)
    {
        Assert.AreEqual("", string.Join('\n', expected.Except(actual).Take(10)), $"{what}: missing after the crash");
        Assert.AreEqual("", string.Join('\n', actual.Except(expected).Take(10)), $"{what}: there only after the crash");
    }
}

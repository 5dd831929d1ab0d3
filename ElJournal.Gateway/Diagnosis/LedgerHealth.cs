using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Words;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Diagnosis;

/// <summary>Whether the ledger can be used as it is. Makes and upgrades nothing.</summary>
internal sealed class LedgerHealth(LedgerDatabase database, GatewayConfiguration configuration)
{
    private const long Megabyte = 1024 * 1024;

    public bool Exists => File.Exists(database.Path) && Size > 0;

    /// <summary>Bytes, with what has not been moved into the main file yet.</summary>
    public long Size => new[] { database.Path, database.Path + "-wal" }.Sum(name => new FileInfo(name) is { Exists: true } file ? file.Length : 0);

    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="thorough">Reads the whole file for damage.</param>
    public async Task<DoctorCheck> CheckAsync(CancellationToken cancellationToken, bool thorough = true)
    {
        var subject = configuration.Options.Storage.Provider;
        if (!Exists)
        {
            return DoctorCheck.Doubtful(DoctorArea.Database, null, subject, Phrase.Of(Texts.DatabaseNone, database.Path), Texts.DatabaseNoneNext);
        }

        try
        {
            await using var context = await database.ReadAsync(cancellationToken);
            var known = context.Database.GetMigrations().ToList();
            var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
            if (applied.Find(migration => !known.Contains(migration, StringComparer.Ordinal)) is { } newer)
            {
                return DoctorCheck.Bad(DoctorArea.Database, null, subject, new LedgerTooNewException(database.Path, newer).Message, Texts.DatabaseNewNext);
            }

            if (thorough && await DamageAsync(cancellationToken) is { } damage)
            {
                return DoctorCheck.Bad(DoctorArea.Database, null, subject, new LedgerDamagedException(database.Path, damage).Message, Texts.DatabaseDamagedNext);
            }

            var message = Phrase.Of(Texts.DatabaseGood, database.Path, Size / Megabyte);
            return applied.Count == known.Count
                ? DoctorCheck.Good(DoctorArea.Database, null, subject, message)
                : DoctorCheck.Doubtful(DoctorArea.Database, null, subject, message + " " + Texts.DatabaseOld, Texts.DatabaseOldNext);
        }
        catch (SqliteException failure)
        {
            return DoctorCheck.Bad(DoctorArea.Database, null, subject, LedgerFailures.Explain(failure, database.Path).Message, Texts.DatabaseDamagedNext);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or GatewayException)
        {
            return DoctorCheck.Bad(DoctorArea.Database, null, subject, failure.Message, Texts.DatabaseRightsNext);
        }
    }

    private async Task<string?> DamageAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        return await command.ExecuteScalarAsync(cancellationToken) is string answer && answer != "ok" ? answer.ReplaceLineEndings(" ") : null;
    }
}

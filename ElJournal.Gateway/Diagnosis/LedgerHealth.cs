using System.Data.Common;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Diagnosis;

/// <summary>Whether the ledger can be used as it is. Makes and upgrades nothing.</summary>
internal sealed class LedgerHealth(LedgerDatabase database, GatewayConfiguration configuration)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Whether there is a ledger that could be looked at; a server's shows itself when it is asked.</summary>
    public bool Exists => database.Provider != StorageProvider.Sqlite || (File.Exists(database.Path) && Size > 0);

    /// <summary>Bytes on this machine, with what has not been moved into the main file yet; 0 where a server keeps the ledger on disks of its own.</summary>
    public long Size => database.Provider != StorageProvider.Sqlite ? 0 : new[] { database.Path, database.Path + "-wal" }.Sum(name => new FileInfo(name) is { Exists: true } file ? file.Length : 0);

    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="thorough">Reads the whole file for damage.</param>
    public async Task<DoctorCheck> CheckAsync(CancellationToken cancellationToken, bool thorough = true)
    {
        var subject = configuration.Options.Storage.Provider;
        if (!Exists)
        {
            return DoctorCheck.Doubtful(DoctorArea.Database, null, subject, Phrase.Of(Texts.DatabaseNone, database.Name), Texts.DatabaseNoneNext);
        }

        try
        {
            await using var context = await database.ReadAsync(cancellationToken);
            var known = context.Database.GetMigrations().ToList();
            var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
            if (database.Provider == StorageProvider.PostgreSql && applied.Count == 0)
            {
                return DoctorCheck.Doubtful(DoctorArea.Database, null, subject, Phrase.Of(Texts.DatabaseNoTables, database.Name), Texts.DatabaseNoTablesNext);
            }

            if (LedgerVersion.Unknown(applied, known) is { } newer)
            {
                return DoctorCheck.Bad(DoctorArea.Database, null, subject, new LedgerTooNewException(database.Name, newer).Message, IsFile ? Texts.DatabaseNewNext : Texts.DatabaseServerNewNext);
            }

            // A server checks its own pages, and says so when one is read.
            if (thorough && IsFile && await DamageAsync(cancellationToken) is { } damage)
            {
                return DoctorCheck.Bad(DoctorArea.Database, null, subject, new LedgerDamagedException(database.Name, damage).Message, Texts.DatabaseDamagedNext);
            }

            var message = IsFile ? Phrase.Of(Texts.DatabaseGood, database.Name, Size / Megabyte) : Phrase.Of(Texts.DatabaseServerGood, database.Name, await LedgerImage.SizeAsync(database, cancellationToken) / Megabyte);
            return applied.Count == known.Count
                ? DoctorCheck.Good(DoctorArea.Database, null, subject, message)
                : DoctorCheck.Doubtful(DoctorArea.Database, null, subject, message + " " + Texts.DatabaseOld, IsFile ? Texts.DatabaseOldNext : Texts.DatabaseServerOldNext);
        }
        catch (DbException failure)
        {
            return DoctorCheck.Bad(DoctorArea.Database, null, subject, LedgerFailures.Explain(failure, database.Name).Message, IsFile ? Texts.DatabaseDamagedNext : Texts.DatabaseServerNext);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or GatewayException)
        {
            return DoctorCheck.Bad(DoctorArea.Database, null, subject, failure.Message, Texts.DatabaseRightsNext);
        }
    }

    private bool IsFile => database.Provider == StorageProvider.Sqlite;

    private async Task<string?> DamageAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await LedgerSchema.DamageAsync(connection, cancellationToken);
    }
}

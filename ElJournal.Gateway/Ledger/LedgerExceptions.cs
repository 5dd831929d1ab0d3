using System.Data.Common;
using System.Security.Authentication;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ElJournal.Gateway.Ledger;

/// <summary>The ledger cannot be used; the message says why and what to do.</summary>
internal class LedgerException(string message, Exception? inner = null) : GatewayException(message, ExitCodes.Failed, inner);

/// <summary>The file is damaged or is no database at all.</summary>
internal sealed class LedgerDamagedException(string path, string what, Exception? inner = null)
    : LedgerException(Phrase.Of(LedgerTexts.Damaged, path, what), inner);

/// <summary>The file was written by a newer version of the program.</summary>
internal sealed class LedgerTooNewException(string path, string migration)
    : LedgerException(Phrase.Of(LedgerTexts.TooNew, path, migration));

/// <summary>Another program keeps the file locked.</summary>
internal sealed class LedgerLockedException(string path, Exception? inner = null)
    : LedgerException(Words(path), inner)
{
    private static string Words(string path) => FileHolders.Of(path) is { Count: > 0 } holders ? Phrase.Of(LedgerTexts.LockedBy, path, string.Join(", ", holders)) : Phrase.Of(LedgerTexts.Locked, path);
}

/// <summary>Tells the database's failures apart that a person can do something about.</summary>
internal static class LedgerFailures
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The server ended a transaction in which nothing was said for longer than a lease lasts.</summary>
    private const string IdleTooLong = "25P03";

    /// <summary>Whether somebody else holds the lock.</summary>
    public static bool IsLocked(SqliteException failure) => failure.SqliteErrorCode is Busy or Locked;

    /// <summary>The database's failure behind an exception: EF Core puts one of its own around what it takes to be temporary.</summary>
    /// <returns><see langword="null"/> for none.</returns>
    public static DbException? Of(Exception exception) => exception as DbException ?? (exception is InvalidOperationException ? exception.InnerException as DbException : null);

    /// <summary>The failure in words, with what to do where that is known.</summary>
    public static LedgerException Explain(DbException failure, string name) => failure switch
    {
        SqliteException sqlite => OfFile(sqlite, name),
        NpgsqlException postgres => OfServer(postgres, name),
        _ => new LedgerException(Phrase.Of(LedgerTexts.Failed, name, failure.Message), failure),
    };

    private static LedgerException OfServer(NpgsqlException failure, string name)
    {
        var text = failure.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => LedgerTexts.ServerPassword,
            PostgresErrorCodes.InvalidCatalogName => LedgerTexts.ServerNoDatabase,
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidSchemaName => LedgerTexts.ServerNoRights,
            PostgresErrorCodes.TooManyConnections => LedgerTexts.ServerBusy,
            PostgresErrorCodes.DiskFull => LedgerTexts.ServerFull,
            PostgresErrorCodes.ReadOnlySqlTransaction => LedgerTexts.ServerReadOnly,
            PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => LedgerTexts.ServerDown,

            PostgresErrorCodes.LockNotAvailable or IdleTooLong => LedgerTexts.ServerLocked,

            // No answer of the server at all, or not one that may be trusted.
            null when failure.InnerException is AuthenticationException => LedgerTexts.ServerCertificate,
            null when failure.Message.Contains("SSL connection requested", StringComparison.Ordinal) => LedgerTexts.ServerNoTls,
            null when failure.Message.Contains("pool has been exhausted", StringComparison.Ordinal) => LedgerTexts.ServerPool,
            null => LedgerTexts.ServerDown,
            _ => LedgerTexts.ServerFailed,
        };
        return new LedgerException(Phrase.Of(text, name, failure is PostgresException said ? $"{said.SqlState}: {said.MessageText}" : failure.Message), failure);
    }

    private static LedgerException OfFile(SqliteException failure, string path) => failure.SqliteErrorCode switch
    {
        Busy or Locked => new LedgerLockedException(path, failure),
        Corrupt => new LedgerDamagedException(path, LedgerTexts.DamagedPages, failure),
        NotADatabase => new LedgerDamagedException(path, LedgerTexts.DamagedNoDatabase, failure),
        ReadOnly => new LedgerException(Phrase.Of(LedgerTexts.ReadOnly, path), failure),
        Full => new LedgerException(Phrase.Of(LedgerTexts.Full, path), failure),
        CannotOpen => new LedgerException(Phrase.Of(LedgerTexts.CannotOpen, path), failure),
        _ => new LedgerException(Phrase.Of(LedgerTexts.Failed, path, failure.Message), failure),
    };
}

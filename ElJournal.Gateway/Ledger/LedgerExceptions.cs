using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Ledger;

/// <summary>The ledger cannot be used; the message says why and what to do.</summary>
internal class LedgerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The file is damaged or is no database at all.</summary>
internal sealed class LedgerDamagedException(string path, string what, Exception? inner = null)
    : LedgerException($"The ledger '{path}' is damaged ({what}). Stop the gateway, keep the file and its -wal file for inspection, and put back the last backup; the journal is read again afterwards.", inner);

/// <summary>The file was written by a newer version of the program.</summary>
internal sealed class LedgerTooNewException(string path, string migration)
    : LedgerException($"The ledger '{path}' was written by a newer version of the gateway (migration '{migration}' is unknown here). Install that version, or put back a backup made before the update.");

/// <summary>Another program keeps the file locked.</summary>
internal sealed class LedgerLockedException(string path, Exception? inner = null)
    : LedgerException($"The ledger '{path}' stays locked by another program. Find out which one (a backup tool, a database viewer), close it and repeat.", inner);

/// <summary>Tells SQLite's failures apart that a person can do something about.</summary>
internal static class LedgerFailures
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The failure in words, with what to do where that is known.</summary>
    public static LedgerException Explain(SqliteException failure, string path) => failure.SqliteErrorCode switch
    {
        Busy or Locked => new LedgerLockedException(path, failure),
        Corrupt => new LedgerDamagedException(path, "its pages contradict each other", failure),
        NotADatabase => new LedgerDamagedException(path, "file is not a database", failure),
        ReadOnly => new LedgerException($"The ledger '{path}' cannot be written. Give the gateway's user the right to write the file and its folder.", failure),
        Full => new LedgerException($"The disk with the ledger '{path}' is full. Make room and repeat; nothing that was stored is lost.", failure),
        CannotOpen => new LedgerException($"The ledger '{path}' cannot be opened. Check that the folder exists and that the gateway's user may use it.", failure),
        _ => new LedgerException($"The ledger '{path}' failed: {failure.Message}", failure),
    };
}

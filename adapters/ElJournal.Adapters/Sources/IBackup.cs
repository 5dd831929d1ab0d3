namespace ElJournal.Adapters.Sources;

/// <summary>Optional ability of a source: it backs up the source system's own databases with that system's own tool, and proves each copy by restoring it.</summary>
public interface IBackup
{
    /// <summary>Whether the settings say with what and of what; without that the host does not ask.</summary>
    bool IsBackupSetUp { get; }

    /// <summary>Makes a backup set. All of its files are in the folder when this returns, and none of them when it throws.</summary>
    /// <param name="directory">An existing folder; files of the same names are replaced.</param>
    /// <param name="cancellationToken">Ends the tool too.</param>
    /// <exception cref="AdapterException">No set was made; the message names the database, the instruction says what to do.</exception>
    ValueTask<BackupSet> BackUpAsync(string directory, CancellationToken cancellationToken);
}

/// <summary>A whole backup: every database, each restored once to prove it.</summary>
/// <param name="BeganAt">When the first database's copy began: the moment that a restored set is true for.</param>
/// <param name="Files">One for each database.</param>
public sealed record BackupSet(DateTimeOffset BeganAt, IReadOnlyList<BackupFile> Files);

/// <summary>One file of a backup set.</summary>
/// <param name="Database">The database as the settings name it.</param>
/// <param name="FileName">The file's name, without folder.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">SHA-256 of the file, hexadecimal.</param>
public sealed record BackupFile(string Database, string FileName, long Length, string Sha256);

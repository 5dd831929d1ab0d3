using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Ledger;

/// <summary>The ledger cannot be used; the message says why and what to do.</summary>
internal class LedgerException(string message, Exception? inner = null) : GatewayException(message, ExitCodes.Failed, inner);

/// <summary>The file is damaged or is no database at all.</summary>
internal sealed class LedgerDamagedException(string path, string what, Exception? inner = null)
    : LedgerException($"База данных «{path}» повреждена ({what}). Остановите шлюз, отложите файл и соседние файлы -wal и -shm для разбора и верните последнюю резервную копию; если её нет, уберите файл – журнал будет прочитан заново.", inner);

/// <summary>The file was written by a newer version of the program.</summary>
internal sealed class LedgerTooNewException(string path, string migration)
    : LedgerException($"База данных «{path}» записана более новой версией шлюза (миграция «{migration}» здесь неизвестна). Установите ту версию или верните резервную копию, сделанную до обновления.");

/// <summary>Another program keeps the file locked.</summary>
internal sealed class LedgerLockedException(string path, Exception? inner = null)
    : LedgerException($"База данных «{path}» занята другой программой. Выясните, какой (резервное копирование, просмотр базы), закройте её и повторите.", inner);

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
        Corrupt => new LedgerDamagedException(path, "страницы противоречат друг другу", failure),
        NotADatabase => new LedgerDamagedException(path, "file is not a database", failure),
        ReadOnly => new LedgerException($"База данных «{path}» доступна только для чтения. Дайте пользователю шлюза право записи в файл и его папку.", failure),
        Full => new LedgerException($"Диск с базой данных «{path}» заполнен. Освободите место и повторите; записанное не потеряно.", failure),
        CannotOpen => new LedgerException($"База данных «{path}» не открывается. Проверьте, что папка есть и доступна пользователю шлюза.", failure),
        _ => new LedgerException($"Ошибка базы данных «{path}»: {failure.Message}", failure),
    };
}

using ElJournal.Adapters.Sources;
using ElJournal.Adapters.Tabular.Rows;
using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Files.Reading;

/// <summary>One read of the folder: which tables have to be gone through, and what can be said of each at its end.</summary>
internal sealed class ReadPass : IDisposable
{
    private readonly ReadRequest request;
    private readonly DateTimeOffset startedAt;
    private readonly CancellationToken cancellationToken;
    private readonly Windows windows;
    private readonly ReadContext context;
    private readonly Dictionary<RecordKind, SourceFile> files = [];
    private readonly Dictionary<RecordKind, (string Reason, Told Message)> unread = [];
    private readonly HashSet<RecordKind> toScan = [];
    private readonly Queue<Table> tables = new(Tables.All);
    private TableScan? scan;

    public ReadPass(JournalFolder folder, ReadRequest request, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        Folder = folder;
        this.request = request;
        this.startedAt = startedAt;
        this.cancellationToken = cancellationToken;
        windows = Windows.Of(request);
        context = new ReadContext(windows, kind => Tables.Of(kind).FileName);
        try
        {
            OpenFiles();
            Plan();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public JournalFolder Folder { get; }

    public int FilesOpened => files.Count;

    /// <summary>Whether the lessons have a column for topics, when they were looked at.</summary>
    public bool? ShowsTopics { get; private set; }

    /// <summary>Reads on; <see langword="false"/> when all is said. Adds what came to the list.</summary>
    public bool Step(List<ReadItem> items)
    {
        if (!tables.TryPeek(out var table))
        {
            return false;
        }

        try
        {
            if (Advance(table, items))
            {
                return true;
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            unread[table.Kind] = Unopened(table, cause);
            End(table, scan: null, items);
        }

        scan?.Dispose();
        scan = null;
        tables.Dequeue();
        return true;
    }

    public void Dispose()
    {
        scan?.Dispose();
        foreach (var file in files.Values)
        {
            file.Dispose();
        }
    }

    /// <summary>Goes on with a table; <see langword="false"/> when it is finished.</summary>
    private bool Advance(Table table, List<ReadItem> items)
    {
        var isWanted = IsWanted(table);
        if (!toScan.Contains(table.Kind))
        {
            if (isWanted)
            {
                End(table, scan: null, items);
            }

            return false;
        }

        if (table.LessonColumn is not null && context.Lessons is null)
        {
            unread[table.Kind] = ("lessons-unread", Told.Of($"{table.FileName}: the days of its rows are unknown, because {Tables.Of(RecordKind.Lesson).FileName} could not be read", Texts.LessonsUnread, table.FileName, Tables.Of(RecordKind.Lesson).FileName));
            End(table, scan: null, items);
            return false;
        }

        scan ??= new TableScan(table, files[table.Kind], context, Folder.IsExtract, isWanted, cancellationToken);
        if (scan.Step(items, cancellationToken))
        {
            return true;
        }

        if (scan.Unreadable is { } reason)
        {
            unread[table.Kind] = reason;
        }

        if (table.Kind == RecordKind.Lesson)
        {
            ShowsTopics = scan.HasColumn(Tables.TopicColumn);
        }

        if (files[table.Kind].HasChanged())
        {
            unread[table.Kind] = ("changed-while-reading", Told.Of($"{table.FileName} was written to while it was being read", Texts.FileChanged, table.FileName));
        }

        if (isWanted)
        {
            End(table, scan, items);
        }

        return false;
    }

    /// <summary>Says what became of a table's scopes.</summary>
    private void End(Table table, TableScan? scan, List<ReadItem> items)
    {
        if (!IsWanted(table))
        {
            return;
        }

        var tableWindows = table.Kind.IsDated() ? windows : null;
        foreach (var scope in Windows.Scopes(table.Kind, tableWindows))
        {
            if (unread.TryGetValue(table.Kind, out var reason))
            {
                items.Add(new ScopeUnread(scope, reason.Reason, reason.Message.English) { InRussian = reason.Message.Russian });
            }
            else if (scan is not null)
            {
                var token = scan.HasDefects ? ReadToken.Never : ReadToken.Write(HashOf(table), tableWindows);
                items.Add(new ScopeRead(scope, startedAt, AsOf(table), table.FileName, token));
            }
            else if (files.ContainsKey(table.Kind))
            {
                items.Add(new ScopeUnchanged(scope, startedAt, AsOf(table)));
            }
        }
    }

    private void OpenFiles()
    {
        foreach (var table in Tables.All.Where(table => IsWanted(table) || request.Kinds.Any(kind => Tables.Of(kind).DependsOn.Contains(table.Kind))))
        {
            if (!Folder.Has(table))
            {
                if (table.IsRequired || request.Tokens.ContainsKey(table.FileName))
                {
                    unread[table.Kind] = ("file-missing", Told.Of($"{table.FileName} is not in the folder", Texts.FileMissing, table.FileName));
                }

                continue;
            }

            try
            {
                files.Add(table.Kind, Folder.OpenFile(table, cancellationToken));
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                unread[table.Kind] = Unopened(table, cause);
            }
        }
    }

    /// <summary>A wanted table is gone through when its token does not vouch for it, and so is every table that it depends on.</summary>
    private void Plan()
    {
        foreach (var table in Tables.All.Where(table => request.Kinds.Contains(table.Kind) && files.ContainsKey(table.Kind)))
        {
            if (ReadToken.Covers(request.Tokens.GetValueOrDefault(table.FileName), HashOf(table), table.Kind.IsDated() ? windows : null))
            {
                continue;
            }

            toScan.Add(table.Kind);
            toScan.UnionWith(table.DependsOn.Where(files.ContainsKey));
        }
    }

    /// <summary>Whether the host waits for word of a table: it asks for its kind, or it has read the file before and, since that is gone, no longer knows to ask.</summary>
    private bool IsWanted(Table table) => request.Kinds.Contains(table.Kind) || (!Folder.Has(table) && request.Tokens.ContainsKey(table.FileName));

    private string HashOf(Table table) => ReadToken.Join(table.DependsOn.Prepend(table.Kind).Select(kind => files.TryGetValue(kind, out var file) ? file.Hash : "-"));

    /// <summary>A file shows the journal as it was when the file was written; a row of a lesson, as it was when the older of the two files was.</summary>
    private DateTimeOffset AsOf(Table table)
    {
        var asOf = startedAt < files[table.Kind].LastWrite ? startedAt : files[table.Kind].LastWrite;
        return table.LessonColumn is not null && files.TryGetValue(RecordKind.Lesson, out var lessons) && lessons.LastWrite < asOf ? lessons.LastWrite : asOf;
    }

    private static (string Reason, Told Message) Unopened(Table table, Exception cause) => cause is UnauthorizedAccessException
        ? ("forbidden", Told.Of($"{table.FileName} may not be read by the user that the gateway runs as", Texts.FileForbidden, table.FileName))
        : ("unreadable", Told.Of($"{table.FileName} cannot be read ({cause.GetType().Name}); another program may be holding it", Texts.FileUnreadable, table.FileName));
}

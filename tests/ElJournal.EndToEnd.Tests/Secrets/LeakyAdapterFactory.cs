using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using ElJournal.Adapters;
using ElJournal.Adapters.Portals;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;
using Microsoft.Extensions.Logging;

namespace ElJournal.EndToEnd.Tests.Secrets;

/// <summary>A plug-in that repeats its token wherever it can. The tests' own assembly is installed as its main file.</summary>
public sealed class LeakyAdapterFactory : ISourceFactory, IPortalFactory
{
    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings { get; } = [new("Token", "A token.", Required: true, Secret: true)];

    /// <inheritdoc/>
    public IJournalSource CreateSource(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new LeakySource(context.Settings.Required("Token"), context);
    }

    /// <inheritdoc/>
    public IPortal CreatePortal(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new LeakyPortal(context.Settings.Required("Token"));
    }

    private sealed class LeakySource(string token, AdapterContext context) : IJournalSource, IBackup
    {
        private static readonly FrozenSet<RecordKind> Kinds = new[] { RecordKind.Class, RecordKind.Subject, RecordKind.Lesson }.ToFrozenSet();

        public SourceTraits Traits { get; } = new(Kinds);

        public bool IsBackupSetUp => true;

        /// <summary>The first time it works; then it says too much.</summary>
        public async ValueTask<BackupSet> BackUpAsync(string directory, CancellationToken cancellationToken)
        {
            var mark = Path.Combine(AppContext.BaseDirectory, $"backed-up-{Environment.ProcessId}");
            if (File.Exists(mark))
            {
                File.Delete(mark);
                throw new AdapterException(AdapterFailure.Permanent, $"gbak --password {token}", $"Проверьте пароль {token}.");
            }

            await File.WriteAllTextAsync(mark, "", cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(directory, "BASE.fbk"), "the journal's own database", cancellationToken);
            return new BackupSet(context.Time.GetUtcNow(), [new BackupFile("BASE", "BASE.fbk", 26, "")]);
        }

        public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => throw new FormatException($"probed with {token}");

        public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
#pragma warning disable CA1848, CA1873, CA2254 // What a careless plug-in does.
            context.Logger.LogError(new InvalidOperationException(token), $"asked with {token}");
#pragma warning restore CA1848, CA1873, CA2254
            yield return new Records([new ClassGroup("c1", "5А", 5), new Subject("u1", "Алгебра")]);
            yield return new ScopeRead(new ReadScope(RecordKind.Class, null, null), context.Time.GetUtcNow(), context.Time.GetUtcNow());
            yield return new ScopeRead(new ReadScope(RecordKind.Subject, null, null), context.Time.GetUtcNow(), context.Time.GetUtcNow());
            yield return new Remark(RecordKind.Lesson, $"remark {token}") { InRussian = $"замечание {token}" };
            yield return new Skipped(RecordKind.Lesson, "l1", $"skipped {token}") { InRussian = $"пропущено {token}" };
            yield return new ScopeUnread(new ReadScope(RecordKind.Lesson, null, request.Window), "forbidden", $"unread {token}") { InRussian = $"не прочитано {token}" };
            throw new InvalidOperationException($"failed with {token}", new FormatException(token));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class LeakyPortal(string token) : IPortal
    {
        public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ProbeResult(Succeeded: false, $"не подошёл {token}"));

        public ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken) =>
            throw new AdapterException(AdapterFailure.Permanent, $"refused {token}", $"Смените ключ {token}.", innerException: new FormatException(token));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

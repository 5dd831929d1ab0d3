using System.Text;
using ElJournal.Adapters.Conformance;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using Microsoft.Extensions.Logging;

namespace ElJournal.Adapters.Paragraf.Tests.Support;

/// <summary>One invented site: a folder, a mapping file and settings. No name in it is known to occur in the product.</summary>
internal sealed class Site : IDisposable
{
    public static readonly Encoding Cp1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
    public static readonly DayRange October = new(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31));
    public static readonly DateTimeOffset Now = new(2026, 10, 5, 20, 0, 0, TimeSpan.FromHours(3));
    public static readonly DateTimeOffset Written = new(2026, 10, 5, 15, 0, 0, TimeSpan.FromHours(3));
    public static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    private readonly TempFolder folder = new();
    private readonly Dictionary<string, string> settings = new() { ["Mode"] = "Files" };

    public Site(string mapping)
    {
        Directory.CreateDirectory(Exports);
        Map(mapping);
        settings["Mapping"] = folder["mapping.jsonc"];
        settings["Directory"] = Exports;
    }

    public string Path => folder.Path;

    public string Exports => folder["exports"];

    public CollectingLogger Log { get; } = new();

    public Site With(string setting, string? value)
    {
        if (value is null)
        {
            settings.Remove(setting);
        }
        else
        {
            settings[setting] = value;
        }

        return this;
    }

    public void Map(string mapping) => File.WriteAllText(folder["mapping.jsonc"], mapping);

    public string FileOf(string name) => System.IO.Path.Combine(Exports, name);

    public Site Write(string name, Encoding encoding, params string[] lines) => Write(name, [.. encoding.GetPreamble(), .. encoding.GetBytes(string.Concat(lines.Select(line => line + "\r\n")))]);

    public Site Write(string name, byte[] content)
    {
        File.WriteAllBytes(FileOf(name), content);
        File.SetLastWriteTimeUtc(FileOf(name), Written.UtcDateTime);
        return this;
    }

    public IReadOnlyList<SettingMistake> Check() => new ParagrafAdapterFactory().Check("s1", new AdapterSettings(settings.Where(pair => pair.Key != "ConnectionString")));

    public IJournalSource Source() => new ParagrafAdapterFactory().CreateSource(new AdapterContext("s1", Moscow, new AdapterSettings(settings), new NoHttp(), Log, new FakeTimeProvider(Now)));

    public async Task<WholeRead> ReadAsync(DayRange? window = null, IReadOnlyList<DayRange>? extra = null, IReadOnlyDictionary<string, string>? tokens = null, IEnumerable<RecordKind>? kinds = null, IReadOnlyList<ClassWindow>? ofClasses = null, CancellationToken cancellationToken = default)
    {
        var items = new List<ReadItem>();
        await using var source = Source();
        await foreach (var item in source.ReadAsync(new ReadRequest(window ?? October, (kinds ?? RecordKinds.All).ToHashSet(), extra ?? [], tokens ?? new Dictionary<string, string>()) { ClassWindows = ofClasses ?? [] }, cancellationToken))
        {
            items.Add(item);
            item.AssertSaidInRussianToo();
        }

        return new WholeRead(items, source.Traits);
    }

    public async Task<ProbeResult> ProbeAsync()
    {
        await using var source = Source();
        return await source.ProbeAsync(CancellationToken.None);
    }

    public void Dispose() => folder.Dispose();
}

/// <summary>All that one read gave.</summary>
internal sealed record WholeRead(IReadOnlyList<ReadItem> Items, SourceTraits Traits)
{
    public IReadOnlyList<JournalRecord> Records => [.. Items.OfType<Records>().SelectMany(batch => batch.Items)];

    public IReadOnlyList<Skipped> Skipped => [.. Items.OfType<Skipped>()];

    public IReadOnlyList<Remark> Remarks => [.. Items.OfType<Remark>()];

    public IReadOnlyList<ScopeRead> Complete => [.. Items.OfType<ScopeRead>()];

    public IReadOnlyList<ScopeUnread> Unread => [.. Items.OfType<ScopeUnread>()];

    public IReadOnlyList<ScopeUnchanged> Unchanged => [.. Items.OfType<ScopeUnchanged>()];

    public IReadOnlyDictionary<string, string> Tokens => Complete.Where(read => read.TokenName is not null).GroupBy(read => read.TokenName!).ToDictionary(reads => reads.Key, reads => reads.Last().Token!);

    public T[] Of<T>() => [.. Records.OfType<T>()];

    /// <summary>What went wrong, on one line each; empty when nothing did.</summary>
    public string Problems => string.Join("\n", Skipped.Select(skipped => $"{skipped.Where}:{skipped.Line} {skipped.Kind} {skipped.Key}: {skipped.Reason}").Concat(Unread.Select(unread => $"{unread.Scope.Kind}: {unread.Reason}: {unread.Message}")));
}

internal sealed class NoHttp : IHttpClientSource
{
    public HttpClient Create(Uri baseAddress) => throw new NotSupportedException("Nothing here speaks HTTP.");
}

internal sealed class CollectingLogger : ILogger
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
}

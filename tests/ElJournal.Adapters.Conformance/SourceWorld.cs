using ElJournal.Adapters.Sources;
using Microsoft.Extensions.Logging;

namespace ElJournal.Adapters.Conformance;

/// <summary>A system with a school in it that the source under test reads: a simulator, a folder, a database. Each test starts one of its own.</summary>
public abstract class SourceWorld : IAsyncDisposable
{
    /// <summary>Makes the source.</summary>
    public abstract ISourceFactory Factory { get; }

    /// <summary>Settings with which everything can be read.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Settings with which the system refuses to speak: another token, a folder that is not there.</summary>
    public abstract IReadOnlyDictionary<string, string> RefusedSettings { get; }

    /// <summary>What no log line, message or exception may hold: every secret among both settings.</summary>
    public abstract IReadOnlyCollection<string> Secrets { get; }

    /// <summary>All days on which the school has entries.</summary>
    public abstract DayRange Whole { get; }

    /// <summary>A week or two in the middle of them.</summary>
    public abstract DayRange Window { get; }

    /// <summary>How many records the source must show of each kind in <see cref="Whole"/>, as far as that is known.</summary>
    public virtual IReadOnlyDictionary<RecordKind, int> Expected { get; } = new Dictionary<RecordKind, int>();

    /// <summary>The clock that the source gets, and by which files are dated.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The school's zone.</summary>
    public virtual TimeZoneInfo TimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    /// <summary>What the source gets for HTTP.</summary>
    public virtual IHttpClientSource Http { get; } = new LoopbackHttp();

    /// <summary>Whether the other side shows its clock (the <c>Date</c> of HTTP answers), so that a difference must be reported.</summary>
    public virtual bool ShowsClock => false;

    /// <summary>Breaks the world in one way.</summary>
    /// <exception cref="NotSupportedException">This system cannot be broken so; the test says why by <see cref="SourceConformance.NotApplicable"/>.</exception>
    public abstract ValueTask DisturbAsync(Disturbance disturbance);

    /// <summary>Undoes what <see cref="DisturbAsync"/> did.</summary>
    public abstract ValueTask MendAsync();

    /// <summary>Completes when an answer is being held back (<see cref="Disturbance.HungAnswer"/>).</summary>
    public virtual Task WhenHungAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Sets the moment that the journal shows from the next <see cref="MendAsync"/> or <see cref="DisturbAsync"/> on, for those who follow the school through its days.</summary>
    /// <exception cref="NotSupportedException">This world shows the end of the story only.</exception>
    public virtual ValueTask ShowAsync(DateTimeOffset moment) => throw new NotSupportedException();

    /// <summary>Takes the world down.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>A source as the host would make it.</summary>
    public IJournalSource Source(IReadOnlyDictionary<string, string>? settings = null, ILogger? logger = null) =>
        Factory.CreateSource(new AdapterContext("s1", TimeZone, new AdapterSettings(settings ?? Settings), Http, logger ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Time, TimeProvider.System));
}

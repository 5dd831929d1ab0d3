using System.Collections.Frozen;

namespace ElJournal.Adapters.Sources;

/// <summary>Reads a journal. Never writes to it.</summary>
public interface IJournalSource : IAsyncDisposable
{
    /// <summary>What the source can and cannot show. May depend on what was last read, so the host asks after each read and keeps the answer.</summary>
    SourceTraits Traits { get; }

    /// <summary>A light, read-only try.</summary>
    ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Reads what is asked for, as a stream.</summary>
    /// <remarks>
    /// Records come in any order, at most 5,000 at a time. Only a <see cref="ScopeRead"/> says that a scope has been read to its end;
    /// everything of the scope that was not among the records of this read is then gone from the source. A scope that could not be read is named by
    /// <see cref="ScopeUnread"/>, or not at all; let exceptions out, what came before stays valid. Cancellation is obeyed within a second.
    /// </remarks>
    /// <exception cref="AdapterException">Nothing (more) can be read.</exception>
    IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, CancellationToken cancellationToken);
}

/// <summary>What to read.</summary>
/// <param name="Window">The days of lessons, homework, marks and attendance; roster, terms, final marks and sign-ins are always read whole.</param>
/// <param name="Kinds">The kinds wanted.</param>
/// <param name="ExtraWindows">Further days of the whole school that are looked at again because something is still open there; they may lie outside <paramref name="Window"/>.</param>
/// <param name="Tokens">What the source said with earlier reads that were stored (see <see cref="ScopeRead.Token"/>), by name.</param>
public sealed record ReadRequest(DayRange Window, IReadOnlySet<RecordKind> Kinds, IReadOnlyList<DayRange> ExtraWindows, IReadOnlyDictionary<string, string> Tokens)
{
    /// <summary>Further days of single classes (each with its subgroups) that are looked at again. A source that cannot read them leaves them out; whatever it reads, it claims what it has read and no more.</summary>
    public IReadOnlyList<ClassWindow> ClassWindows { get; init; } = [];

    /// <summary>All days wanted of a class; the ranges may overlap.</summary>
    /// <param name="classId">The class, not a subgroup.</param>
    public IEnumerable<DayRange> DaysOf(string classId) =>
        [Window, .. ExtraWindows, .. ClassWindows.Where(window => string.Equals(window.ClassId, classId, StringComparison.Ordinal)).Select(window => window.Days)];
}

/// <summary>Days of one class.</summary>
/// <param name="ClassId">The class (not a subgroup), with its subgroups.</param>
/// <param name="Days">The days.</param>
public sealed record ClassWindow(string ClassId, DayRange Days);

/// <summary>What a source can and cannot show. What it cannot show stays unknown and is never held against anybody.</summary>
/// <param name="Shown">The kinds the source can show.</param>
/// <param name="ShowsHomeworkAtLessonGiven">Whether homework stands at the lesson at which it was given; <see langword="false"/> leaves the part unchecked.</param>
/// <param name="ShowsTopics">Whether topics are read; <see langword="false"/> leaves the part unchecked.</param>
/// <param name="PositionalMarkKeys">Whether mark ids are made of positions and shift when a mark is removed.</param>
public sealed record SourceTraits(IReadOnlySet<RecordKind> Shown, bool ShowsHomeworkAtLessonGiven = true, bool ShowsTopics = true, bool PositionalMarkKeys = false)
{
    /// <summary>Kinds that the source knows only as far as the days that are read show them, so that it sends their records and claims no scope of them unless it has read the whole school year.</summary>
    public IReadOnlySet<RecordKind> SeenThroughDays { get; init; } = FrozenSet<RecordKind>.Empty;

    /// <summary>Whether lessons say whom their teacher stood in for. Where they do not, a lesson that is not given by the usual teacher is treated as a possible substitution.</summary>
    public bool ShowsSubstitutions { get; init; } = true;

    /// <summary>Whether the journal's own averages come with final marks. Where they do, one that did not come is unknown, and none is reckoned in its place.</summary>
    public bool ShowsAverages { get; init; }
}

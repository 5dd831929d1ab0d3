using System.Collections.Immutable;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery;

/// <summary>What a run over one route needs to know.</summary>
/// <param name="Id">The route's row.</param>
/// <param name="School">The school's id.</param>
/// <param name="Ogrn">Its state registration number.</param>
/// <param name="Zone">Its time zone.</param>
/// <param name="Name">The route's name.</param>
/// <param name="Kinds">The kinds it sends.</param>
/// <param name="Retract">Whether it takes back what became blocked after delivery.</param>
internal sealed record RouteTask(int Id, string School, string? Ogrn, TimeZoneInfo Zone, string Name, ImmutableSortedSet<RecordKind> Kinds, bool Retract)
{
    /// <summary>Which records of those kinds.</summary>
    public RouteFilter Filter { get; init; } = RouteFilter.Everything;

    /// <summary>Which columns of them.</summary>
    public RouteFields Fields { get; init; } = RouteFields.Default;

    /// <summary>Where its packages go; <see langword="null"/> when it cannot be told.</summary>
    public string? Destination { get; init; }

    /// <summary>The kinds in order, then in reverse.</summary>
    public ImmutableArray<DeliveryStep> Steps { get; } = DeliveryOrder.Steps(Kinds);

    /// <summary>The school's day at the moment, as the day book counts it.</summary>
    public int DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime).DayNumber;

    /// <summary>The kinds of a route: as configured, else all but sign-ins.</summary>
    public static ImmutableSortedSet<RecordKind> KindsOf(IEnumerable<string>? configured) =>
        configured is null
            ? [.. RecordKinds.All.Where(kind => kind != RecordKind.SignIn)]
            : [.. configured.Select(name => RecordKinds.TryParse(name, out var kind) ? kind : throw new ArgumentException($"'{name}' is no kind of record.", nameof(configured)))];
}

/// <summary>A book of the school.</summary>
/// <param name="Id">Its id in the ledger.</param>
/// <param name="Year">The year in which its school year begins.</param>
/// <param name="Prefix">What its keys are told apart by where an earlier book used them: the year; with a number where a second source began in the same year.</param>
internal sealed record SchoolBook(int Id, int Year, string Prefix);

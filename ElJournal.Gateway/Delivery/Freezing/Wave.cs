using System.Collections.Immutable;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>Packages that may be on the wire at the same time.</summary>
/// <param name="Packages">In order.</param>
/// <param name="End">Where the next wave begins.</param>
/// <param name="Due">Where nothing was frozen: how many records are due.</param>
/// <param name="Lowest">The lowest of their versions among those that only the cursor leads to; <see cref="long.MaxValue"/> for none.</param>
internal sealed record Wave(ImmutableArray<FrozenPackage> Packages, CandidatePosition End, int Due, long Lowest);

/// <summary>A record on its way into a package.</summary>
/// <param name="Candidate">The record.</param>
/// <param name="Decision">What is sent.</param>
/// <param name="Step">In which step.</param>
/// <param name="Before">Where reading stood before it.</param>
internal sealed record ChosenRecord(Candidate Candidate, DueDecision Decision, DeliveryStep Step, CandidatePosition Before);

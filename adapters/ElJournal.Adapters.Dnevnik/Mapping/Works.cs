using System.Collections.Frozen;
using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>What the school calls its kinds of work, and what they weigh.</summary>
internal sealed class Works
{
    private readonly FrozenDictionary<string, (string Name, decimal? Weight)> types;

    public Works(IEnumerable<WireWorkType> listed) =>
        types = listed.Where(type => type is { Id: not null, Name: not null })
            .DistinctBy(type => type.Id)
            .ToFrozenDictionary(type => type.Id!, type => (type.Name!, WireScalars.Decimal(type.Weight) is > 0 and var weight ? weight : (decimal?)null), StringComparer.Ordinal);

    /// <summary>Name and weight of a mark's kind of work; without a name the API's own word, which no policy maps, so that the mark is never late.</summary>
    public (string? Name, decimal? Weight) Of(string? workType, string? word) =>
        workType is not null && types.TryGetValue(workType, out var known) ? known : (string.IsNullOrWhiteSpace(word) ? null : word.Trim(), null);
}

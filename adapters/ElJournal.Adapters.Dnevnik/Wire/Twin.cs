namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>Ids come twice: as a number of up to 19 digits, and as a text that no reader can round. Either may be missing.</summary>
internal static class Twin
{
    /// <summary>The id: the text first, then the number; <see langword="null"/> for none, which the API also writes as 0.</summary>
    public static string? Id(string? text, string? number) => Given(text) ?? Given(number);

    /// <summary>The ids of a list and its twin, in order; what is empty is left out.</summary>
    public static IReadOnlyList<string> Ids(List<string?>? texts, List<string?>? numbers) =>
        Given(texts) is { Count: > 0 } given ? given : Given(numbers);

    private static List<string> Given(List<string?>? ids) => [.. (ids ?? []).Select(Given).OfType<string>()];

    private static string? Given(string? id)
    {
        var trimmed = id?.Trim();
        return trimmed is null or "" or "0" ? null : trimmed;
    }
}

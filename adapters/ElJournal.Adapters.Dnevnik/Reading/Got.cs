namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>An answer, or why there is none. A failure that needs a person is neither: it ends the read.</summary>
internal readonly record struct Got<T>(T? Value, AdapterException? Failure)
    where T : class
{
    /// <summary>Whether the other side has refused for good, and not merely failed.</summary>
    public bool IsRefused => Failure?.Failure == AdapterFailure.Final;
}

/// <summary>Asks.</summary>
internal static class Ask
{
    public static async Task<Got<T>> ForAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return new Got<T>(await call().ConfigureAwait(false), null);
        }
        catch (AdapterException failure) when (failure.Failure != AdapterFailure.Permanent)
        {
            return new Got<T>(null, failure);
        }
    }

    /// <summary>A word for machines.</summary>
    public static string ReasonOf(AdapterException failure) => failure.Failure == AdapterFailure.Final ? "refused" : "unreachable";
}

namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>What the API says no to.</summary>
internal enum RefusalKind
{
    /// <summary>400: the arguments, perhaps too many at once.</summary>
    Arguments,
    /// <summary>403 with a token that is good: the account may not do this.</summary>
    Forbidden,
}

/// <summary>A request that was understood and refused.</summary>
internal sealed class Refusal(RefusalKind kind, string method) : Exception($"{method}: {kind}")
{
    public RefusalKind Kind { get; } = kind;

    public string Method { get; } = method;
}

namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>How long an answer asks to wait.</summary>
internal static class RetryAfter
{
    /// <summary>A date counts from the answer's own date, when it has one: then the two machines' clocks need not agree.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - (response.Headers.Date ?? time.GetUtcNow()),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}

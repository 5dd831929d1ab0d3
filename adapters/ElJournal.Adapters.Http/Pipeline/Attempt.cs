namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>What came of one attempt.</summary>
/// <param name="Verdict">What it means.</param>
/// <param name="Answer">What was judged.</param>
/// <param name="Response">The answer with its whole body, when it was accepted.</param>
/// <param name="RetryAfter">How long the other side asks to wait.</param>
internal sealed record Attempt(HttpVerdict Verdict, HttpAnswer Answer, HttpResponseMessage? Response, TimeSpan? RetryAfter);

using ElJournal.Adapters.Sources;

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

}

/// <summary>Why a kind could not be read to its end.</summary>
/// <param name="Reason">A word for machines.</param>
/// <param name="Message">English.</param>
/// <param name="InRussian">The same for the school's technician.</param>
internal sealed record Trouble(string Reason, string Message, string InRussian)
{
    private const string Refused = "refused";

    public static Trouble Bells { get; } = new("unreachable", "the timetable of the class could not be read", Texts.UnreadBells);

    public static Trouble Works { get; } = new("unreachable", "the kinds of work could not be read", Texts.UnreadWorks);

    public static Trouble Periods { get; } = new("unreachable", "the reporting periods could not be read", Texts.UnreadPeriods);

    public static Trouble Averages { get; } = new("unreachable", "how the school reckons averages could not be read", Texts.UnreadAverages);

    public static Trouble NoAverages { get; } = new("unreachable", "final marks are there, and no average of their term", Texts.UnreadNoAverages);

    /// <summary>Whether the other side has refused for good.</summary>
    public bool IsRefusal => Reason == Refused;

    public static Trouble Of(AdapterException failure) => failure.Failure == AdapterFailure.Final
        ? new(Refused, failure.Message, failure.Instruction ?? Texts.UnreadRefused)
        : new("unreachable", failure.Message, failure.Instruction ?? Texts.UnreadFailed);

    public ScopeUnread Unread(ReadScope scope) => new(scope, Reason, Message) { InRussian = InRussian };
}

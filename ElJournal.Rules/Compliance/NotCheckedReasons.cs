namespace ElJournal.Rules.Compliance;

/// <summary>The words of <see cref="NotChecked.Reason"/> that rules use; read times may bring others (<c>held</c>, <c>clock</c>, <c>stale-read</c>).</summary>
public static class NotCheckedReasons
{
    /// <summary>The scope was never read.</summary>
    public const string Unread = "unread";

    /// <summary>It was not read after the deadline.</summary>
    public const string Stale = "stale";

    /// <summary>The reads around the deadline lie too far apart.</summary>
    public const string NoReadAroundDeadline = "no-read-around-deadline";

    /// <summary>The source does not show it.</summary>
    public const string NotShown = "not-shown";

    /// <summary>The source does not show from where people sign in. This is the administrator's matter alone.</summary>
    public const string PlacesNotShown = "places-not-shown";

    /// <summary>An entry was seen and is not shown any more; it may come back.</summary>
    public const string Gone = "gone";

    /// <summary>The roster does not know the class.</summary>
    public const string UnknownClass = "unknown-class";
}

namespace ElJournal.Rules.Compliance.EntryOnDayOff;

/// <summary>Settings of <c>entry-on-day-off</c>.</summary>
public sealed class EntryOnDayOffSettings : RuleSettings
{
}

namespace ElJournal.Rules.Compliance.MarkForAbsent;

/// <summary>Settings of <c>mark-for-absent</c>.</summary>
public sealed class MarkForAbsentSettings : RuleSettings
{
}

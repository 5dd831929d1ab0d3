using ElJournal.Rules.Compliance;

namespace ElJournal.Rules.Tests.Support;

internal sealed class TestSink : IFindingSink
{
    public List<Finding> Findings { get; } = [];

    public List<NotChecked> Unchecked { get; } = [];

    public HashSet<(string, DateOnly)> UnsettledDays { get; } = [];

    /// <summary>What was found in the form <c>topic missing</c>.</summary>
    public IEnumerable<string> Short => Findings.Select(finding => $"{finding.Part ?? finding.Rule} {finding.State}");

    public void Add(Finding finding) => Findings.Add(finding);

    public void NotChecked(NotChecked scope) => Unchecked.Add(scope);

    public void Unsettled(string rootClassId, DateOnly day) => UnsettledDays.Add((rootClassId, day));
}

using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Spectre.Console;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>The why-sheet of a finding.</summary>
internal sealed record WhySheet(FindingView Finding, IReadOnlyList<string> Values, IReadOnlyList<WhyRead> Reads, IReadOnlyList<WhyDecision> Decisions, IReadOnlyList<RecordReference> Blocks)
{
    public object ToJson(SchoolRuntime school) => new
    {
        School = school.Id,
        Finding = FindingJson.Of(Finding),
        Values,
        Reads = Reads.Select(read => new { Kind = read.Kind.WireName(), read.Started, read.Completed, read.Doubt }),
        Decisions = Decisions.Select(decision => new { decision.Action, decision.By, decision.At, decision.Reason }),
        Blocks = Blocks.Select(record => new { Kind = record.Kind.WireName(), record.Key }),
    };

    public void Write(IAnsiConsole output, DateOnly today)
    {
        output.WriteLine(Finding.Message);
        output.WriteLine();
        var grid = new Grid().AddColumn().AddColumn();
        foreach (var (name, value) in Facts())
        {
            grid.AddRow(new Text(name), new Text(value));
        }

        output.Write(grid);
        foreach (var (title, lines) in Sections(today))
        {
            output.WriteLine();
            output.WriteLine(title);
            foreach (var line in lines)
            {
                output.WriteLine($"  {line}");
            }
        }
    }

    /// <summary>What the finding is about, in words with their names.</summary>
    public IEnumerable<(string Name, string Value)> Facts() => new (string Name, string? Value)[]
    {
        (JudgingTexts.ColumnId, Finding.Id),
        (JudgingTexts.ShowRule, $"{Words.RuleTitle(Finding.Rule)} ({Finding.Rule})"),
        (JudgingTexts.ShowWhat, Finding.State == FindingState.Present ? Words.Of(Finding.Severity) : FindingTables.What(Finding)),
        (JudgingTexts.ShowState, Words.Of(Finding.Status)),
        (JudgingTexts.ShowWhere, string.Join(", ", new[] { Finding.ClassName, Finding.SubjectName, RussianDates.Full(Finding.Day) }.Where(part => part is not null))),
        (JudgingTexts.ShowWho, Finding.TeacherId is null ? JudgingTexts.NoTeacher : Finding.TeacherName),
        (JudgingTexts.ShowNorm, Finding.Norm),
        (JudgingTexts.ShowDeadline, Finding.Deadline is { } deadline ? RussianDates.MomentWithYear(deadline) : null),
        (JudgingTexts.ShowEntered, Entered()),
        (JudgingTexts.ShowAsOf, Finding.AsOf is { } asOf ? RussianDates.MomentWithYear(asOf) : null),
    }.Where(fact => fact.Value is not null).Select(fact => (fact.Name, fact.Value!));

    /// <summary>What was seen, read, held back and decided.</summary>
    public IEnumerable<(string Title, IReadOnlyList<string> Lines)> Sections(DateOnly today) => new (string Title, IReadOnlyList<string> Lines)[]
    {
        (JudgingTexts.ShowValues, Values.Count == 0 ? [JudgingTexts.ShowNothingEntered] : Values),
        (JudgingTexts.ShowReads, [.. Reads.Select(read => read.Doubt is null ? read.Text : $"{read.Text}; {Words.Reason(read.Doubt)}")]),
        (JudgingTexts.ShowBlocks, [.. Blocks.Select(record => $"{record.Kind.WireName()} {record.Key}")]),
        (JudgingTexts.ShowHistory, [.. History(today)]),
    }.Where(section => section.Lines.Count > 0);

    private string? Entered() => Finding switch
    {
        { State: FindingState.Missing } => JudgingTexts.ShowNotEntered,
        { EnteredAfter: { } after, EnteredBy: { } by } => Phrase.Of(JudgingTexts.ShowEnteredBetween, RussianDates.MomentWithYear(after), RussianDates.MomentWithYear(by)),
        { EnteredBy: { } by } => Phrase.Of(JudgingTexts.ShowEnteredBy, RussianDates.MomentWithYear(by)),
        _ => null,
    };

    private IEnumerable<string> History(DateOnly today)
    {
        yield return Phrase.Of(JudgingTexts.ShowOpened, RussianDates.MomentWithYear(Finding.OpenedAt));
        if (Finding.ReopenedAt is { } reopened)
        {
            yield return Phrase.Of(JudgingTexts.ShowReopened, RussianDates.MomentWithYear(reopened));
        }

        if (Finding.TurnedLateAt is { } turned)
        {
            yield return Phrase.Of(JudgingTexts.ShowTurnedLate, RussianDates.MomentWithYear(turned));
        }

        if (Finding.RecordedAt is { } recorded)
        {
            yield return Phrase.Of(JudgingTexts.ShowRecorded, RussianDates.MomentWithYear(recorded));
        }

        if (Finding is { WaivedUntil: { } until } && until >= today)
        {
            yield return Phrase.Of(JudgingTexts.ShowWaived, RussianDates.Full(until), Finding.WaivedBy, Finding.WaivedReason);
        }

        foreach (var decision in Decisions)
        {
            yield return decision.Text;
        }

        if (Finding.ResolvedAt is { } resolved)
        {
            yield return Phrase.Of(JudgingTexts.ShowResolved, RussianDates.MomentWithYear(resolved));
        }
    }
}

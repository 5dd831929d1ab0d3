using System.Collections.Immutable;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Web.Documents;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Web.Pages;

/// <summary>Findings, and why each was made.</summary>
internal sealed class FindingPages(FindingQueries findings, WhySheets sheets, AuditLog audit, TimeProvider clock)
{
    private const int Listed = 300;

    public async Task<PageDocument> ListAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        var found = await findings.ListAsync(school, new FindingFilter(), cancellationToken);
        return new PageDocument(WebTexts.TitleFindings, [
            new TableBlock(
                null,
                [WebTexts.ColumnDay, WebTexts.ColumnClass, WebTexts.ColumnSubject, WebTexts.ColumnTeacher, WebTexts.ColumnWhat, WebTexts.ColumnState],
                [.. found.OrderByDescending(finding => finding.Day).Take(Listed).Select(finding => new TableLine([
                    RussianDates.Short(finding.Day), finding.ClassName, finding.SubjectName, finding.TeacherId is null ? JudgingTexts.NoTeacher : finding.TeacherName,
                    new TableCell(Words.RuleTitle(finding.Rule) is var title && finding.State == FindingState.Present ? title : $"{title}: {FindingTables.What(finding)}", Address.Finding(school, finding.Id)), Words.Of(finding.Status)]))],
                WebTexts.NoFindings)
            { More = found.Count > Listed ? Phrase.Of(WebTexts.More, found.Count - Listed) : null },
        ]);
    }

    public async Task<PageDocument> SheetAsync(SchoolRuntime school, string id, Visitor visitor, CancellationToken cancellationToken)
    {
        var sheet = await sheets.OfAsync(school, id, cancellationToken);
        await audit.NoteAsync(school.Id, visitor.Name, AuditLog.Look, $"finding {sheet.Finding.Id}", cancellationToken);
        var today = school.DayOf(clock.GetUtcNow());
        var blocks = ImmutableArray.CreateBuilder<PageBlock>();
        blocks.Add(new TextBlock(null, [sheet.Finding.Message]));
        blocks.Add(new FactsBlock(null, [.. sheet.Facts().Select(fact => new Fact(fact.Name, fact.Value))]));
        blocks.AddRange(sheet.Sections(today).Select(section => new LinesBlock(section.Title, [.. section.Lines])));
        if (visitor.MayDecide && sheet.Finding.Status != FindingStatus.Resolved)
        {
            blocks.Add(sheet.Finding is { WaivedUntil: { } until } && until >= today
                ? Form(school, Acts.Unwaive, WebTexts.ActUnwaive, sheet.Finding.Id, [new FormField("reason", WebTexts.FieldReason) { Optional = true }])
                : Form(school, Acts.Waive, WebTexts.ActWaive, sheet.Finding.Id, [new FormField("until", WebTexts.FieldUntil, "date") { Value = Address.Day(today.AddDays(7)) }, new FormField("reason", WebTexts.FieldReason)]));
        }

        return new PageDocument(Words.RuleTitle(sheet.Finding.Rule), blocks.ToImmutable()) { Lead = $"{sheet.Finding.ClassName} {RussianDates.Full(sheet.Finding.Day)}".Trim() };
    }

    private static FormBlock Form(SchoolRuntime school, string act, string title, string id, ImmutableArray<FormField> fields) =>
        new(title, Address.Act(school, act), fields, title) { Hidden = [new NamedValue("id", id)] };
}

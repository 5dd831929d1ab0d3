using System.Globalization;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>Explains a finding: clause, values seen, when they were read, what was decided.</summary>
internal sealed class WhySheets(LedgerDatabase database, SceneLoader scenes, FindingQueries queries, TimeProvider clock)
{
    public async Task<WhySheet> OfAsync(SchoolRuntime school, string id, CancellationToken cancellationToken)
    {
        var finding = await queries.FindAsync(school, id, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var context = LedgerDatabase.Context(connection);
        var decisions = await context.Set<DecisionRow>().AsNoTracking()
            .Where(row => row.School == school.Id && row.Target.StartsWith(finding.Id)).OrderBy(row => row.At).ToListAsync(cancellationToken);
        var blocks = await context.Set<FindingBlockRow>().AsNoTracking()
            .Where(row => row.School == school.Id && row.Finding == finding.Id).OrderBy(row => row.Kind).ThenBy(row => row.Key).ToListAsync(cancellationToken);
        var opened = await scenes.OpenAsync(connection, school, clock.GetUtcNow(), cancellationToken);
        try
        {
            var scene = opened.FirstOrDefault(candidate => candidate.Days.Contains(finding.Day));
            return new WhySheet(
                finding,
                scene is null ? [] : Values(scene, finding, school),
                scene is null ? [] : Reads(scene, finding, school),
                [.. decisions.Select(row => new WhyDecision(row.Action, row.By, school.Local(Instants.FromStored(row.At)), row.Reason))],
                [.. blocks.Select(row => new RecordReference(row.Kind, row.Key))]);
        }
        finally
        {
            foreach (var scene in opened)
            {
                scene.Dispose();
            }
        }
    }

    /// <summary>What the ledger holds for the lesson, or for the one mark that the finding is about.</summary>
    private static List<string> Values(JudgingScene scene, FindingView finding, SchoolRuntime school)
    {
        if (finding is { LessonId: null, StudentId: { } student })
        {
            return [.. scene.FinalMarksOf([student]).Where(mark => IsAbout(finding, mark, school.Id)).Select(mark => Phrase.Of(JudgingTexts.ValueFinalMark, mark.Value))];
        }

        var scope = new ClassScope(finding.RootClassId ?? string.Empty, new DayRange(finding.Day, finding.Day));
        foreach (var entries in scene.Lessons.Read([scope]))
        {
            if (string.Equals(entries.Lesson.Id, finding.LessonId, StringComparison.Ordinal))
            {
                return finding.Part is null && finding.StudentId is not null ? Marks(entries, finding, school) : Parts(entries, finding.Part);
            }
        }

        return [];
    }

    private static bool IsAbout(FindingView finding, FinalMarkEntry mark, string school) =>
        FindingId.Of(school, finding.Rule, finding.Part, mark.Origin) == finding.Id
        || FindingId.OfYear(SchoolYear.Of(finding.Day, []).Year, school, finding.Rule, finding.Part, mark.Origin) == finding.Id;

    private static List<string> Parts(LessonEntries entries, string? part)
    {
        var values = new List<string>();
        if (part is null or "topic")
        {
            values.Add(Phrase.Of(JudgingTexts.ValueTopic, entries.Lesson.Topic ?? JudgingTexts.ValueNone));
        }

        if (part is null or "homework")
        {
            values.Add(Phrase.Of(JudgingTexts.ValueHomework, entries.Homework?.Text ?? JudgingTexts.ValueNone));
        }

        if (part is null or "marks")
        {
            values.Add(Phrase.Of(JudgingTexts.ValueMarks, entries.Marks.Count));
        }

        if (part is null or "attendance")
        {
            values.Add(Phrase.Of(JudgingTexts.ValueAttendance, entries.Attendance.Count));
        }

        return values;
    }

    private static List<string> Marks(LessonEntries entries, FindingView finding, SchoolRuntime school)
    {
        var values = new List<string>();
        foreach (var mark in entries.Marks.Concat(entries.RemovedMarks).Where(mark => string.Equals(mark.StudentId, finding.StudentId, StringComparison.Ordinal)))
        {
            values.Add(Phrase.Of(JudgingTexts.ValueMark, mark.Value, mark.Work ?? JudgingTexts.ValueNone));
            values.AddRange(mark.Changes.Select(change => Phrase.Of(JudgingTexts.ValueMarkChange, change.From, change.To ?? JudgingTexts.ValueNone, RussianDates.MomentWithYear(school.Local(change.By)))));
        }

        return values;
    }

    private static List<WhyRead> Reads(JudgingScene scene, FindingView finding, SchoolRuntime school)
    {
        RecordKind[] kinds = finding.LessonId is null ? [RecordKind.FinalMark] : Lifecycle.KindOf(finding.Part) is { } kind ? [RecordKind.Lesson, kind] : [RecordKind.Lesson, RecordKind.Mark, RecordKind.Attendance];
        var root = finding.RootClassId ?? string.Empty;
        return
        [
            .. from one in kinds.Distinct()
               let times = scene.Reads.For(one, root, finding.Day)
               select new WhyRead(one, Local(times.LastStarted), Local(times.LastCompleted), times.Doubt),
        ];

        DateTimeOffset? Local(DateTimeOffset? moment) => moment is { } known ? school.Local(known) : null;
    }
}

/// <summary>When a kind was last read for the finding's class and day.</summary>
internal sealed record WhyRead(RecordKind Kind, DateTimeOffset? Started, DateTimeOffset? Completed, string? Doubt)
{
    public string Text => Started is { } started && Completed is { } completed
        ? Phrase.Of(JudgingTexts.ShowReadLine, KindNames.Of(Kind), RussianDates.MomentWithYear(started), RussianDates.MomentWithYear(completed))
        : Phrase.Of(JudgingTexts.ShowReadNever, KindNames.Of(Kind));
}

/// <summary>What a person decided about it.</summary>
internal sealed record WhyDecision(string Action, string By, DateTimeOffset At, string Reason)
{
    public string Text => Phrase.Of(
        JudgingTexts.ShowDecision, RussianDates.MomentWithYear(At), By, string.Equals(Action, "finding-waive", StringComparison.Ordinal) ? JudgingTexts.DecisionWaive : JudgingTexts.DecisionUnwaive, Reason.Length == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ({Reason})"));
}

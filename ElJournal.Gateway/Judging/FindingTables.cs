using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using Spectre.Console;

namespace ElJournal.Gateway.Judging;

/// <summary>Findings as people read them: by day, then rule, then class and lesson.</summary>
internal static class FindingTables
{
    /// <summary>Seven columns cannot be read on a narrower terminal.</summary>
    private const int NarrowestTable = 100;

    public static void Write(IAnsiConsole output, IReadOnlyCollection<FindingView> findings, DateTimeOffset now, Func<FindingView, string>? last = null, string? lastHeader = null)
    {
        foreach (var day in findings.GroupBy(view => view.Day))
        {
            output.WriteLine();
            output.WriteLine(RussianDates.WithWeekDay(day.Key));
            foreach (var rule in day.GroupBy(view => view.Rule, StringComparer.Ordinal).OrderBy(rule => rule.Key, StringComparer.Ordinal))
            {
                if (output.Profile.Width < NarrowestTable)
                {
                    WriteLines(output, Words.RuleTitle(rule.Key), rule, view => last is null ? Status(view, now) : last(view));
                    continue;
                }

                var table = new Table { Border = TableBorder.Rounded }.Title(Markup.Escape(Words.RuleTitle(rule.Key)))
                    .AddColumns(JudgingTexts.ColumnId, JudgingTexts.ColumnClass, JudgingTexts.ColumnLesson, JudgingTexts.ColumnSubject, JudgingTexts.ColumnTeacher, JudgingTexts.ColumnFinding, lastHeader ?? JudgingTexts.ColumnStatus);
                foreach (var view in rule)
                {
                    table.AddRow(
                        Cell(view.Id),
                        Cell(view.ClassName),
                        Cell(view.LessonNumber is { } number ? FormattableString.Invariant($"{number}") : null),
                        Cell(view.SubjectName),
                        Cell(view.TeacherId is null ? JudgingTexts.NoTeacher : view.TeacherName),
                        Cell(What(view)),
                        Cell(last is null ? Status(view, now) : last(view)));
                }

                output.Write(table);
            }
        }
    }

    public static void Write(IAnsiConsole output, IReadOnlyCollection<NotCheckedView> notChecked)
    {
        output.WriteLine();
        if (notChecked.Count == 0)
        {
            output.WriteLine(JudgingTexts.NotCheckedNone);
            return;
        }

        output.WriteLine(JudgingTexts.NotCheckedHead);
        var table = new Table { Border = TableBorder.Rounded }.AddColumns(JudgingTexts.ColumnClass, JudgingTexts.ColumnKind, JudgingTexts.ColumnDays, JudgingTexts.ColumnReason);
        foreach (var view in notChecked)
        {
            table.AddRow(Cell(view.ClassName ?? JudgingTexts.WholeSchool), Cell(KindNames.Of(view.Kind)), Cell(RussianDates.Span(view.From, view.To)), Cell(Words.Reason(view.Reason)));
        }

        output.Write(table);
    }

    /// <summary>Counts by cause, each with a few examples.</summary>
    public static void Write(IAnsiConsole output, IReadOnlyCollection<WhatIfCause> causes)
    {
        if (causes.Count == 0)
        {
            return;
        }

        var table = new Table { Border = TableBorder.Rounded }.AddColumns(JudgingTexts.ColumnFinding, JudgingTexts.ColumnCount, JudgingTexts.ColumnNew, JudgingTexts.ColumnClasses, JudgingTexts.ColumnTeachers, JudgingTexts.ColumnExamples);
        foreach (var cause in causes)
        {
            table.AddRow(
                Cell(cause is { State: not FindingState.Present, Part: { } part } ? $"{Words.Of(part)}: {Words.Of(cause.State)} ({Words.Of(cause.Severity)})" : $"{Head(cause.Examples[0].Message)} ({Words.Of(cause.Severity)})"),
                Cell(FormattableString.Invariant($"{cause.Count}")),
                Cell(FormattableString.Invariant($"{cause.Added}")),
                Cell(FormattableString.Invariant($"{cause.Classes}")),
                Cell(FormattableString.Invariant($"{cause.Teachers}")),
                Cell(string.Join('\n', cause.Examples.Select(view => view.Message))));
        }

        output.Write(table);
    }

    /// <summary>What is missing or late in two words; anything else in the rule's own.</summary>
    public static string What(FindingView view) => view is { State: not FindingState.Present, Part: { } part }
        ? $"{Words.Of(part)}: {Words.Of(view.State)} ({Words.Of(view.Severity)})"
        : $"{view.Message} ({Words.Of(view.Severity)})";

    /// <summary>Messages begin with what it is about; then come class, day and figures.</summary>
    private static string Head(string message)
    {
        // A clock time is no end of a sentence.
        var end = Enumerable.Range(0, message.Length).FirstOrDefault(index => message[index] is ':' or '.' && (index + 1 == message.Length || message[index + 1] == ' '));
        return end > 0 ? message[..end] : message;
    }

    public static Text Cell(string? text) => new(text ?? string.Empty);

    private static void WriteLines(IAnsiConsole output, string title, IEnumerable<FindingView> findings, Func<FindingView, string> last)
    {
        output.Write(new Padder(Cell(title), new Padding(0, 1, 0, 0)));
        foreach (var view in findings)
        {
            var lesson = view.LessonNumber is { } number ? Phrase.Of(JudgingTexts.LineLesson, number) : null;
            string?[] where = [view.ClassName, view.SubjectName, lesson, view.TeacherId is null ? JudgingTexts.NoTeacher : view.TeacherName];
            output.Write(Cell($"{view.Id}  {string.Join(", ", where.Where(part => !string.IsNullOrEmpty(part)))}\n"));
            output.Write(new Padder(Cell($"{What(view)}, {last(view)}"), new Padding(2, 0, 0, 0)));
        }
    }

    private static string Status(FindingView view, DateTimeOffset now) =>
        view is { State: FindingState.Missing, AsOf: { } asOf } && asOf < now - Lifecycle.Fresh
            ? $"{Words.Of(view.Status)}, {Phrase.Of(JudgingTexts.ShowStale, RussianDates.MomentWithYear(asOf))}"
            : Words.Of(view.Status);
}

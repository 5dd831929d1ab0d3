using System.Collections.Immutable;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Mail.Words;
using ElJournal.Rules.Indicators;

namespace ElJournal.Gateway.Mail.Monthly;

/// <summary>Puts a monthly check into words and tables.</summary>
internal static class MonthlyLetterWriter
{
    public static LetterDocument Write(MonthlyLetterModel model) =>
        new(Phrase.Of(Texts.SubjectMonthly, RussianDates.Month(model.Days.From), State(model)), Lead(model), Parts(model), [Texts.NeedsPerson, Texts.NoAnswer]);

    private static string State(MonthlyLetterModel model)
    {
        var open = model.Open.Sum(rule => rule.Count);
        var told = open == 0 ? Texts.SubjectMonthlyNothing : Phrase.Of(Texts.SubjectMonthlyOpen, Plural.Of(open, Texts.FormsFinding));
        return model.Total.NotChecked > 0 ? $"{told}, {Texts.SubjectUnchecked}" : told;
    }

    private static ImmutableArray<string> Lead(MonthlyLetterModel model)
    {
        var lead = ImmutableArray.CreateBuilder<string>();
        lead.Add(Texts.MonthlyTitle);
        lead.Add(Phrase.Of(Texts.MonthlyPeriod, model.SchoolName, $"{model.Days.From.Day}–{RussianDates.Full(model.Days.To)}", Plural.Number(model.SchoolDays)));
        lead.Add(model.DataAsOf is { } asOf ? Phrase.Of(Texts.MonthlyData, RussianDates.Moment(asOf)) : Texts.MonthlyDataUnread);
        if (model.ObserveUntil is { } until)
        {
            lead.Add(Phrase.Of(Texts.LeadTrial, RussianDates.Full(until)));
        }

        if (!model.Orphans.IsEmpty)
        {
            lead.Add(Phrase.Of(Texts.LeadOrphans, string.Join(", ", model.Orphans)));
        }

        return lead.ToImmutable();
    }

    private static ImmutableArray<LetterPart> Parts(MonthlyLetterModel model)
    {
        var parts = ImmutableArray.CreateBuilder<LetterPart>();
        parts.Add(Summary(model));
        parts.Add(model.Total.NotChecked == 0
            ? new SentencePart(Texts.HeadingNotChecked, [Texts.MonthlyAllChecked])
            : new SentencePart(Texts.HeadingNotChecked, [Phrase.Of(Texts.MonthlyNotChecked, Share.Of(model.Total.NotChecked, model.Total.Lessons)), Texts.NotCheckedEnd]));
        if (model.Total.Excused > 0)
        {
            parts.Add(new SentencePart(Texts.HeadingNotCounted, [Phrase.Of(Texts.MonthlyExcused, Plural.Of(model.Total.Excused, Texts.FormsLesson))]));
        }

        if (!model.Silent.IsEmpty)
        {
            parts.Add(new SentencePart(Texts.HeadingSilent, [string.Join(", ", model.Silent) + "."]));
        }

        if (!model.Open.IsEmpty)
        {
            parts.Add(new TablePart(Texts.HeadingOpen, [Texts.ColumnRule, Texts.ColumnCount], [.. model.Open.Select(rule => ImmutableArray.Create(rule.Title, Plural.Number(rule.Count)))], Phrase.Of(Texts.Pointer, model.SchoolId)));
        }

        parts.Add(Table(Texts.HeadingByClass, Texts.ColumnClass, model.Classes));
        parts.Add(Table(Texts.HeadingByTeacher, Texts.ColumnTeacher, model.Teachers));
        return parts.ToImmutable();
    }

    private static TablePart Summary(MonthlyLetterModel model)
    {
        var total = model.Total;
        return new TablePart(Texts.HeadingSummary, [Texts.ColumnIndicator, Texts.ColumnValue],
        [
            [Texts.RowTeachers, Phrase.Of(Texts.ShareFew, Plural.Number(model.Teachers.Length - model.Silent.Length), Plural.Number(model.Teachers.Length))],
            [Texts.RowTopic, Share.Of(total.Topic.Entered, total.Topic.Asked)],
            [Texts.RowTopicInTime, Share.InTime(total.Topic)],
            [Texts.RowHomework, Share.Of(total.Homework.Entered, total.Homework.Asked)],
            [Texts.RowHomeworkInTime, Share.InTime(total.Homework)],
            [Texts.RowAttendance, Share.Of(total.Attendance.Entered, total.Attendance.Asked)],
            [Texts.RowAttendanceInTime, Share.InTime(total.Attendance)],
            [Texts.RowMarksInTime, Share.InTime(total.LessonMarks)],
            [Texts.RowMarks, Share.Mean(total.Marks, total.Pupils)],
        ]);
    }

    private static TablePart Table(string heading, string name, ImmutableArray<MonthRow> rows) => new(
        heading,
        [name, Texts.ColumnTopic, Texts.ColumnHomework, Texts.ColumnAttendance, Texts.ColumnInTime, Texts.ColumnMarks],
        [.. rows.Select(row => ImmutableArray.Create(
            row.Name,
            Share.Of(row.Figures.Topic.Entered, row.Figures.Topic.Asked),
            Share.Of(row.Figures.Homework.Entered, row.Figures.Homework.Asked),
            Share.Of(row.Figures.Attendance.Entered, row.Figures.Attendance.Asked),
            Share.InTime(All(row.Figures)),
            Share.Mean(row.Figures.Marks, row.Figures.Pupils)))]);

    private static PartShare All(IndicatorRow row) => row.Topic + row.Homework + row.Attendance + row.LessonMarks;
}

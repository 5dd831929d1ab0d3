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
        lead.Add(Phrase.Of(Texts.MonthlyPeriod, model.SchoolName, $"{model.Days.From.Day}–{RussianDates.Full(model.Days.To)}", SchoolDays(model)));
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

    // Five- and six-day weeks, a quarantine of one class: there is no one number for all.
    private static string SchoolDays(MonthlyLetterModel model) =>
        model.SchoolDays.Fewest == model.SchoolDays.Most ? Plural.Number(model.SchoolDays.Most) : Phrase.Of(Texts.MonthlySchoolDays, model.SchoolDays.Fewest, model.SchoolDays.Most);

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
            parts.Add(new SentencePart(Texts.HeadingSilent, [string.Join(", ", model.Silent)]));
        }

        if (!model.Open.IsEmpty)
        {
            parts.Add(new TablePart(Texts.HeadingOpen, [Texts.ColumnRule, Texts.ColumnCount], [.. model.Open.Select(rule => ImmutableArray.Create(rule.Title, Plural.Number(rule.Count)))], Phrase.Of(Texts.Pointer, model.SchoolId)));
        }

        parts.Add(Table(Texts.HeadingByClass, Texts.ColumnClass, model, model.Classes));
        parts.Add(Table(Texts.HeadingByTeacher, Texts.ColumnTeacher, model, model.Teachers));
        return parts.ToImmutable();
    }

    private static TablePart Summary(MonthlyLetterModel model)
    {
        var total = model.Total;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        rows.Add([Texts.RowTeachers, Phrase.Of(Texts.ShareFew, Plural.Number(model.Teachers.Length - model.Silent.Length), Plural.Number(model.Teachers.Length))]);
        Add(total.Topic, Texts.RowTopic, Texts.RowTopicInTime);
        Add(total.Homework, Texts.RowHomework, Texts.RowHomeworkInTime);
        Add(total.Attendance, Texts.RowAttendance, Texts.RowAttendanceInTime);
        Add(total.LessonMarks, null, Texts.RowMarksInTime);
        rows.Add([Texts.RowMarks, Share.Mean(total.Marks, total.Pupils)]);
        return new TablePart(Texts.HeadingSummary, [Texts.ColumnIndicator, Texts.ColumnValue], rows.ToImmutable());

        // What the source does not show is not a share of nought.
        void Add(PartShare share, string? entered, string inTime)
        {
            if (share.Asked > 0 && entered is not null)
            {
                rows.Add([entered, Share.Of(share.Entered, share.Asked)]);
            }

            if (share.Asked > 0)
            {
                rows.Add([inTime, Share.InTime(share)]);
            }
        }
    }

    private static TablePart Table(string heading, string name, MonthlyLetterModel model, ImmutableArray<MonthRow> rows)
    {
        var attendance = model.Total.Attendance.Asked > 0;
        return new TablePart(
            heading,
            [name, Texts.ColumnTopic, Texts.ColumnHomework, .. attendance ? [Texts.ColumnAttendance] : Array.Empty<string>(), Texts.ColumnInTime, Texts.ColumnMarks],
            [.. rows.Select(row => (ImmutableArray<string>)
            [
                row.Name,
                Share.Of(row.Figures.Topic.Entered, row.Figures.Topic.Asked),
                Share.Of(row.Figures.Homework.Entered, row.Figures.Homework.Asked),
                .. attendance ? [Share.Of(row.Figures.Attendance.Entered, row.Figures.Attendance.Asked)] : Array.Empty<string>(),
                Share.InTime(All(row.Figures)),
                Share.Mean(row.Figures.Marks, row.Figures.Pupils),
            ])]);
    }

    private static PartShare All(IndicatorRow row) => row.Topic + row.Homework + row.Attendance + row.LessonMarks;
}

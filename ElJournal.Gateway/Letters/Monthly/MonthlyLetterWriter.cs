using System.Collections.Immutable;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reviews;
using ElJournal.Rules.Indicators;

namespace ElJournal.Gateway.Letters.Monthly;

/// <summary>Puts a monthly check into words and tables.</summary>
internal static class MonthlyLetterWriter
{
    private const int MostPoints = 30;

    public static LetterDocument Write(MonthlyLetterModel model) =>
        new(Phrase.Of(Texts.SubjectMonthly, RussianDates.Month(model.Days.From), State(model)), Lead(model), Parts(model), [Texts.NeedsPerson, Texts.NoAnswer]);

    private static string State(MonthlyLetterModel model)
    {
        if (model.Review is not null)
        {
            return Texts.SubjectMonthlyReady;
        }

        var open = model.Open.Sum(rule => rule.Count);
        var told = open == 0 ? Texts.SubjectMonthlyNothing : Phrase.Of(Texts.SubjectMonthlyOpen, Plural.Of(open, Texts.FormsFinding));
        return model.Total.NotChecked > 0 ? $"{told}, {Texts.SubjectUnchecked}" : told;
    }

    private static ImmutableArray<string> Lead(MonthlyLetterModel model)
    {
        var lead = ImmutableArray.CreateBuilder<string>();
        lead.Add(Texts.MonthlyTitle);
        lead.Add(Period(model));
        lead.Add(model.DataAsOf is { } asOf ? Phrase.Of(model.Review is null ? Texts.MonthlyData : Texts.MonthlyDataFrozen, RussianDates.Moment(asOf)) : Texts.MonthlyDataUnread);
        if (model.Review is not null)
        {
            lead.Add(Phrase.Of(Texts.MonthlySign, model.SchoolId, $"{model.Days.From:yyyy-MM}"));
        }

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
        parts.Add(new SentencePart(Texts.HeadingNotChecked, Unchecked(model)));
        if (model.Review is { } review)
        {
            if (!review.Points.IsEmpty)
            {
                parts.Add(new NumberedPart(Phrase.Of(Texts.HeadingPoints, review.Points.Length), null, Cut(review.Points)));
            }

            parts.Add(new SentencePart(Texts.HeadingFate, Fate(review)));
        }

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

    /// <summary>The line that names school, period and school days.</summary>
    internal static string Period(MonthlyLetterModel model) =>
        Phrase.Of(Texts.MonthlyPeriod, model.SchoolName, $"{model.Days.From.Day}–{RussianDates.Full(model.Days.To)}", SchoolDays(model));

    /// <summary>What could not be checked, with the reasons where they are known.</summary>
    internal static ImmutableArray<string> Unchecked(MonthlyLetterModel model)
    {
        var unasked = Unasked(model.Total);
        if (model.Total.NotChecked == 0)
        {
            return [unasked.IsEmpty ? Texts.MonthlyAllChecked : Texts.MonthlyOthersChecked, .. unasked];
        }

        var reasons = model.Review is { Unchecked.IsEmpty: false } review
            ? [Phrase.Of(Texts.MonthlyReasons, string.Join("; ", review.Unchecked.Select(each => $"{Daily.DailyLetterLines.Reason(each.Reason)} ({RussianDates.Several(each.From == each.To ? [each.From] : [each.From, each.To])})")))]
            : ImmutableArray<string>.Empty;
        return [Phrase.Of(Texts.MonthlyNotChecked, Share.Of(model.Total.NotChecked, model.Total.Lessons)), .. reasons, Texts.NotCheckedEnd, .. unasked];
    }

    /// <summary>Parts that were asked of no lesson: a reader would else take a missing line for a good one.</summary>
    private static ImmutableArray<string> Unasked(IndicatorRow total)
    {
        var parts = new[] { (total.Topic, Texts.Part_topic), (total.Homework, Texts.Part_homework), (total.Attendance, Texts.Part_attendance) }
            .Where(part => part.Item1 is { Asked: 0, NotChecked: 0 }).Select(part => part.Item2).ToList();
        return parts.Count == 0 ? [] : [Phrase.Of(Texts.MonthlyUnasked, string.Join(", ", parts))];
    }

    /// <summary>What became of the review before.</summary>
    internal static ImmutableArray<string> Fate(ReviewFacts review)
    {
        if (review.Fate is not { } fate)
        {
            return [Texts.FateNone];
        }

        var lines = ImmutableArray.CreateBuilder<string>();
        lines.Add(fate.Asked == 0
            ? Phrase.Of(Texts.FateNothing, RussianDates.Month(fate.Month))
            : Phrase.Of(Texts.FateCounts, RussianDates.Month(fate.Month), Plural.Of(fate.Asked, Texts.FormsPoint), fate.Asked - fate.Left.Length, fate.Left.Length));
        lines.AddRange(fate.Left.Select(point => Phrase.Of(Texts.FateLeft, point.Text)));
        if (fate.Note is { } note)
        {
            lines.Add(Phrase.Of(Texts.FateNote, note));
        }

        return lines.ToImmutable();
    }

    /// <summary>The indicators: name and value, and where the month before is known its value and the difference.</summary>
    internal static ImmutableArray<ImmutableArray<string>> SummaryRows(MonthlyLetterModel model)
    {
        var (total, before) = (model.Total, model.Review?.Previous?.Total);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var working = model.Teachers.Length - model.Silent.Length;
        Row(Texts.RowTeachers, Phrase.Of(Texts.ShareFew, Plural.Number(working), Plural.Number(model.Teachers.Length)), previous => (
            Phrase.Of(Texts.ShareFew, Plural.Number(previous.Teachers.Length - previous.TeachersWithoutEntries.Length), Plural.Number(previous.Teachers.Length)),
            Share.Change(working - previous.Teachers.Length + previous.TeachersWithoutEntries.Length)));
        Add(total.Topic, before?.Topic, Texts.RowTopic, Texts.RowTopicInTime);
        Add(total.Homework, before?.Homework, Texts.RowHomework, Texts.RowHomeworkInTime);
        Add(total.Attendance, before?.Attendance, Texts.RowAttendance, Texts.RowAttendanceInTime);
        Add(total.LessonMarks, before?.LessonMarks, null, Texts.RowMarksInTime);
        Row(Texts.RowMarks, Share.Mean(total.Marks, total.Pupils), previous => (Share.Mean(previous.Total.Marks, previous.Total.Pupils), Share.Change(total.Marks, total.Pupils, previous.Total.Marks, previous.Total.Pupils)));
        if (model.Review?.SignIns is { } signIns)
        {
            Row(Texts.RowPupilsSignedIn, Share.Of(signIns.Pupils, signIns.OfPupils), null);
            if (signIns.Parents is { } parents)
            {
                Row(Texts.RowParentsSignedIn, Share.Of(parents, signIns.OfPupils), null);
            }
        }

        return rows.ToImmutable();

        // What the source does not show is not a share of nought.
        void Add(PartShare share, PartShare? previous, string? entered, string inTime)
        {
            if (share.Asked > 0 && entered is not null)
            {
                Row(entered, Share.Of(share.Entered, share.Asked), _ => previous is { Asked: > 0 } known ? (Share.Of(known.Entered, known.Asked), Share.ChangeOfShare((share.Entered, share.Asked), (known.Entered, known.Asked))) : (Texts.NoFigures, "–"));
            }

            if (share.Asked > 0)
            {
                Row(inTime, Share.InTime(share), _ => previous is { Asked: > 0 } known ? (Share.InTime(known), Share.ChangeOfShare((share.InTime, share.Asked), (known.InTime, known.Asked))) : (Texts.NoFigures, "–"));
            }
        }

        void Row(string name, string value, Func<MonthlyIndicators, (string Value, string Change)>? previous)
        {
            if (model.Review?.Previous is not { } known)
            {
                rows.Add([name, value]);
                return;
            }

            var (earlier, change) = previous?.Invoke(known) ?? (Texts.NoFigures, "–");
            rows.Add([name, value, earlier, change]);
        }
    }

    internal static PartShare All(IndicatorRow row) => row.Topic + row.Homework + row.Attendance + row.LessonMarks;

    private static ImmutableArray<string> Cut(ImmutableArray<string> points) =>
        points.Length <= MostPoints ? points : [.. points.Take(MostPoints), Phrase.Of(Texts.MorePoints, points.Length - MostPoints)];

    private static TablePart Summary(MonthlyLetterModel model) => new(
        Texts.HeadingSummary,
        model.Review?.Previous is null
            ? [Texts.ColumnIndicator, Texts.ColumnValue]
            : [Texts.ColumnIndicator, RussianDates.MonthName(model.Days.From), RussianDates.MonthName(model.Days.From.AddMonths(-1)), Texts.ColumnChange],
        SummaryRows(model));

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
}

using System.Collections.Immutable;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reviews;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Indicators;

namespace ElJournal.Gateway.Letters.Staff;

/// <summary>The results of a month's review as they are brought to one teacher: the own rows, and to a class teacher the own class by subject. Nobody sees a colleague's row or a place in a list.</summary>
internal static class StaffResults
{
    public static IEnumerable<LetterPart> Own(ReviewContent review, IReadOnlyCollection<string> teachers)
    {
        var own = MonthlyIndicators.Of(review.Days, review.Rows.Where(row => row.TeacherId is { } id && teachers.Contains(id)));
        if (own.Total.Lessons == 0)
        {
            yield break;
        }

        var rows = own.Rows.GroupBy(row => (row.RootClassId, row.SubjectId))
            .Select(group => (Name: $"{Class(review, group.Key.RootClassId)}, {Subject(review, group.Key.SubjectId)}", Grade: Grade(review, group.Key.RootClassId), Row: MonthlyIndicators.Of(review.Days, group).Total))
            .OrderBy(row => row.Grade).ThenBy(row => row.Name, StringComparer.OrdinalIgnoreCase).Select(row => (row.Name, row.Row));
        yield return Table(Phrase.Of(Texts.StaffHeadingResults, RussianDates.Month(review.Month).ToUpperInvariant()), Texts.StaffColumnLessons, rows);
        var open = review.Findings.Where(each => each.TeacherId is { } id && teachers.Contains(id) && !each.Open.IsEmpty).GroupBy(each => each.Title, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (open.Count > 0)
        {
            yield return new NumberedPart(Texts.StaffHeadingOpen, null, [.. open.Select(group => $"{group.Key}: {Plural.Number(group.Sum(each => each.Open.Length))}")]);
        }
    }

    public static IEnumerable<LetterPart> OwnClass(ReviewContent review, string classId, string name)
    {
        var own = MonthlyIndicators.Of(review.Days, review.Rows.Where(row => row.RootClassId == classId));
        if (own.Total.Lessons > 0)
        {
            yield return Table(
                Phrase.Of(Texts.StaffHeadingClassResults, name, RussianDates.Month(review.Month).ToUpperInvariant()),
                Texts.StaffColumnSubject,
                own.BySubject.Select(row => (Name: Subject(review, row.SubjectId), Row: row)).OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase).Append((Texts.StaffTotal, own.Total)));
        }
    }

    private static TablePart Table(string heading, string name, IEnumerable<(string Name, IndicatorRow Row)> rows) => new(
        heading,
        [name, Texts.ColumnTopic, Texts.ColumnHomework, Texts.ColumnInTime, Texts.ColumnMarks],
        [.. rows.Select(row => ImmutableArray.Create(
            row.Name,
            Share.Of(row.Row.Topic.Entered, row.Row.Topic.Asked),
            Share.Of(row.Row.Homework.Entered, row.Row.Homework.Asked),
            Share.InTime(MonthlyLetterWriter.All(row.Row)),
            Share.Mean(row.Row.Marks, row.Row.Pupils)))]);

    private static string Class(ReviewContent review, string? id) => id is not null && review.Classes.TryGetValue(id, out var group) ? group.Name : Texts.ClassUnnamed;

    private static int Grade(ReviewContent review, string? id) => id is not null && review.Classes.TryGetValue(id, out var group) ? group.Grade ?? int.MaxValue : int.MaxValue;

    private static string Subject(ReviewContent review, string? id) => id is null ? Reports.ReportTexts.Unnamed : SubjectPhrase.InSentence(review.Subjects.GetValueOrDefault(id, id));
}

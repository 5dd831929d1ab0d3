using System.Collections.Immutable;
using System.Globalization;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reviews;
using ElJournal.Gateway.Web.Documents;

namespace ElJournal.Gateway.Web.Pages;

/// <summary>What people have decided: teachers excused, days, reviews.</summary>
internal sealed class DecisionPages(Excuses excuses, UnforeseenDays days, ReviewStore reviews, LedgerDatabase database, TimeProvider clock)
{
    private const int Listed = 100;

    public async Task<PageDocument> OfAsync(SchoolRuntime school, Visitor visitor, CancellationToken cancellationToken)
    {
        var today = school.DayOf(clock.GetUtcNow());
        var blocks = ImmutableArray.CreateBuilder<PageBlock>();
        blocks.Add(new TableBlock(
            WebTexts.HeadingReviews,
            [WebTexts.ColumnMonth, WebTexts.ColumnMade, WebTexts.ColumnAcknowledged],
            [.. (await reviews.ListAsync(school, cancellationToken)).Select(review => new TableLine([
                RussianDates.Month(review.Month), RussianDates.MomentWithYear(review.MadeAt),
                review.Acknowledged.Count == 0 ? WebTexts.NotAcknowledged : string.Join("; ", review.Acknowledged.Select(each => $"{each.By}, {RussianDates.Moment(each.At)}"))])
            {
                Forms = visitor.MayDecide && review.Acknowledged.Count == 0
                    ? [new FormBlock(WebTexts.ActAcknowledge, Address.Act(school, Acts.Acknowledge), [new FormField("note", WebTexts.FieldNote) { Optional = true }], WebTexts.ActAcknowledge) { Hidden = [new NamedValue("month", Address.Month(review.Month))] }]
                    : [],
            })],
            WebTexts.NoReviews));
        blocks.Add(new TableBlock(
            WebTexts.HeadingExcuses,
            [WebTexts.ColumnTeacher, WebTexts.ColumnDays, WebTexts.ColumnReason, WebTexts.ColumnBy],
            [.. (await excuses.ListAsync(school, cancellationToken)).OrderByDescending(excuse => excuse.From).Take(Listed).Select(excuse => new TableLine([excuse.Teacher ?? excuse.TeacherId, RussianDates.Span(excuse.From, excuse.To), excuse.Reason, excuse.By])
            {
                Forms = visitor.MayDecide ? [Removal(school, Acts.ExcuseRemove, excuse.Id)] : [],
            })],
            WebTexts.NoExcuses));
        if (visitor.MayDecide)
        {
            blocks.Add(new FormBlock(WebTexts.ActExcuse, Address.Act(school, Acts.ExcuseAdd), ExcuseFields(await TeachersAsync(school, cancellationToken), today), WebTexts.ActExcuse));
        }

        blocks.Add(new TableBlock(
            WebTexts.HeadingDays,
            [WebTexts.ColumnClass, WebTexts.ColumnDays, WebTexts.ColumnKind, WebTexts.ColumnReason, WebTexts.ColumnBy],
            [.. (await days.ListAsync(school, cancellationToken)).OrderByDescending(day => day.From).Take(Listed).Select(day => new TableLine([day.Class ?? WebTexts.WholeSchool, RussianDates.Span(day.From, day.To), Words.DayKind(day.Kind), day.Reason, day.By])
            {
                Forms = visitor.MayDecide ? [Removal(school, Acts.DayRemove, day.Id)] : [],
            })],
            WebTexts.NoDays));
        if (visitor.MayDecide)
        {
            blocks.Add(new FormBlock(
                WebTexts.ActDay,
                Address.Act(school, Acts.DayAdd),
                [
                    new FormField("class", WebTexts.FieldClass) { Optional = true },
                    .. Days(today),
                    new FormField("kind", WebTexts.ColumnKind, "select") { Choices = [.. UnforeseenDays.Kinds.Select(kind => new NamedValue(kind, Words.DayKind(kind)))] },
                    new FormField("reason", WebTexts.FieldReason),
                ],
                WebTexts.ActDay));
        }

        return new PageDocument(WebTexts.TitleDecisions, blocks.ToImmutable());
    }

    /// <summary>What is asked about a teacher who is to be excused.</summary>
    public static ImmutableArray<FormField> ExcuseFields(IEnumerable<NamedValue> teachers, DateOnly day) =>
    [
        new FormField("teacher", WebTexts.ColumnTeacher, "select") { Choices = [.. teachers] },
        .. Days(day),
        new FormField("reason", WebTexts.FieldReason),
    ];

    private static ImmutableArray<FormField> Days(DateOnly day) =>
        [new FormField("from", WebTexts.FieldFrom, "date") { Value = Address.Day(day) }, new FormField("to", WebTexts.FieldTo, "date") { Value = Address.Day(day) }];

    private static FormBlock Removal(SchoolRuntime school, string act, long id) =>
        new(WebTexts.ActRemove, Address.Act(school, act), [new FormField("reason", WebTexts.FieldReason) { Optional = true }], WebTexts.ActRemove) { Hidden = [new NamedValue("id", id.ToString(CultureInfo.InvariantCulture))] };

    private async Task<IReadOnlyList<NamedValue>> TeachersAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var names = await SchoolNames.LoadAsync(connection, school.Id, cancellationToken);
        return [.. names.Teachers.Select(teacher => new NamedValue(teacher.Id, teacher.ShortName)).OrderBy(teacher => teacher.Value, StringComparer.Ordinal)];
    }
}

using System.Collections.Immutable;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Web.Documents;

namespace ElJournal.Gateway.Web.Pages;

/// <summary>All schools at a glance, and one school's day.</summary>
internal sealed class SchoolPages(TodayChain chain, JobHistory jobs, TimeProvider clock)
{
    /// <summary>So many schools on one page; a region has hundreds.</summary>
    public const int OnOnePage = 40;

    public async Task<PageDocument> OverviewAsync(Visitor visitor, int page, CancellationToken cancellationToken)
    {
        var pages = Math.Max(1, (visitor.Schools.Count + OnOnePage - 1) / OnOnePage);
        page = Math.Clamp(page, 1, pages);
        var blocks = ImmutableArray.CreateBuilder<PageBlock>();
        foreach (var school in visitor.Schools.Skip((page - 1) * OnOnePage).Take(OnOnePage))
        {
            blocks.Add(new ChainBlock(school.Options.Name, Address.Of(school), await chain.OfAsync(school, cancellationToken)));
        }

        return new PageDocument(WebTexts.TitleOverview, blocks.ToImmutable())
        {
            Lead = visitor.Schools is [var first, ..] ? RussianDates.WithWeekDay(first.DayOf(clock.GetUtcNow())) : null,
            Navigation = pages == 1 ? [] : [.. Enumerable.Range(1, pages).Select(number => new PageLink(Phrase.Of(WebTexts.PageNumber, number), number == page ? null : FormattableString.Invariant($"/?page={number}")))],
        };
    }

    public async Task<PageDocument> SchoolAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var states = await jobs.OfAsync(school, now, cancellationToken);
        return new PageDocument(school.Options.Name, [
            new ChainBlock(WebTexts.HeadingToday, null, await chain.OfAsync(school, cancellationToken)),
            new TableBlock(
                WebTexts.HeadingJobs,
                [WebTexts.ColumnJob, WebTexts.ColumnState, WebTexts.ColumnLast, WebTexts.ColumnNext],
                [.. states.Select(state => new TableLine([state.Job.Title, StateOf(state, now), Moment(school, state.LastSuccess), Moment(school, state.Next)]))],
                WebTexts.NothingScheduled),
        ])
        {
            Lead = RussianDates.WithWeekDay(school.DayOf(now)),
        };
    }

    private static string StateOf(JobState state, DateTimeOffset now) =>
        state.HasFailed ? WebTexts.Failed
        : state.IsStuck(now) ? WebTexts.JobStuck
        : state.Waiting is not null ? WebTexts.Running
        : state.Ended is null ? WebTexts.NotYet
        : state.Ended.Status == Scheduling.Model.SlotStatus.Skipped ? WebTexts.JobSkipped
        : Phrase.Of(WebTexts.JobDone, Moment(state.Ended, state.Ended.FinishedAt));

    private static string Moment(SchoolRuntime school, DateTimeOffset? moment) => moment is { } known ? RussianDates.Moment(school.Local(known)) : "–";

    private static string Moment(Scheduling.Model.SlotRow slot, long? finished) => finished is { } at ? Plural.Of((int)Math.Max(1, Math.Min(int.MaxValue, (at - (slot.StartedAt ?? at)) / 1000)), WebTexts.Seconds) : "";
}

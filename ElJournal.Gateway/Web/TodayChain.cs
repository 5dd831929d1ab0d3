using System.Collections.Immutable;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Gateway.Web.Documents;
using ElJournal.Rules.Calendar;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Web;

/// <summary>How today stands: read, checked, told, delivered.</summary>
internal sealed class TodayChain(LedgerDatabase database, JobHistory jobs, SchoolDays days, TimeProvider clock)
{
    public async Task<ImmutableArray<ChainStep>> OfAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = school.DayOf(now);
        var open = await days.IsSchoolDayAsync(school, today, cancellationToken);
        var states = (await jobs.OfAsync(school, now, cancellationToken)).ToDictionary(state => state.Job.Name, StringComparer.Ordinal);
        await using var context = await database.ReadAsync(cancellationToken);
        var scene = new Scene(school, context, today, new SchoolCalendar(school.Calendar, school.Zone).At(today, TimeOnly.MinValue).ToStored(), open, states);
        return
        [
            await ReadAsync(scene, cancellationToken),
            await CheckedAsync(scene, cancellationToken),
            await ToldAsync(scene, cancellationToken),
            await DeliveredAsync(scene, cancellationToken),
        ];
    }

    private static async Task<ChainStep> ReadAsync(Scene scene, CancellationToken cancellationToken)
    {
        var books = await scene.Context.Set<Book>().AsNoTracking().Where(book => book.School == scene.School.Id).Select(book => book.Id).ToListAsync(cancellationToken);
        var completed = await scene.Context.Set<ScopeReadRow>().Where(read => books.Contains(read.Book)).MaxAsync(read => (long?)read.Completed, cancellationToken);
        var unread = await scene.Context.Set<NotCheckedRow>().Where(row => row.School == scene.School.Id && row.Day == scene.Today.DayNumber).Select(row => row.Class).Distinct().CountAsync(cancellationToken);
        var details = new List<string>();
        if (completed is > 0 and { } last)
        {
            details.Add(Phrase.Of(WebTexts.ReadLast, scene.Moment(last)));
        }

        if (unread > 0)
        {
            details.Add(Phrase.Of(WebTexts.ReadUnread, Plural.Of(unread, WebTexts.Scopes)));
        }

        return completed is null or 0 ? Step(scene, WebTexts.StepRead, PageTone.Waiting, WebTexts.ReadNever, details, JobCatalog.Sync)
            : completed < scene.Midnight ? Step(scene, WebTexts.StepRead, scene.Open && Failed(scene, JobCatalog.Sync) ? PageTone.Bad : PageTone.Waiting, WebTexts.ReadNotToday, details, JobCatalog.Sync)
            : unread > 0 ? Step(scene, WebTexts.StepRead, PageTone.Attention, WebTexts.ReadPartly, details)
            : Step(scene, WebTexts.StepRead, PageTone.Good, WebTexts.ReadDone, details);
    }

    private static async Task<ChainStep> CheckedAsync(Scene scene, CancellationToken cancellationToken)
    {
        var findings = await scene.Context.Set<FindingRow>().CountAsync(row => row.School == scene.School.Id && row.Status == FindingStatus.Open, cancellationToken);
        var judged = await scene.Context.Set<JudgedStateRow>().Where(row => row.School == scene.School.Id).Select(row => (long?)row.JudgedAt).FirstOrDefaultAsync(cancellationToken);
        var details = new List<string>();
        if (judged is { } at)
        {
            details.Add(Phrase.Of(WebTexts.CheckedLast, scene.Moment(at)));
        }

        details.Add(findings == 0 ? WebTexts.CheckedNothing : Phrase.Of(WebTexts.CheckedOpen, Plural.Of(findings, WebTexts.Findings)));
        if (!scene.Open)
        {
            return Step(scene, WebTexts.StepChecked, PageTone.None, WebTexts.NoSchoolDay, details);
        }

        return scene.Slot(JobCatalog.DailyCheck)?.Status switch
        {
            SlotStatus.Done => Step(scene, WebTexts.StepChecked, findings > 0 ? PageTone.Attention : PageTone.Good, WebTexts.CheckedDone, details),
            SlotStatus.Failed => Step(scene, WebTexts.StepChecked, PageTone.Bad, WebTexts.Failed, details),
            SlotStatus.Due or SlotStatus.Running => Step(scene, WebTexts.StepChecked, PageTone.Waiting, WebTexts.Running, details),
            _ => Step(scene, WebTexts.StepChecked, PageTone.Waiting, WebTexts.NotYet, details, JobCatalog.DailyCheck),
        };
    }

    private static async Task<ChainStep> ToldAsync(Scene scene, CancellationToken cancellationToken)
    {
        var letters = await scene.Context.Set<LetterRow>().AsNoTracking()
            .Where(letter => letter.School == scene.School.Id && (letter.CreatedAt >= scene.Midnight || letter.Status == LetterStatus.Queued))
            .GroupBy(letter => letter.Status).Select(group => new { Status = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        int Of(LetterStatus status) => letters.Find(group => group.Status == status)?.Count ?? 0;
        var (sent, queued, refused) = (Of(LetterStatus.Sent), Of(LetterStatus.Queued), Of(LetterStatus.Failed));
        var details = new List<string>();
        if (sent > 0)
        {
            details.Add(Phrase.Of(WebTexts.ToldSent, Plural.Of(sent, WebTexts.Letters)));
        }

        if (queued > 0)
        {
            details.Add(Phrase.Of(WebTexts.ToldQueued, Plural.Of(queued, WebTexts.Letters)));
        }

        if (refused > 0)
        {
            details.Add(Phrase.Of(WebTexts.ToldRefused, Plural.Of(refused, WebTexts.Letters)));
        }

        return refused > 0 ? Step(scene, WebTexts.StepTold, PageTone.Bad, WebTexts.ToldRefusedState, details)
            : queued > 0 ? Step(scene, WebTexts.StepTold, PageTone.Attention, WebTexts.ToldQueuedState, details)
            : sent > 0 ? Step(scene, WebTexts.StepTold, PageTone.Good, WebTexts.ToldDone, details)
            : Step(scene, WebTexts.StepTold, PageTone.None, WebTexts.ToldNothing, details);
    }

    private static async Task<ChainStep> DeliveredAsync(Scene scene, CancellationToken cancellationToken)
    {
        var routes = await scene.Context.Set<RouteRow>().AsNoTracking().Where(route => route.School == scene.School.Id).ToListAsync(cancellationToken);
        var ids = routes.ConvertAll(route => route.Id);
        var proofs = await scene.Context.Set<RouteDayRow>().AsNoTracking().Where(day => ids.Contains(day.Route) && day.Day == scene.Today.DayNumber).ToListAsync(cancellationToken);
        var (tone, details) = (PageTone.None, new List<string>());
        foreach (var configured in scene.School.Options.Routes)
        {
            var route = routes.Find(row => row.Name == configured.Name);
            var proof = route is null ? null : proofs.Find(day => day.Route == route.Id);
            var (each, text) = route?.Stopped is not null ? (PageTone.Bad, WebTexts.RouteStopped)
                : proof is { ProvedAt: { } at } ? (PageTone.Good, Phrase.Of(WebTexts.RouteProved, RussianDates.Time(TimeOnly.FromDateTime(scene.School.Local(Instants.FromStored(at)).DateTime))))
                : proof is { Failure: not null } ? (PageTone.Bad, WebTexts.RouteFailed)
                : proof is { Pending: > 0 } ? (PageTone.Attention, Phrase.Of(WebTexts.RoutePending, Plural.Of(proof.Pending, WebTexts.Records)))
                : (PageTone.Waiting, NextOf(scene, configured.Schedule is null ? JobCatalog.Export : JobCatalog.ExportOf(configured.Name).Name) ?? WebTexts.NotYet);
            tone = each > tone ? each : tone;
            details.Add($"{configured.Name}: {text}");
        }

        return new ChainStep(WebTexts.StepDelivered, tone, tone switch
        {
            PageTone.Good => WebTexts.DeliveredDone,
            PageTone.Waiting => WebTexts.NotYet,
            PageTone.Attention => WebTexts.DeliveredPartly,
            PageTone.Bad => WebTexts.Failed,
            _ => WebTexts.NoRoutes,
        }, [.. details]);
    }

    private static ChainStep Step(Scene scene, string name, PageTone tone, string state, List<string> details, string? job = null)
    {
        if (job is not null && NextOf(scene, job) is { } next)
        {
            details.Add(next);
        }

        return new ChainStep(name, tone, state, [.. details]);
    }

    private static bool Failed(Scene scene, string job) => scene.States.TryGetValue(job, out var state) && state.HasFailed;

    private static string? NextOf(Scene scene, string job) =>
        scene.States.TryGetValue(job, out var state) && state.Next is { } next ? Phrase.Of(WebTexts.Next, scene.Moment(next.ToStored())) : null;

    private sealed record Scene(SchoolRuntime School, LedgerContext Context, DateOnly Today, long Midnight, bool Open, IReadOnlyDictionary<string, JobState> States)
    {
        /// <summary>Today's slot of a job, ended or not.</summary>
        public SlotRow? Slot(string job) => States.TryGetValue(job, out var state)
            ? new[] { state.Waiting, state.Ended }.FirstOrDefault(slot => slot is not null && slot.Due >= Midnight)
            : null;

        public string Moment(long stored) => RussianDates.Moment(School.Local(Instants.FromStored(stored)), [Today]);
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Web;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>Queues the daily letters to the deputy directors.</summary>
internal sealed class DailyLetters(ILetterFeed feed, LetterQueue queue, LetterRenderer renderer, SchoolDays schoolDays, LetterLinks links)
{
    /// <summary>How many earlier days are looked at again for causes; what lies further back is listed singly.</summary>
    private const int EarlierDays = 10;

    /// <summary>Queues one letter per deputy about the days, however many.</summary>
    /// <param name="school">The school.</param>
    /// <param name="days">Days with lessons.</param>
    /// <param name="late">Whether they are told after their time; the letter says so.</param>
    /// <param name="lease">The right to write.</param>
    /// <returns>What was queued; empty when there is nothing to tell.</returns>
    /// <exception cref="GatewayException">The school has no deputy director to write to.</exception>
    public async Task<IReadOnlyList<LetterRow>> QueueAsync(SchoolRuntime school, IReadOnlyCollection<DateOnly> days, bool late, SchoolLease lease, CancellationToken cancellationToken)
    {
        var deputies = DeputyCare.Required(school);
        if (days.Count == 0 || string.Equals(school.Options.Letters.Deputy, "off", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var overviews = new Dictionary<DateOnly, DayOverview>();
        async Task<ImmutableArray<DayOverview>> OverviewsAsync(IEnumerable<DateOnly> wanted)
        {
            var found = ImmutableArray.CreateBuilder<DayOverview>();
            foreach (var day in wanted.Distinct().Order())
            {
                found.Add(overviews.TryGetValue(day, out var known) ? known : overviews[day] = await feed.DayAsync(school, day, cancellationToken));
            }

            return found.ToImmutable();
        }

        var isSchoolDay = await schoolDays.OfAsync(school, cancellationToken);
        if (IsWeekly(school))
        {
            days = [.. (await OverviewsAsync(WeeksOf(days, isSchoolDay))).Where(day => day.NotChecked.Count > 0 || day.Lessons.Any(lesson => lesson.Outcome != LessonOutcome.NotCounted)).Select(day => day.Day)];
            if (days.Count == 0)
            {
                return [];
            }
        }

        var queued = new List<LetterRow>();

        // Before the transaction: looking at days takes long, and meanwhile no other school of the file could write.
        _ = await OverviewsAsync(Earlier(await OverviewsAsync(days)));
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var blocking = await transaction.Context.Set<FindingBlockRow>().Where(block => block.School == school.Id).Select(block => block.Finding).Distinct().ToListAsync(cancellationToken);
        foreach (var deputy in deputies)
        {
            // After days without mail one letter tells of all of them.
            var waiting = await LetterQueue.WaitingAsync(transaction.Context, school.Id, LetterKind.Daily, deputy.Person.Address, days.Max(), cancellationToken);
            var told = await ToldHistory.ReadAsync(transaction.Context, school.Id, deputy.Person, [.. waiting.Select(letter => letter.Id)], cancellationToken);
            var covered = await OverviewsAsync(days.Concat(await LetterQueue.DaysOfAsync(transaction.Context, waiting, cancellationToken)));
            var input = new DailyLetterInput
            {
                SchoolId = school.Id,
                SchoolName = school.Options.Name,
                Zone = school.Zone,
                Care = deputy,
                Days = covered,
                Earlier = await OverviewsAsync(Earlier(covered)),
                Told = told.Sections,
                Entered = told.Entered,
                Blocking = blocking.ToFrozenSet(StringComparer.Ordinal),
                RuleTitle = rule => RuleCatalog.Find(rule)?.Info.Title ?? rule,
                SchoolDays = (from, to) => CountSchoolDays(isSchoolDay, from, to),
                LateRun = late,
                Replaces = waiting.Count > 0,
                ObserveUntil = school.Options.ObserveUntil,
            };
            if (await QueueAsync(transaction, school, deputy, input, waiting, cancellationToken) is { } letter)
            {
                queued.Add(letter);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return queued;
    }

    /// <summary>Whether deputies are written to once a week, on its last school day, about all of it.</summary>
    public static bool IsWeekly(SchoolRuntime school) => string.Equals(school.Options.Letters.Deputy, "weekly", StringComparison.OrdinalIgnoreCase);

    /// <summary>The school days of the weeks whose last one is among the days.</summary>
    internal static IEnumerable<DateOnly> WeeksOf(IEnumerable<DateOnly> days, Func<DateOnly, bool> isSchoolDay) => days.SelectMany(last =>
    {
        var place = ((int)last.DayOfWeek + 6) % 7;
        return Enumerable.Range(1, 6 - place).Any(ahead => isSchoolDay(last.AddDays(ahead))) ? [] : Enumerable.Range(0, place).Select(back => last.AddDays(back - place)).Where(isSchoolDay).Append(last);
    }).Distinct();

    /// <summary>The day that a letter written now is about: the latest with lessons whose daily check is past; with <c>SendAt</c> the latest whose morning has come.</summary>
    /// <returns><see langword="null"/> when no day of the last two weeks has lessons.</returns>
    public async Task<DateOnly?> DueDayAsync(SchoolRuntime school, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var local = school.Local(now);
        var today = DateOnly.FromDateTime(local.DateTime);
        var last = school.Options.Letters.SendAt switch
        {
            null => ScheduleTable.HasCome(school, JobCatalog.DailyCheck, now) ? today : today.AddDays(-1),
            { } sendAt when TimeOnly.FromDateTime(local.DateTime) >= sendAt => today.AddDays(-1),
            _ => today.AddDays(-2),
        };
        return await feed.LatestTaughtAsync(school, new DayRange(last.AddDays(1 - LetterDays.LongestBreak), last).Days(), (_, _) => true, cancellationToken);
    }

    private async Task<LetterRow?> QueueAsync(LedgerTransaction transaction, SchoolRuntime school, DeputyCare deputy, DailyLetterInput input, List<LetterRow> waiting, CancellationToken cancellationToken)
    {
        var day = input.Days[^1].Day;
        var known = await transaction.Context.Set<LetterRow>()
            .Where(letter => letter.School == school.Id && letter.Kind == LetterKind.Daily && letter.Day == day.DayNumber && letter.RecipientAddress == deputy.Person.Address)
            .OrderBy(letter => letter.Sequence)
            .ToListAsync(cancellationToken);

        // One that was refused for good told nobody anything: it goes again as what there is to tell now.
        var before = known.FindAll(letter => letter.Status != LetterStatus.Failed);
        var (model, told) = DailyLetterBuilder.Build(input);
        var due = waiting.Count > 0 || (before.Count == 0 && model.Totals.Lessons > 0) ? !model.IsQuiet || school.Options.Letters.OnQuietDays
            : before.Count == 0 ? model.HasNews || model.SomethingUnchecked
            : told.Any(finding => finding.Section is not (LetterSection.Left or LetterSection.Info)) && model.HasNews;
        if (!due)
        {
            // What the letters that wait would tell has been put right.
            queue.Withdraw(transaction, waiting);
            return null;
        }

        var document = DailyLetterWriter.Write(model);
        if (model.Example is not null && links.For(LetterLinks.Excuse, school.Id, deputy.Person.Name, day) is { } link)
        {
            document = document with { Closing = document.Closing.Insert(0, Phrase.Of(WebTexts.LetterExcuse, link)) };
        }

        var letter = new Letter(school.Id, LetterKind.Daily, day, deputy.Person, document.Subject, LetterRenderer.Text(document), await renderer.HtmlAsync(document))
        {
            Sequence = known.LastOrDefault() is { } last ? last.Sequence + (last.Status == LetterStatus.Failed ? 0 : 1) : 1,
            AgainIfRefused = true,
            Findings = told,
        };
        var queued = await queue.EnqueueAsync(transaction, letter, cancellationToken);
        queue.Replace(transaction, waiting, queued);
        return queued;
    }

    /// <summary>Earlier days that still lack something.</summary>
    private static IEnumerable<DateOnly> Earlier(ImmutableArray<DayOverview> days)
    {
        var told = days.Select(day => day.Day).ToHashSet();
        return days[^1].Findings.Where(finding => finding is { Status: FindingStatus.Open, State: FindingState.Missing } && finding.Day < days[^1].Day && !told.Contains(finding.Day)).Select(finding => finding.Day).Distinct().OrderDescending().Take(EarlierDays);
    }

    /// <summary>Which school day the last one is, counted from the first.</summary>
    internal static int CountSchoolDays(Func<DateOnly, bool> isSchoolDay, DateOnly from, DateOnly to)
    {
        var count = 1;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            count += isSchoolDay(day) ? 1 : 0;
        }

        return count;
    }
}

using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Letters;
using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Web;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Judging;

/// <content>The daily letters to the school's one deputy director.</content>
internal sealed partial class JudgedWorld
{
    /// <summary>How far back what a letter leaves out is looked for.</summary>
    public const int DaysLookedAt = 5;

    /// <summary>Judges, and writes the letter that is due now, if there is anything to tell. It goes out at once, waits for a mail server that is down, or is refused for good.</summary>
    /// <param name="fate">What becomes of it.</param>
    public async Task<ToldLetter?> WriteLetterAsync(LetterStatus fate)
    {
        await JudgeAsync();
        var (database, clock) = (world.Database, world.Clock);
        var feed = new JudgingFeed(database, scenes, new FindingQueries(database), new NotCheckedQueries(database, scenes, clock), clock);
        await using var renderer = new LetterRenderer();
        var links = new LetterLinks(new GatewayConfiguration(new GatewayOptions(), Path.Combine(world.Folder, "eljournal.json")), new MachineClock(clock));
        var letters = new DailyLetters(feed, new LetterQueue(clock), renderer, new SchoolDays(database, new Books(database)), links);
        if (await letters.DueDayAsync(school, clock.GetUtcNow(), CancellationToken.None) is not { } day)
        {
            return null;
        }

        var queued = await world.InLeaseAsync(lease => letters.QueueAsync(school, [day], late: false, lease, CancellationToken.None));
        if (queued.Count == 0)
        {
            return null;
        }

        await using var context = await database.ReadAsync(CancellationToken.None);
        var told = await context.Set<LetterFindingRow>().AsNoTracking().Where(row => row.Letter == queued[0].Id).ToDictionaryAsync(row => row.Finding, row => row.Section);
        await context.Set<LetterRow>().Where(row => row.Id == queued[0].Id).ExecuteUpdateAsync(row => row.SetProperty(letter => letter.Status, fate));
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var earlier in Enumerable.Range(0, DaysLookedAt).Select(back => day.AddDays(-back)))
        {
            open.UnionWith((await feed.DayAsync(school, earlier, CancellationToken.None)).Lessons.Where(lesson => lesson.Outcome == Gateway.Judging.LessonOutcome.NotChecked).Select(lesson => lesson.LessonId));
        }

        return new ToldLetter(queued[0], day, told, await context.Set<FindingRow>().AsNoTracking().ToDictionaryAsync(row => row.Id), open);
    }
}

/// <summary>A letter, what it tells of which finding, and how these stood when it was written.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Day">The day that it is about.</param>
/// <param name="Told">By the finding's id the section.</param>
/// <param name="Findings">All findings of the school.</param>
/// <param name="NotChecked">The lessons of its day and of the days before that cannot be judged now: of these nothing is told as new.</param>
internal sealed record ToldLetter(LetterRow Letter, DateOnly Day, IReadOnlyDictionary<string, LetterSection> Told, IReadOnlyDictionary<string, FindingRow> Findings, IReadOnlySet<string> NotChecked);

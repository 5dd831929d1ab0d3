using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Scheduling;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Staff;

/// <summary>Decides which matters teachers' letters of a day hold.</summary>
internal sealed class StaffDesk(StaffLetters letters, SchoolDays days, ILetterFeed feed)
{
    /// <summary>The afternoon's letters: gaps and absences always; on the last school day of a week the class's week; pupils' data by its own rhythm; the month's results once they are there.</summary>
    public async Task<IReadOnlyList<LetterRow>> DailyAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (!IsOn(school))
        {
            return [];
        }

        var isSchoolDay = await days.OfAsync(school, cancellationToken);
        return await letters.QueueAsync(school, day, LetterKind.Staff, MattersOf, lease, cancellationToken);

        StaffMatters MattersOf(DateOnly about)
        {
            var due = isSchoolDay(about) && school.Options.Letters.PersonalData switch
            {
                "weekly" => Enumerable.Range(1, 7 - (((int)about.DayOfWeek + 6) % 7) - 1).All(ahead => !isSchoolDay(about.AddDays(ahead))),
                "monthly" => Enumerable.Range(1, about.Day - 1).All(earlier => !isSchoolDay(new DateOnly(about.Year, about.Month, earlier))),
                _ => false,
            };
            return StaffMatters.Gaps | StaffMatters.Absences | StaffMatters.Week | StaffMatters.Results | (due ? StaffMatters.PersonalData : StaffMatters.None);
        }
    }

    /// <summary>What a person asks for: one kind of letter, about the day or week that is there to tell.</summary>
    public async Task<IReadOnlyList<LetterRow>> AskedAsync(SchoolRuntime school, string kind, DateTimeOffset now, SchoolLease lease, CancellationToken cancellationToken)
    {
        var today = school.DayOf(now);
        return kind switch
        {
            LetterKind.Weekly => await LastTaughtDayAsync(school, now, cancellationToken) is { } day ? await letters.QueueAsync(school, day, kind, _ => StaffMatters.WholeWeek, lease, cancellationToken) : [],
            LetterKind.PersonalData => await letters.QueueAsync(school, today, kind, _ => StaffMatters.PersonalData, lease, cancellationToken),
            _ => await DailyAsync(school, today, lease, cancellationToken),
        };
    }

    /// <summary>Why a person who asks for a kind of letter gets none, where it is not that everything was told before.</summary>
    public async Task<string?> WhyNoneAsync(SchoolRuntime school, string kind, DateTimeOffset now, CancellationToken cancellationToken) =>
        school.IsObserving(school.DayOf(now)) ? Phrase.Of(Texts.NotifyTrial, RussianDates.Full(school.Options.ObserveUntil!.Value))
        : kind == LetterKind.Staff && !IsOn(school) ? Texts.NotifyTeachersOff
        : kind == LetterKind.Weekly && await LastTaughtDayAsync(school, now, cancellationToken) is null ? Texts.NotifyNoLessons
        : null;

    /// <summary>Brings the month's results to teachers at once.</summary>
    public async Task<IReadOnlyList<LetterRow>> ResultsAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken) =>
        IsOn(school) ? await letters.QueueAsync(school, day, LetterKind.Results, _ => StaffMatters.Results, lease, cancellationToken) : [];

    private static bool IsOn(SchoolRuntime school) => string.Equals(school.Options.Letters.Teachers, "on", StringComparison.OrdinalIgnoreCase);

    /// <summary>The latest school day of which a lesson is over: on a Monday morning the week that has ended is there to tell.</summary>
    private async Task<DateOnly?> LastTaughtDayAsync(SchoolRuntime school, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (isSchoolDay, local) = (await days.OfAsync(school, cancellationToken), school.Local(now));
        var today = DateOnly.FromDateTime(local.DateTime);
        return await feed.LatestTaughtAsync(
            school, new DayRange(today.AddDays(-LetterDays.LongestBreak), today).Days().Where(isSchoolDay), (day, lesson) => day < today || lesson.End <= TimeOnly.FromDateTime(local.DateTime), cancellationToken);
    }
}

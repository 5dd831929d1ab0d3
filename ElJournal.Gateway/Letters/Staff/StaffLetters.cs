using System.Collections.Immutable;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Reviews;
using ElJournal.Gateway.Reviews.Personal;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Staff;

/// <summary>What a teacher's letter may hold.</summary>
[Flags]
internal enum StaffMatters
{
    None = 0,
    /// <summary>Own lessons that lack something, before the deputy hears.</summary>
    Gaps = 1,
    /// <summary>Who was absent in the own class.</summary>
    Absences = 2,
    /// <summary>What the own class's journal lacks for the week.</summary>
    Week = 4,
    /// <summary>Pupils' data to look through.</summary>
    PersonalData = 8,
    /// <summary>The results of the month's review.</summary>
    Results = 16,
    /// <summary>The week of every class, whether or not the day is its last.</summary>
    WholeWeek = 32,
}

/// <summary>Queues teachers' letters: one to a person a day, whatever it has to say, and after days without mail or without the gateway one for all of them. While the school observes, none.</summary>
internal sealed class StaffLetters(
    GatewayConfiguration configuration,
    ReportJournals journals,
    FindingQueries findings,
    ReviewStore reviews,
    ToldTeachers told,
    PersonalDataReviews personal,
    LedgerDatabase database,
    LetterQueue queue,
    LetterRenderer renderer)
{
    /// <summary>Queues what is due.</summary>
    /// <param name="school">The school.</param>
    /// <param name="day">The day it is about.</param>
    /// <param name="kind">The letters' kind.</param>
    /// <param name="matters">What they may hold, by the day that they are about.</param>
    /// <param name="lease">The right to write.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<LetterRow>> QueueAsync(SchoolRuntime school, DateOnly day, string kind, Func<DateOnly, StaffMatters> matters, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (school.IsObserving(day))
        {
            return [];
        }

        var addresses = await StaffAddresses.ReadAsync(school, configuration, cancellationToken);
        var untold = kind == LetterKind.Staff ? await UntoldDays.ReadAsync(database, school, day, cancellationToken) : UntoldDays.None;
        var drafts = await DraftsAsync(school, day, matters, untold, addresses, cancellationToken);
        var queued = new List<LetterRow>();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        foreach (var draft in drafts.OrderBy(draft => draft.Person.Address, StringComparer.OrdinalIgnoreCase))
        {
            var document = new LetterDocument(Phrase.Of(Texts.StaffSubject, ReportJournal.Period(draft.About), string.Join(", ", draft.Topics.Distinct(StringComparer.Ordinal))), draft.Lead, draft.Parts.ToImmutable(), [Texts.NeedsPerson, Texts.NoAnswer]);
            var letter = new Letter(school.Id, kind, day, draft.Person, document.Subject, LetterRenderer.Text(document), await renderer.HtmlAsync(document)) { AgainIfRefused = true, Findings = [.. draft.Told] };
            var row = await queue.EnqueueAsync(transaction, letter, cancellationToken);
            if (row.Status == LetterStatus.Queued)
            {
                queued.Add(row);
                personal.Keep(transaction, school, day, draft.Reviewed);
                if (untold.IsWaitedFor(draft.Person))
                {
                    queue.Replace(transaction, await LetterQueue.WaitingAsync(transaction.Context, school.Id, kind, draft.Person.Address, day, cancellationToken), row);
                }
            }
        }

        // Whoever has nothing to be told any more is not told what was so days ago.
        foreach (var address in untold.WaitedFor.Where(address => !drafts.Any(draft => string.Equals(draft.Person.Address, address, StringComparison.OrdinalIgnoreCase))))
        {
            queue.Withdraw(transaction, await LetterQueue.WaitingAsync(transaction.Context, school.Id, kind, address, day, cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return queued;
    }

    private async Task<IReadOnlyCollection<Draft>> DraftsAsync(SchoolRuntime school, DateOnly day, Func<DateOnly, StaffMatters> mattersOf, UntoldDays untold, StaffAddresses addresses, CancellationToken cancellationToken)
    {
        var matters = mattersOf(day);
        await using var journal = await journals.OpenAsync(school, day, cancellationToken);
        var roster = journal.Roster;
        var drafts = new Dictionary<string, Draft>(StringComparer.OrdinalIgnoreCase);
        Draft For(Recipient person) => drafts.TryGetValue(person.Address, out var known) ? known : drafts[person.Address] = new Draft(person, new DayRange(day, day));

        var read = new Dictionary<DateOnly, StaffDay>();
        StaffDay LessonsOf(DateOnly about) => read.TryGetValue(about, out var known) ? known : read[about] = StaffDay.Read(journal, about);
        var causes = new Dictionary<DateOnly, IReadOnlySet<string>>();
        IReadOnlySet<string> ExplainedIn(DateOnly about) => causes.TryGetValue(about, out var known) ? known : causes[about] = LessonsOf(about).Explained(journal, school);
        var lessons = LessonsOf(day);
        var open = matters.HasFlag(StaffMatters.Gaps) ? StaffDay.OfTeachers(journal, school, day, await findings.ListAsync(school, new FindingFilter { Days = SchoolYear.Of(day, []).Days, Statuses = [FindingStatus.Open] }, cancellationToken)) : [];
        var people = roster.Teachers.Select(teacher => (teacher.Id, Person: addresses.Of(teacher))).Where(pair => pair.Person is not null)
            .GroupBy(pair => pair.Person!.Address, StringComparer.OrdinalIgnoreCase).Select(group => (group.First().Person!, Ids: group.Select(pair => pair.Id).ToHashSet(StringComparer.Ordinal))).ToList();
        if (matters.HasFlag(StaffMatters.Gaps))
        {
            foreach (var (person, ids) in people)
            {
                Add(For, person, Texts.StaffTopicGaps, StaffSections.Gaps(lessons, ids, open));
            }
        }

        var classes = roster.Groups.Where(group => group.RootId == group.Id).OrderBy(group => group.Grade).ThenBy(group => group.Name, StringComparer.Ordinal).ToList();
        foreach (var own in classes)
        {
            if (addresses.OfClass(own, roster) is not { } person)
            {
                continue;
            }

            var days = untold.Of(person).Append(day).ToList();
            foreach (var about in days.Where(about => mattersOf(about).HasFlag(StaffMatters.Absences)))
            {
                Add(For, person, Texts.StaffTopicAbsent, StaffSections.Absences(LessonsOf(about), own, roster, dated: about != day) is { } absences ? [absences] : []);
            }

            foreach (var about in days.Where(about => mattersOf(about).HasFlag(StaffMatters.WholeWeek) || (mattersOf(about).HasFlag(StaffMatters.Week) && journal.Scenes[^1].Facts.Calendar.IsLastSchoolDayOfWeek(own, about))))
            {
                Add(For, person, Texts.StaffTopicWeek, LessonsOf(about).Lessons.Any(lesson => lesson.Group.RootId == own.Id) ? StaffSections.Week(LessonsOf(about), own, journal.TeacherName, ExplainedIn(about), dated: about != day) : []);
            }

            if (days.Exists(about => mattersOf(about).HasFlag(StaffMatters.PersonalData)) && await personal.ReadAsync(journal, school, own, cancellationToken) is { } data)
            {
                Add(For, person, Texts.StaffTopicData, data.Parts);
                For(person).Reviewed.Add(data);
            }
        }

        if (matters.HasFlag(StaffMatters.Results))
        {
            await ResultsAsync(school, day, untold, For, people, classes, own => addresses.OfClass(own, roster), cancellationToken);
        }

        foreach (var draft in drafts.Values)
        {
            draft.About = draft.Topics.TrueForAll(topic => topic == Texts.StaffTopicWeek) && !untold.Of(draft.Person).Any() ? new DayRange(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), day) : draft.About;

            // Results are those of a month that is over and kept, and lists of pupils have no days: the day says nothing of them.
            ImmutableArray<string> lead = matters is StaffMatters.Results or StaffMatters.PersonalData ? [$"{school.Options.Name}."] : journal.Lead(draft.About);
            draft.Lead = untold.IsWaitedFor(draft.Person) ? [.. lead, Texts.LeadReplaces] : lead;
        }

        return drafts.Values;
    }

    /// <summary>The month before, once its review is made; each teacher is told once.</summary>
    private async Task ResultsAsync(SchoolRuntime school, DateOnly day, UntoldDays untold, Func<Recipient, Draft> draft, List<(Recipient Person, HashSet<string> Ids)> people, List<GroupInfo> classes, Func<GroupInfo, Recipient?> classTeacher, CancellationToken cancellationToken)
    {
        var month = ReportCatalog.Month(new DateOnly(day.Year, day.Month, 1).AddDays(-1)).From;
        if (await reviews.FindAsync(school, month, cancellationToken) is not { Content: var review })
        {
            return;
        }

        var before = await told.QueuedAsync(school, month, untold.Letters, cancellationToken);
        foreach (var (person, ids) in people.Where(each => !each.Ids.Overlaps(before)))
        {
            var parts = StaffResults.Own(review, ids).Concat(classes.Where(own => string.Equals(classTeacher(own)?.Address, person.Address, StringComparison.OrdinalIgnoreCase)).SelectMany(own => StaffResults.OwnClass(review, own.Id, own.Name))).ToList();
            if (Add(draft, person, Texts.StaffTopicResults, parts))
            {
                draft(person).Told.AddRange(ids.Select(id => new ToldFinding(ToldTeachers.Mark(month, id), LetterSection.Results)));
            }
        }
    }

    private static bool Add(Func<Recipient, Draft> draft, Recipient person, string topic, IEnumerable<LetterPart> parts)
    {
        var found = parts.ToList();
        if (found.Count == 0)
        {
            return false;
        }

        draft(person).Topics.Add(topic);
        draft(person).Parts.AddRange(found);
        return true;
    }

    /// <summary>A person's letter while it grows.</summary>
    private sealed class Draft(Recipient person, DayRange about)
    {
        public Recipient Person { get; } = person;

        /// <summary>What the letter is about: its day, or the week when it holds nothing else.</summary>
        public DayRange About { get; set; } = about;

        public ImmutableArray<string> Lead { get; set; } = [];

        public List<string> Topics { get; } = [];

        public ImmutableArray<LetterPart>.Builder Parts { get; } = ImmutableArray.CreateBuilder<LetterPart>();

        public List<ToldFinding> Told { get; } = [];

        public List<PersonalDataReview> Reviewed { get; } = [];
    }
}

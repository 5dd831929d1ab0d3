using ElJournal.Adapters.ElZhur.Mapping;

namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>Reads a class on some days: its timetable first, because everything else is tied to lessons by day, number and subject.</summary>
internal sealed class ClassReading(ReadContext context, ClassList list, DayRange days)
{
    /// <summary>More defects than this in one class are no single defects any more: the class counts as unread.</summary>
    private const int MostSkipped = 200;

    private static readonly RecordKind[] Dated = [RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance];

    private readonly IReadOnlyList<string> scope = [list.Name];

    public async Task RunAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var startedAt = context.Now;
        var (timetable, failure) = await TryAsync(async () =>
            await context.Requests.ScheduleAsync(list.Name, days, cancellationToken) is { } answer ? ClassTimetable.From(list.Name, answer, days, context.Roster.Teachers) : null);
        if (context.Requests.IsForbidden("getschedule"))
        {
            throw new AdapterException(AdapterFailure.Permanent, "getschedule: the account may not see the timetables of classes", Texts.RightsMissing);
        }

        if (timetable is null)
        {
            foreach (var kind in Dated)
            {
                await context.SendUnreadAsync(kind, scope, days, failure ?? Unread.Empty("getschedule"), cancellationToken);
            }

            return;
        }

        context.NoteTimetable(timetable);
        await context.SendOnceAsync(timetable.Subgroups, cancellationToken);
        await context.SendOnceAsync(timetable.Unlisted, cancellationToken);
        await context.SendOnceAsync(timetable.Lessons.Select(lesson => lesson.Subject).OfType<string>().Distinct(StringComparer.Ordinal).Select(name => new Subject(name, name)), cancellationToken);
        var (members, membersFailure) = await MembersAsync(timetable, cancellationToken);
        if (context.Wants(RecordKind.Lesson))
        {
            var (unclear, substitutionsFailure) = await SubstitutionsAsync(timetable, today, cancellationToken);
            await LessonsAsync(timetable, members, unclear, substitutionsFailure ?? membersFailure, substitutionsFailure is not null, startedAt, today, cancellationToken);
        }

        if (context.Wants(RecordKind.Homework) && !context.Requests.IsForbidden("gethomework"))
        {
            await HomeworkAsync(timetable, cancellationToken);
        }

        if ((context.Wants(RecordKind.Mark) || context.Wants(RecordKind.Attendance)) && !context.Requests.IsForbidden("getassessments"))
        {
            await MarksAsync(timetable, members, cancellationToken);
        }
    }

    /// <summary>Who is in which subgroup: asked only for a class that has lessons of subgroups on these days.</summary>
    private async Task<(SubgroupMembers Members, Unread? Failure)> MembersAsync(ClassTimetable timetable, CancellationToken cancellationToken)
    {
        var members = new SubgroupMembers();
        var isNeeded = context.Wants(RecordKind.Mark) || context.Wants(RecordKind.Attendance) || (context.Wants(RecordKind.Lesson) && context.Options.ReadsTopics);
        if (!timetable.IsSplit || list.Pupils.Count == 0 || !isNeeded || context.Requests.IsForbidden("getschedule?student"))
        {
            return (members, null);
        }

        var (answers, failure) = await TryAsync(() => context.Requests.PupilSchedulesAsync(list.Pupils, days, cancellationToken));
        foreach (var (pupil, answer) in answers?.Found ?? [])
        {
            members.Add(pupil, answer.Days ?? []);
        }

        if (answers?.Missing.Count > 0)
        {
            failure = Unread.PupilsLeftOut("getschedule", answers.Missing.Count);
        }

        return (members, context.Requests.IsForbidden("getschedule?student") ? null : failure);
    }

    /// <summary>Who stood in for whom, on the days with lessons until today: later ones are not due, and change still.</summary>
    private async Task<(IReadOnlyCollection<DateOnly> Unclear, Unread? Failure)> SubstitutionsAsync(ClassTimetable timetable, DateOnly today, CancellationToken cancellationToken)
    {
        if (context.Options.Substitutions is not { } fields || context.Requests.IsForbidden("getreplaces"))
        {
            return ([], null);
        }

        var taught = timetable.Lessons.Where(lesson => !lesson.IsCancelled && lesson.Day <= today).Select(lesson => lesson.Day).Distinct().Order().ToList();
        var (answers, failure) = await TryAsync(() => context.Requests.ReplacesAsync(list.Name, taught, cancellationToken));
        if (answers is null)
        {
            return ([], context.Requests.IsForbidden("getreplaces") ? null : failure ?? Unread.Empty("getreplaces"));
        }

        var mapping = new SubstitutionMapping(timetable, fields, context.Roster.Teachers);
        foreach (var (asked, rows) in answers)
        {
            mapping.Add(rows, asked);
        }

        return (mapping.Doubtful, null);
    }

    private async Task LessonsAsync(ClassTimetable timetable, SubgroupMembers members, IReadOnlyCollection<DateOnly> unclear, Unread? before, bool isFatal, DateTimeOffset startedAt, DateOnly today, CancellationToken cancellationToken)
    {
        var showsTopics = context.Options.ReadsTopics && !context.Requests.IsForbidden("getdiary");
        var shownDays = new HashSet<DateOnly>();
        var (failure, wasAsked) = showsTopics || isFatal ? (before, false) : (null, false);
        if (showsTopics && failure is null)
        {
            (failure, wasAsked) = await TopicsAsync(timetable, members, shownDays, cancellationToken);
        }

        if (failure is not null)
        {
            // Sent without their topics or substitutions, the lessons would look as if somebody had removed these.
            await context.SendUnreadAsync(RecordKind.Lesson, scope, days, failure, cancellationToken);
            return;
        }

        var open = showsTopics && !context.Requests.IsForbidden("getdiary") ? timetable.Lessons.Where(lesson => !lesson.IsTopicRead && !lesson.IsCancelled).ToList() : [];
        var unseen = open.Where(lesson => !shownDays.Contains(lesson.Day)).Select(lesson => lesson.Key).ToHashSet(StringComparer.Ordinal);

        // A diary that leaves out a whole day may be an answer that lacks it: what has a topic must not be sent without.
        await context.SendAsync(timetable.Lessons.Where(lesson => !wasAsked || !unseen.Contains(lesson.Key)).Select(lesson => lesson.Record()), cancellationToken);
        var doubtful = open.Select(lesson => lesson.Day).ToHashSet();
        context.NoteDiaries(timetable, today);
        var isUnclear = unclear.Except(doubtful).Any();
        doubtful.UnionWith(unclear);
        await SendRunsAsync(RecordKind.Lesson, doubtful, startedAt, isUnclear ? Unread.SubstitutionUnclear : Unread.TopicUnread, cancellationToken);
    }

    private async Task<(Unread? Failure, bool WasAsked)> TopicsAsync(ClassTimetable timetable, SubgroupMembers members, HashSet<DateOnly> shownDays, CancellationToken cancellationToken)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        // Two more than there are groups: a pupil with a plan of his own shows less than the class has.
        for (var most = timetable.Subgroups.Count + 3; asked.Count < most && TopicMapping.Choose(timetable, members, list.Pupils, asked) is { } pupil;)
        {
            asked.Add(pupil);
            var (answers, failure) = await TryAsync(() => context.Requests.DiariesAsync([pupil], days, cancellationToken));
            if (failure is not null)
            {
                return (context.Requests.IsForbidden("getdiary") ? null : failure, true);
            }

            foreach (var (_, answer) in answers!.Found)
            {
                shownDays.UnionWith(TopicMapping.Take(timetable, members, pupil, answer.Days ?? []));
            }
        }

        return (null, asked.Count > 0);
    }

    private async Task HomeworkAsync(ClassTimetable timetable, CancellationToken cancellationToken)
    {
        var startedAt = context.Now;
        var (answer, failure) = await TryAsync(() => context.Requests.HomeworkAsync(list.Name, days, cancellationToken));
        if (answer is null)
        {
            if (!context.Requests.IsForbidden("gethomework"))
            {
                await context.SendUnreadAsync(RecordKind.Homework, scope, days, failure ?? Unread.Empty("gethomework"), cancellationToken);
            }

            return;
        }

        var mapping = HomeworkMapping.From(answer, timetable, days, context.Options.HomeworkPlace);
        await context.SendAsync(mapping.Works, cancellationToken);
        await SendRunsAsync(RecordKind.Homework, mapping.UnreadDays, startedAt, Unread.HomeworkWithoutLesson, cancellationToken);
    }

    private async Task MarksAsync(ClassTimetable timetable, SubgroupMembers members, CancellationToken cancellationToken)
    {
        if (list.Pupils.Count == 0)
        {
            // Nobody to ask about: neither read nor, for a class that is only a name, a failure.
            return;
        }

        var startedAt = context.Now;
        var (answers, failure) = await TryAsync(() => context.Requests.AssessmentsAsync(list.Pupils, days, cancellationToken));
        if (answers is null)
        {
            if (!context.Requests.IsForbidden("getassessments"))
            {
                await SendMarksUnreadAsync(failure!, cancellationToken);
            }

            return;
        }

        var mapping = new MarkMapping(timetable, members, context.Options.Codes, days);
        foreach (var (pupil, answer) in answers.Found)
        {
            mapping.Add(pupil, answer.Days ?? []);
        }

        context.NoteValues(mapping.UnknownValues);
        await context.SendAsync(mapping.Marks, cancellationToken);
        await context.SendAsync(mapping.Attendance, cancellationToken);
        if (mapping.Skipped.Count > MostSkipped)
        {
            await SendMarksUnreadAsync(Unread.NotUnderstood("getassessments", mapping.Skipped), cancellationToken);
            return;
        }

        foreach (var skipped in mapping.Skipped.Where(item => context.Wants(item.Kind)))
        {
            await context.SendAsync(skipped, cancellationToken);
        }

        if (answers.Missing.Count > 0 || list.HasDoubtful)
        {
            await SendMarksUnreadAsync(
                list.HasDoubtful ? Unread.PupilIdRepeated : Unread.PupilsLeftOut("getassessments", answers.Missing.Count),
                cancellationToken);
            return;
        }

        await context.SendReadAsync(RecordKind.Mark, scope, days, startedAt, cancellationToken);
        await context.SendReadAsync(RecordKind.Attendance, scope, days, startedAt, cancellationToken);
    }

    private async Task SendMarksUnreadAsync(Unread why, CancellationToken cancellationToken)
    {
        await context.SendUnreadAsync(RecordKind.Mark, scope, days, why, cancellationToken);
        await context.SendUnreadAsync(RecordKind.Attendance, scope, days, why, cancellationToken);
    }

    private async Task SendRunsAsync(RecordKind kind, IReadOnlyCollection<DateOnly> doubtful, DateTimeOffset startedAt, Unread why, CancellationToken cancellationToken)
    {
        foreach (var (run, isInDoubt) in DayRuns.Of(days, doubtful))
        {
            await (isInDoubt ? context.SendUnreadAsync(kind, scope, run, why, cancellationToken) : context.SendReadAsync(kind, scope, run, startedAt, cancellationToken));
        }
    }

    /// <summary>The answer, or why there is none; what must not be survived goes on.</summary>
    private static async Task<(T? Answer, Unread? Failure)> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return (await ask(), null);
        }
        catch (Exception exception) when (Unread.Of(exception) is not null)
        {
            return (default, Unread.Of(exception));
        }
    }
}

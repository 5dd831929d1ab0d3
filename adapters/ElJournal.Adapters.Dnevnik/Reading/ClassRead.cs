using System.Collections.Concurrent;
using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Wire;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Reads the wanted days of one class: its lessons first, then what was entered for them.</summary>
/// <remarks>Where its own answers leave open whether its subgroups have to be asked apart, another class's may settle it: the reading can stop there and go on later.</remarks>
internal sealed class ClassRead(string classId, IDnevnikApi api, DnevnikSettings settings, School school, Journal journal, Facts facts, Days days, ReadRequest request, TimeZoneInfo zone, DateTimeOffset now, Func<Mapped, CancellationToken, Task> send)
{
    private static readonly RecordKind[] OfLessons = [RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance];

    private readonly IReadOnlyList<string> subgroups = school.Groups.Within(classId);
    private readonly AttendanceReading attendance = new(api, settings.Attendance ?? AttendanceCalls.Class, facts, days);
    private readonly Dictionary<string, WireWork> works = new(StringComparer.Ordinal);
    private readonly HashSet<string> ownLessons = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RecordKind, Trouble> unread = new();
    private Stage next;

    /// <summary>How far it has come.</summary>
    private enum Stage
    {
        Lessons = 0,
        LessonsOfSubgroups,
        Entries,
        EntriesOfSubgroups,
        Finished,
    }

    /// <summary>When the reading began.</summary>
    public DateTimeOffset StartedAt => now;

    /// <summary>Its class.</summary>
    public string ClassId => classId;

    /// <summary>Why a kind could not be read to its end; kinds that are not here could.</summary>
    public IReadOnlyDictionary<RecordKind, Trouble> Unread => unread;

    private bool IsOpen => next switch
    {
        Stage.LessonsOfSubgroups => IsApart(facts.Lessons),
        Stage.EntriesOfSubgroups => (Wants(RecordKind.Mark) && IsApart(facts.Marks)) || (ByGroup && (IsApart(facts.Attendance) || attendance.IsInDoubt)),
        _ => false,
    };

    private bool ByGroup => Wants(RecordKind.Attendance) && settings.Attendance != AttendanceCalls.Lesson;

    /// <summary>Reads on.</summary>
    /// <param name="waits">Whether to stop before something is asked that an answer to another class may yet make needless.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Whether the class is finished.</returns>
    public async Task<bool> RunAsync(bool waits, CancellationToken cancellationToken)
    {
        if (!school.Bells.TryGetValue(classId, out var bells))
        {
            Fail(OfLessons, Trouble.Bells);
            return true;
        }

        while (next != Stage.Finished && !(waits && IsOpen))
        {
            next = next switch
            {
                Stage.Lessons => await LessonsAsync([classId], bells, Stage.LessonsOfSubgroups, cancellationToken).ConfigureAwait(false),
                Stage.LessonsOfSubgroups => await LessonsAsync(IsApart(facts.Lessons) ? subgroups : [], bells, Stage.Entries, cancellationToken).ConfigureAwait(false),
                Stage.Entries => await EntriesAsync(cancellationToken).ConfigureAwait(false),
                _ => await EntriesOfSubgroupsAsync(cancellationToken).ConfigureAwait(false),
            };
        }

        return next == Stage.Finished;
    }

    /// <summary>Whether the subgroups would be asked apart by what is known.</summary>
    private bool IsApart(Inclusion inclusion) => subgroups.Count > 0 && inclusion.MustAskApart;

    private bool Wants(RecordKind kind) => request.Kinds.Contains(kind);

    private void Fail(IEnumerable<RecordKind> kinds, Trouble trouble)
    {
        foreach (var kind in kinds)
        {
            unread.TryAdd(kind, trouble);
        }
    }

    private async Task<Stage> LessonsAsync(IReadOnlyList<string> groups, Bells bells, Stage then, CancellationToken cancellationToken)
    {
        var lessons = new Lessons(classId, school.Groups, school.Subjects, bells, settings.CancelledStatuses, zone);
        foreach (var group in groups)
        {
            foreach (var range in days.Lessons)
            {
                var got = await Ask.ForAsync(() => api.LessonsAsync(group, WireTime.Start(range), WireTime.End(range), cancellationToken)).ConfigureAwait(false);
                if (got.Value is not { } rows)
                {
                    Fail(OfLessons, Trouble.Of(got.Failure!));
                    return Stage.Finished;
                }

                var mapped = new Mapped("edu-groups/lessons");
                foreach (var row in rows)
                {
                    if (group == classId && row.Group is { } taught && subgroups.Contains(taught))
                    {
                        facts.Lessons.Seen();
                    }

                    Take(row, lessons, mapped);
                }

                await send(mapped, cancellationToken).ConfigureAwait(false);
            }
        }

        return then;
    }

    private void Take(WireLesson row, Lessons lessons, Mapped mapped)
    {
        if (lessons.PlaceOf(row) is not { } place)
        {
            mapped.Skip(RecordKind.Lesson, row.Id, row.Id is null ? "a lesson has no id" : "the lesson has no day", row.Id is null ? Texts.SkippedNoId : Texts.SkippedNoDay);
            return;
        }

        if (!days.Contains(place.Day))
        {
            return;
        }

        ownLessons.Add(row.Id!);
        foreach (var work in row.Works ?? [])
        {
            if (work?.Id is { } id)
            {
                works[id] = work.Kind();
            }
        }

        var content = HashCode.Combine(place, row.Title, row.Number, row.Teacher);
        var lesson = new KnownLesson(place, content);
        var known = journal.Lessons.GetOrAdd(row.Id!, lesson);
        if (known != lesson)
        {
            if (known.Again(content) == Sight.Different)
            {
                mapped.Skip(RecordKind.Lesson, row.Id, "two different lessons have this id; the first counts", Texts.SkippedTwoLessons);
            }

            return;
        }

        if (Wants(RecordKind.Subject))
        {
            school.Subjects.Add([row.SubjectWhole], mapped);
        }

        if (Wants(RecordKind.Lesson))
        {
            lessons.Add(row, place, mapped);
        }

        if (Wants(RecordKind.Homework))
        {
            lessons.AddHomework(row, place, journal.Habit, mapped);
        }
    }

    /// <summary>Marks and attendance side by side: neither needs the other, so a place for a request is not left empty while an answer is mapped.</summary>
    private async Task<Stage> EntriesAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            Wants(RecordKind.Mark) ? MarksAsync(classId, cancellationToken) : Task.CompletedTask,
            ByGroup ? AttendanceAsync(classId, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
        return Stage.EntriesOfSubgroups;
    }

    private async Task<Stage> EntriesOfSubgroupsAsync(CancellationToken cancellationToken)
    {
        foreach (var subgroup in Wants(RecordKind.Mark) && IsApart(facts.Marks) ? subgroups : [])
        {
            await MarksAsync(subgroup, cancellationToken).ConfigureAwait(false);
        }

        if (ByGroup)
        {
            await UnlessUnreadAsync(() => attendance.InDoubtAsync(Subjects(), TakeAsync, cancellationToken)).ConfigureAwait(false);
            foreach (var subgroup in IsApart(facts.Attendance) ? subgroups : [])
            {
                await AttendanceAsync(subgroup, cancellationToken).ConfigureAwait(false);
                await UnlessUnreadAsync(() => attendance.InDoubtAsync(Subjects(), TakeAsync, cancellationToken)).ConfigureAwait(false);
            }
        }

        // What is refused by class may be shown by lesson; those of the subgroups are among them.
        var isRefused = settings.Attendance == AttendanceCalls.Class && unread.TryGetValue(RecordKind.Attendance, out var trouble) && trouble.IsRefusal;
        if (Wants(RecordKind.Attendance) && (isRefused || settings.Attendance == AttendanceCalls.Lesson))
        {
            unread.TryRemove(RecordKind.Attendance, out _);
            await UnlessUnreadAsync(() => attendance.ByLessonAsync(ownLessons, TakeAsync, cancellationToken)).ConfigureAwait(false);
        }

        return Stage.Finished;

        Task TakeAsync(string? asked, IEnumerable<WireLogEntry> rows) => SendAttendanceAsync(asked, rows, cancellationToken);
    }

    private async Task MarksAsync(string group, CancellationToken cancellationToken)
    {
        if (school.Works is null)
        {
            Fail([RecordKind.Mark], Trouble.Works);
            return;
        }

        var entries = new Entries(journal, new Marks(school.Works, zone, now), works, zone);
        foreach (var range in unread.ContainsKey(RecordKind.Mark) ? [] : days.Entries)
        {
            var got = await Ask.ForAsync(() => api.MarksAsync(group, WireTime.Start(range), WireTime.End(range), cancellationToken)).ConfigureAwait(false);
            if (got.Value is not { } rows)
            {
                Fail([RecordKind.Mark], Trouble.Of(got.Failure!));
                return;
            }

            var mapped = new Mapped("edu-groups/marks");
            foreach (var row in rows)
            {
                See(facts.Marks, group, entries.Take(row, mapped));
            }

            await send(mapped, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task AttendanceAsync(string group, CancellationToken cancellationToken) =>
        UnlessUnreadAsync(() => attendance.ByGroupAsync(group, Subjects(), (asked, rows) => SendAttendanceAsync(asked, rows, cancellationToken), cancellationToken));

    /// <summary>Goes on with attendance; what has failed once is not asked for again.</summary>
    private async Task UnlessUnreadAsync(Func<Task<AdapterException?>> read)
    {
        if (!unread.ContainsKey(RecordKind.Attendance) && await read().ConfigureAwait(false) is { } failure)
        {
            Fail([RecordKind.Attendance], Trouble.Of(failure));
        }
    }

    private IReadOnlyList<string> Subjects() => [.. ownLessons.Select(id => journal.Lessons[id].Place.Subject).OfType<string>().Distinct(StringComparer.Ordinal)];

    private async Task SendAttendanceAsync(string? group, IEnumerable<WireLogEntry> rows, CancellationToken cancellationToken)
    {
        var mapped = new Mapped("lesson-log-entries");
        var entries = new Entries(journal, marks: null, works, zone);
        foreach (var row in rows)
        {
            See(facts.Attendance, group, entries.Take(row, mapped));
        }

        await send(mapped, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A row of a subgroup in an answer for the class tells that the class's answers hold them.</summary>
    private void See(Inclusion inclusion, string? asked, LessonPlace? place)
    {
        if (asked == classId && place is { } found && subgroups.Contains(found.Group))
        {
            inclusion.Seen();
        }
    }
}

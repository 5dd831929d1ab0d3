using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Wire;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Reads the wanted days of one class: its lessons first, then what was entered for them.</summary>
internal sealed class ClassRead(IDnevnikApi api, DnevnikSettings settings, School school, Journal journal, Facts facts, Days days, ReadRequest request, TimeZoneInfo zone, DateTimeOffset now, Func<Mapped, Task> send)
{
    private static readonly RecordKind[] OfLessons = [RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance];

    private readonly Dictionary<string, WireWork> works = new(StringComparer.Ordinal);
    private readonly HashSet<string> ownLessons = new(StringComparer.Ordinal);

    /// <summary>Why a kind could not be read to its end; kinds that are not here could.</summary>
    public Dictionary<RecordKind, Trouble> Unread { get; } = [];

    public async Task RunAsync(string classId, CancellationToken cancellationToken)
    {
        if (!school.Bells.TryGetValue(classId, out var bells))
        {
            Fail(OfLessons, Trouble.Bells);
            return;
        }

        var subgroups = school.Groups.Within(classId);
        if (await LessonsAsync(classId, subgroups, bells, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            Fail(OfLessons, Trouble.Of(failure));
            return;
        }

        if (Wants(RecordKind.Mark))
        {
            await MarksAsync(classId, subgroups, cancellationToken).ConfigureAwait(false);
        }

        if (Wants(RecordKind.Attendance))
        {
            await AttendanceAsync(classId, subgroups, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Wants(RecordKind kind) => request.Kinds.Contains(kind);

    private void Fail(IEnumerable<RecordKind> kinds, Trouble trouble)
    {
        foreach (var kind in kinds)
        {
            Unread.TryAdd(kind, trouble);
        }
    }

    private async Task<AdapterException?> LessonsAsync(string classId, IReadOnlyList<string> subgroups, Bells bells, CancellationToken cancellationToken)
    {
        var lessons = new Lessons(classId, school.Groups, school.Subjects, bells, settings.CancelledStatuses, zone);
        var subgroupSeen = false;
        if (await OfGroupAsync(classId).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        if (subgroupSeen)
        {
            facts.Lessons.Seen();
        }

        foreach (var subgroup in facts.Lessons.MustAskApart ? subgroups : [])
        {
            if (await OfGroupAsync(subgroup).ConfigureAwait(false) is { } missing)
            {
                return missing;
            }
        }

        return null;

        async Task<AdapterException?> OfGroupAsync(string group)
        {
            foreach (var range in days.Lessons)
            {
                var got = await Ask.ForAsync(() => api.LessonsAsync(group, From(range), To(range), cancellationToken)).ConfigureAwait(false);
                if (got.Value is not { } rows)
                {
                    return got.Failure;
                }

                var mapped = new Mapped("edu-groups/lessons");
                foreach (var row in rows)
                {
                    subgroupSeen |= group == classId && row.Group is { } taught && subgroups.Contains(taught);
                    Take(row, lessons, mapped);
                }

                await send(mapped).ConfigureAwait(false);
            }

            return null;
        }
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

    private async Task MarksAsync(string classId, IReadOnlyList<string> subgroups, CancellationToken cancellationToken)
    {
        if (school.Works is null)
        {
            Fail([RecordKind.Mark], Trouble.Works);
            return;
        }

        var entries = new Entries(journal, new Marks(school.Works, zone, now), works, zone);
        await EachGroupAsync(classId, subgroups, facts.Marks, RecordKind.Mark, async group =>
        {
            var subgroupSeen = false;
            foreach (var range in days.Entries)
            {
                var got = await Ask.ForAsync(() => api.MarksAsync(group, From(range), To(range), cancellationToken)).ConfigureAwait(false);
                if (got.Value is not { } rows)
                {
                    return (false, got.Failure);
                }

                var mapped = new Mapped("edu-groups/marks");
                foreach (var row in rows)
                {
                    subgroupSeen |= entries.Take(row, mapped) is { } place && subgroups.Contains(place.Group);
                }

                await send(mapped).ConfigureAwait(false);
            }

            return (subgroupSeen, null);
        }).ConfigureAwait(false);
    }

    private async Task AttendanceAsync(string classId, IReadOnlyList<string> subgroups, CancellationToken cancellationToken)
    {
        var calls = new AttendanceReading(api, settings.Attendance ?? AttendanceCalls.Class, facts, days);
        if (settings.Attendance == AttendanceCalls.Lesson)
        {
            if (await calls.ByLessonAsync(ownLessons, SendAsync, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                Fail([RecordKind.Attendance], Trouble.Of(failure));
            }

            return;
        }

        var subjects = ownLessons.Select(id => journal.Lessons[id].Place.Subject).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        await EachGroupAsync(classId, subgroups, facts.Attendance, RecordKind.Attendance, async group =>
        {
            var subgroupSeen = false;
            var failure = await calls.ByGroupAsync(group, subjects, async rows => subgroupSeen |= await SendAsync(rows).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return (subgroupSeen, failure);
        }).ConfigureAwait(false);

        // What is refused by class may be shown by lesson; those of the subgroups are among them.
        if (settings.Attendance == AttendanceCalls.Class && Unread.TryGetValue(RecordKind.Attendance, out var trouble) && trouble.IsRefusal)
        {
            Unread.Remove(RecordKind.Attendance);
            if (await calls.ByLessonAsync(ownLessons, SendAsync, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                Fail([RecordKind.Attendance], Trouble.Of(failure));
            }
        }

        async Task<bool> SendAsync(IEnumerable<WireLogEntry> rows)
        {
            var mapped = new Mapped("lesson-log-entries");
            var entries = new Entries(journal, marks: null, works, zone);
            var subgroupSeen = false;
            foreach (var row in rows)
            {
                subgroupSeen |= entries.Take(row, mapped) is { } place && subgroups.Contains(place.Group);
            }

            await send(mapped).ConfigureAwait(false);
            return subgroupSeen;
        }
    }

    /// <summary>Asks for the class, and for its subgroups as well as long as the class's own answers have never shown one of theirs.</summary>
    private async Task EachGroupAsync(string classId, IReadOnlyList<string> subgroups, Inclusion inclusion, RecordKind kind, Func<string, Task<(bool SubgroupSeen, AdapterException? Failure)>> read)
    {
        var (subgroupSeen, failure) = await read(classId).ConfigureAwait(false);
        if (subgroupSeen)
        {
            inclusion.Seen();
        }

        foreach (var subgroup in failure is null && inclusion.MustAskApart ? subgroups : [])
        {
            (_, failure) = await read(subgroup).ConfigureAwait(false);
            if (failure is not null)
            {
                break;
            }
        }

        if (failure is not null)
        {
            Fail([kind], Trouble.Of(failure));
        }
    }

    private static DateTime From(DayRange range) => range.From.ToDateTime(TimeOnly.MinValue);

    private static DateTime To(DayRange range) => range.To.ToDateTime(new TimeOnly(23, 59, 59));
}

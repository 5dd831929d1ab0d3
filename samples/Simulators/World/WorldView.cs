using ElJournal.Rules.Journal;

namespace ElJournal.Samples.Simulators.World;

/// <summary>The school at one moment, with the distortions in force: what one answer is written from.</summary>
internal sealed class WorldView(SchoolIndex school, DateTimeOffset now, Distortions distortions, MarkEdits edits)
{
    private readonly long ticks = now.UtcTicks;

    public SchoolIndex School => school;

    public DateTimeOffset Now => now;

    public DateOnly Today => DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(3)).DateTime);

    public Distortions Distortions => distortions;

    /// <summary>The lessons of the group, and of its parts when wanted, by day and number.</summary>
    public IEnumerable<SeenLesson> Lessons(GroupEntry group, DateOnly from, DateOnly to, bool parts)
    {
        IEnumerable<GroupEntry> groups = parts ? [group, .. group.Parts] : [group];
        return groups.SelectMany(one => Days(one, from, to)).OrderBy(lesson => lesson.Entry.Day).ThenBy(lesson => lesson.Record.Number).ThenBy(lesson => lesson.Entry.Group.Index);
    }

    /// <summary>The lesson as it is shown now.</summary>
    public SeenLesson? Lesson(LessonEntry entry)
    {
        if (distortions.Hides(RecordKind.Lesson, entry.Index))
        {
            return null;
        }

        foreach (var version in entry.Versions)
        {
            if (version.At(ticks))
            {
                return new(entry, version.Record, Math.Clamp(version.Record.Number.GetValueOrDefault() + distortions.LessonNumberShift, 0, 30));
            }
        }

        return null;
    }

    public Homework? Homework(LessonEntry entry) => entry.Homework is { } version && version.At(ticks) && !distortions.Hides(RecordKind.Homework, entry.Index) ? version.Record : null;

    public IEnumerable<SeenMark> Marks(LessonEntry entry)
    {
        foreach (var mark in entry.Marks)
        {
            var value = mark.Value;
            if (mark.From <= ticks && ticks < mark.Until && !distortions.Hides(RecordKind.Mark, mark.Id) && edits.TryGet(mark.Id, ref value))
            {
                yield return new(entry, mark, value);
            }
        }
    }

    public IEnumerable<AbsenceEntry> Absences(LessonEntry entry) =>
        entry.Absences.Where(absence => absence.From <= ticks && ticks < absence.Until && !distortions.Hides(RecordKind.Attendance, absence.Id));

    public IEnumerable<FinalMark> FinalMarks() => school.FinalMarks.Where(version => version.At(ticks)).Select(version => version.Record);

    /// <summary>The pupil as the roster shows him or her now; <see langword="null"/> before enrolment.</summary>
    public Student? Student(StudentEntry entry)
    {
        if (distortions.Hides(RecordKind.Student, entry.Index))
        {
            return null;
        }

        foreach (var version in entry.Versions)
        {
            if (version.At(ticks))
            {
                return version.Record;
            }
        }

        return null;
    }

    /// <summary>The index by which a pupil's id is made: that of another pupil when two carry one id.</summary>
    public int IdIndex(StudentEntry entry) => distortions.TwoPupilsWithOneId && entry.Twin is { } twin ? twin.Index : entry.Index;

    private IEnumerable<SeenLesson> Days(GroupEntry group, DateOnly from, DateOnly to)
    {
        var days = group.Days;
        for (var at = First(days.Keys, from); at < days.Count && days.Keys[at] <= to; at++)
        {
            foreach (var entry in days.Values[at])
            {
                if (Lesson(entry) is { } lesson)
                {
                    yield return lesson;
                    if (distortions.Duplicates(entry.Index))
                    {
                        yield return lesson;
                    }
                }
            }
        }
    }

    private static int First(IList<DateOnly> days, DateOnly from)
    {
        var (low, high) = (0, days.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = days[middle] < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>A lesson as it is shown at the moment.</summary>
internal readonly record struct SeenLesson(LessonEntry Entry, Lesson Record, int Number);

/// <summary>A mark as it is shown at the moment.</summary>
internal readonly record struct SeenMark(LessonEntry Lesson, MarkEntry Entry, string Value);

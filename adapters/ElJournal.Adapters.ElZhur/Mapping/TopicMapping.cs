using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>Topics, from the diaries of a few pupils: as many as together have every lesson of the class.</summary>
internal static class TopicMapping
{
    /// <summary>The pupil whose diary shows most of the lessons that none has shown yet; <see langword="null"/> when nobody would show any.</summary>
    public static string? Choose(ClassTimetable timetable, SubgroupMembers members, IReadOnlyCollection<string> pupils, IReadOnlySet<string> asked)
    {
        var open = timetable.Lessons.Where(lesson => !lesson.IsTopicRead && !lesson.IsCancelled).GroupBy(lesson => (lesson.SubjectKey, lesson.ClassId)).Select(group => (Lesson: group.First(), Count: group.Count())).ToList();
        return pupils.Where(pupil => !asked.Contains(pupil))
            .Select(pupil => (Pupil: pupil, Shows: open.Where(group => members.Has(pupil, group.Lesson) == true).Sum(group => group.Count)))
            .Where(choice => choice.Shows > 0)
            .OrderByDescending(choice => choice.Shows).ThenBy(choice => choice.Pupil, StringComparer.Ordinal)
            .Select(choice => choice.Pupil).FirstOrDefault();
    }

    /// <summary>Takes the topics of a pupil's diary.</summary>
    /// <returns>The days on which it shows anything.</returns>
    public static IReadOnlyCollection<DateOnly> Take(ClassTimetable timetable, SubgroupMembers members, string pupil, IEnumerable<Entry<WireDay>> days)
    {
        var shown = new HashSet<DateOnly>();
        foreach (var entry in days)
        {
            if (WireTimes.Day(entry.Key ?? entry.Value.Name) is not { } day)
            {
                continue;
            }

            foreach (var item in entry.Value.Items ?? [])
            {
                shown.Add(day);
                foreach (var lesson in LessonsOf(timetable, members, pupil, day, item))
                {
                    lesson.IsTopicRead = true;
                    lesson.Topic ??= WireText.Line(item.Value.Topic);
                }
            }
        }

        return shown;
    }

    private static List<PlacedLesson> LessonsOf(ClassTimetable timetable, SubgroupMembers members, string pupil, DateOnly day, Entry<WireItem> entry)
    {
        var item = entry.Value;
        var found = timetable.Find(day, SubgroupMembers.Number(entry), WireText.Line(item.Name), WireText.Line(item.LessonId));
        if (SubgroupName.Of(item.Grp, item.GrpShort) is { } subgroup && found.Where(lesson => lesson.Subgroup?.Means(subgroup) == true).ToList() is { Count: > 0 } named)
        {
            found = named;
        }

        var own = members.Of(pupil, found);

        // Between lessons of different groups nothing is chosen; two of one group on a day have one diary line each, or share the only one.
        return own.TrueForAll(lesson => lesson.ClassId == own[0].ClassId) ? own : [];
    }
}

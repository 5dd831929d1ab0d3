using System.Globalization;
using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>The homework of a class, from <c>gethomework?class=</c>: it names a day, a subject and perhaps a subgroup, never a lesson.</summary>
/// <remarks>
/// Where several lessons match, each of them has the homework: what is entered for the day must not be found missing at one of its lessons.
/// Where none matches, the day of the class counts as unread: the lesson that was meant would otherwise be found without homework.
/// </remarks>
internal sealed class HomeworkMapping
{
    private readonly HomeworkPlace place;
    private readonly Dictionary<string, (DateOnly Day, List<string> Texts)> texts = new(StringComparer.Ordinal);
    private readonly SortedSet<DateOnly> unread = [];

    private HomeworkMapping(HomeworkPlace place) => this.place = place;

    /// <summary>Days with homework that fits no lesson.</summary>
    public IReadOnlyCollection<DateOnly> UnreadDays => unread;

    public IEnumerable<Homework> Works =>
        texts.Select(pair => new Homework(pair.Key, string.Join('\n', pair.Value.Texts), place == HomeworkPlace.Due ? pair.Value.Day : null));

    public static HomeworkMapping From(IEnumerable<Entry<WireDay>> answer, ClassTimetable timetable, DayRange window, HomeworkPlace place)
    {
        var mapping = new HomeworkMapping(place);
        foreach (var entry in answer)
        {
            if (WireTimes.Day(entry.Key ?? entry.Value.Name) is not { } day || !window.Contains(day))
            {
                continue;
            }

            foreach (var item in entry.Value.Items ?? [])
            {
                if (TextOf(item.Value) is { } text)
                {
                    mapping.Add(timetable, day, item, text);
                }
            }
        }

        return mapping;
    }

    private void Add(ClassTimetable timetable, DateOnly day, Entry<WireItem> entry, string text)
    {
        var item = entry.Value;
        var subject = WireText.Line(item.Name) ?? WireText.Line(entry.Key);
        var lessons = timetable.Find(day, number: null, subject, WireText.Line(item.LessonId));
        if (SubgroupName.Of(item.Grp, item.GrpShort) is { } subgroup)
        {
            var own = lessons.Where(lesson => lesson.Subgroup?.Means(subgroup) == true).ToList();
            lessons = own.Count > 0 ? own : [.. lessons.Where(lesson => lesson.Subgroup is null)];
        }

        if (lessons.Count == 0)
        {
            unread.Add(day);
        }

        foreach (var lesson in lessons)
        {
            if (!texts.TryGetValue(lesson.Key, out var all))
            {
                texts.Add(lesson.Key, all = (day, []));
            }

            if (!all.Texts.Contains(text))
            {
                all.Texts.Add(text);
            }
        }
    }

    private static string? TextOf(WireItem item)
    {
        var works = (item.Homework ?? []).Select(work => WireText.Lines(work.Value.Value)).OfType<string>().ToList();
        if (works.Count > 0)
        {
            return string.Join('\n', works);
        }

        // A task may consist of a file alone, or be given to single pupils, whose texts a class's list leaves out.
        return item.Files is { Count: > 0 } files ? string.Format(CultureInfo.InvariantCulture, Texts.HomeworkFiles, string.Join(", ", files.Select(file => WireText.Line(file.Name)).OfType<string>()))
            : item.IndividualExists == true ? Texts.HomeworkIndividual
            : null;
    }
}

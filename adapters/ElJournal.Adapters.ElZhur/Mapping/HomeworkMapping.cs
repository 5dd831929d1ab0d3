using System.Globalization;
using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>The homework of a class, from <c>gethomework?class=</c>: it names a day, a subject and perhaps a subgroup, never a lesson.</summary>
/// <remarks>
/// Where several lessons match and there are as many works, each has its own, in their order; else each of them has all: what is entered for the day must not be
/// found missing at one of its lessons.
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

            var works = (entry.Value.Items ?? []).Select(item => (Item: item, Text: TextOf(item.Value))).Where(work => work.Text is not null);
            foreach (var group in works.GroupBy(work => (WireText.Line(work.Item.Value.Name) ?? WireText.Line(work.Item.Key), SubgroupName.Of(work.Item.Value.Grp, work.Item.Value.GrpShort))))
            {
                mapping.Add(timetable.Find(day, number: null, group.Key.Item1, WireText.Line(group.First().Item.Value.LessonId)), group.Key.Item2, day, [.. group.Select(work => work.Text!).Distinct(StringComparer.Ordinal)]);
            }
        }

        return mapping;
    }

    private void Add(List<PlacedLesson> lessons, SubgroupName? subgroup, DateOnly day, List<string> given)
    {
        if (subgroup is not null)
        {
            var own = lessons.Where(lesson => lesson.Subgroup?.Means(subgroup) == true).ToList();
            lessons = own.Count > 0 ? own : [.. lessons.Where(lesson => lesson.Subgroup is null)];
        }

        if (lessons.Count == 0)
        {
            unread.Add(day);
        }
        else if (lessons.Count > 1 && lessons.Count == given.Count && lessons.TrueForAll(lesson => lesson.ClassId == lessons[0].ClassId))
        {
            foreach (var (lesson, text) in lessons.OrderBy(lesson => lesson.Order).Zip(given))
            {
                Add(lesson, day, text);
            }
        }
        else
        {
            lessons.ForEach(lesson => given.ForEach(text => Add(lesson, day, text)));
        }
    }

    private void Add(PlacedLesson lesson, DateOnly day, string text)
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

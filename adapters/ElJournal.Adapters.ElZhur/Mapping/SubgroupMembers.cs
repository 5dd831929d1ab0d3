using System.Globalization;
using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>Which pupil belongs to which subgroup, from the pupils' own timetables.</summary>
internal sealed class SubgroupMembers
{
    private readonly Dictionary<string, List<(string Subject, SubgroupName Subgroup)>> groups = new(StringComparer.Ordinal);

    /// <summary>Takes a pupil's own timetable.</summary>
    public void Add(string pupil, IEnumerable<Entry<WireDay>> days)
    {
        if (!groups.TryGetValue(pupil, out var own))
        {
            groups.Add(pupil, own = []);
        }

        foreach (var item in days.SelectMany(day => day.Value.Items ?? []).Select(entry => entry.Value))
        {
            if (SubgroupName.Of(item.Grp, item.GrpShort) is { } subgroup && WireText.Line(item.Name) is { } subject)
            {
                var key = WireText.Fold(subject);
                if (!own.Exists(known => known.Subject == key && known.Subgroup == subgroup))
                {
                    own.Add((key, subgroup));
                }
            }
        }
    }

    /// <summary>Whether the pupil has the lesson, as far as is known: <see langword="null"/> when nothing is known of the pupil.</summary>
    public bool? Has(string pupil, PlacedLesson lesson) =>
        lesson.Subgroup is not { } subgroup ? true
        : groups.TryGetValue(pupil, out var own) ? own.Exists(known => known.Subject == lesson.SubjectKey && known.Subgroup.Means(subgroup))
        : null;

    /// <summary>Of lessons that a subject may mean, those that the pupil has. Where nothing is known of the pupil, all.</summary>
    public List<PlacedLesson> Of(string pupil, List<PlacedLesson> lessons)
    {
        if (lessons.Count < 2)
        {
            return lessons;
        }

        var own = lessons.Where(lesson => Has(pupil, lesson) == true).ToList();
        return own.Count > 0 ? own : lessons;
    }

    /// <summary>Numbers are texts or keys of a map.</summary>
    public static int? Number(Entry<WireItem> entry) =>
        int.TryParse(WireText.Line(entry.Value.Num) ?? entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

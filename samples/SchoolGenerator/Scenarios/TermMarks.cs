using System.Globalization;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>The marks of 9А for the first quarter: by the school's order set two weeks before its end, on 9 October.</summary>
internal static class TermMarks
{
    private const string Class = "9a";
    private const string Term = "q1";

    /// <summary>Of this subject some marks are not set.</summary>
    private const string Unfinished = "geo";

    /// <summary>In this subject one mark is not the one that the current marks speak for.</summary>
    private const string Odd = "hist";

    /// <summary>In this subject one pupil is not attested.</summary>
    private const string NotAttested = "chem";

    private static readonly DateOnly SetOn = new(2026, 10, 9);

    public static void WriteInto(Stage stage)
    {
        // The last one left in September and took marks along.
        var pupils = stage.Group(Class).Students.SkipLast(1).ToList();
        var stories = stage.Stories.Where(story => (story.Group.ParentId ?? story.Group.Id) == Class && story.Group.Kind is ClassKind.Class or ClassKind.Subgroup && !story.Cancelled && story.Subject.Marks && story.Subject.Id != "pe").ToList();
        foreach (var subject in stories.GroupBy(story => story.Subject.Id))
        {
            var averages = pupils.ToDictionary(pupil => pupil, pupil => Average(pupil, [.. subject]), StringComparer.Ordinal);
            var odd = subject.Key == Odd ? pupils.MinBy(pupil => averages[pupil]) : null;
            var grey = pupils.FirstOrDefault(pupil => (averages[pupil] % 1) is >= 0.55 and < 0.6);
            for (var index = 0; index < pupils.Count; index++)
            {
                var pupil = pupils[index];
                var value = pupil == odd ? "5" : subject.Key == NotAttested && index == 1 ? "н/а" : Usual(averages[pupil]);
                if (subject.Key != Unfinished || index is not (3 or 7))
                {
                    var at = SchoolDays.At(SetOn, new(14, 0)).AddSeconds(20 * index);
                    stage.Show(new FinalMark(pupil, subject.Key, Term, value, new(at)), at);
                }
            }

            if (odd is not null)
            {
                Plan(stage, "value", [.. subject], odd, "a final mark of «5» for the pupil with the lowest average");
            }

            if (grey is not null)
            {
                stage.NearMiss(new(PlannedRules.FinalMarks, "value", SetOn, LessonId: null, $"the lower mark for an average between ,5 and ,7 ({subject.Key}): while the school has set no threshold either mark is right") { StudentId = grey });
            }
        }

        Plan(stage, "missing", [.. stories.Where(story => story.Subject.Id == Unfinished)], pupil: null, "two pupils have no mark for the quarter in one subject");
        stage.NearMiss(new(PlannedRules.FinalMarks, Part: null, SetOn, LessonId: null, "«н/а» is a final mark") { StudentId = pupils[1] });
    }

    private static void Plan(Stage stage, string part, List<LessonStory> lessons, string? pupil, string why)
    {
        var last = lessons.MaxBy(story => (story.Day, story.Number))!;
        stage.Violation(new(PlannedRules.FinalMarks, part, FindingState.Present, last.Day, LessonId: null, MarkId: null, pupil, last.TeacherId, NeedsReads: false, why) { ClassId = last.Group.Id, SubjectId = last.Subject.Id });
    }

    /// <summary>Weighted as the school weights. Whoever has no mark in the subject gets one first.</summary>
    private static double Average(string pupil, List<LessonStory> lessons)
    {
        var marks = Numbers(pupil, lessons);
        if (marks.Count == 0)
        {
            var story = lessons.First(item => !item.Used && item.Group.Students.Contains(pupil) && item.Absences.TrueForAll(absence => absence.StudentId != pupil) && (item.Marks.Count == 0 || Stage.IsOral(item)));
            story.Marks.Add(new(EntryWriter.MarkId(story.Group.Students.ToList().IndexOf(pupil)), pupil, "4", Works.Answer, new(story.EndsAt.AddMinutes(3))));
            marks = Numbers(pupil, lessons);
        }

        return marks.Sum(mark => mark.Value * mark.Weight) / (double)marks.Sum(mark => mark.Weight);
    }

    private static List<(int Value, int Weight)> Numbers(string pupil, List<LessonStory> lessons) =>
    [
        .. lessons.SelectMany(story => story.Marks).Where(mark => mark.StudentId == pupil && mark.Entered.At <= GeneratedSchool.Final)
            .Select(mark => (Value: mark.Change is { } change && change.At <= GeneratedSchool.Final ? change.To : mark.Value, Weight: mark.Work == Works.Assessment ? 2 : 1))
            .Where(mark => mark.Value is [>= '1' and <= '5'])
            .Select(mark => (int.Parse(mark.Value!, CultureInfo.InvariantCulture), mark.Weight)),
    ];

    private static string Usual(double average) => ((int)(average + 0.4)).ToString(CultureInfo.InvariantCulture);
}

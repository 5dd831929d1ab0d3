using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Entries that look late or missing and are not.</summary>
internal static class InTimeEntries
{
    public static void WriteInto(Stage stage)
    {
        LastMinute(stage);
        LateLessons(stage);
        Substitutions(stage);
        WrittenWorks(stage);
        Merged(stage);
        Renumbered(stage);
        OtherGroups(stage);
    }

    private static void LastMinute(Stage stage)
    {
        foreach (var (day, hour, minute, second) in new[] { (9, 16, 59, 0), (16, 17, 0, 0), (24, 16, 59, 59) })
        {
            var story = stage.Pick("8a", 9, day);
            story.TopicEntered = new(Stage.At(9, day, hour, minute, second));
            story.HomeworkEntered = story.TopicEntered;
            stage.NearMiss(PlannedRules.EntryDeadline, null, story, "«by 17:00» includes 17:00:00");
        }

        var between = stage.Pick("8a", 10, 5);
        between.TopicEntered = new(Stage.At(10, 5, 16, 52), Told: false);
        between.HomeworkEntered = between.TopicEntered;
        stage.NearMiss(PlannedRules.EntryDeadline, null, between, "first seen by the read of 17:05, not yet by that of 16:30: nobody can say on which side of 17:00");

        var partly = stage.PickOral("10a", 9, 29);
        Stage.AddMark(partly, "4", Works.Answer, new(partly.EndsAt.AddMinutes(3)));
        Stage.AddMark(partly, "5", Works.Answer, new(Stage.At(9, 29, 19, 0)));
        stage.NearMiss(PlannedRules.EntryDeadline, "marks", partly, "only some of the lesson's oral marks were late");
    }

    private static void LateLessons(Stage stage)
    {
        var story = stage.Extra(stage.Writer.Fill(EntryWriter.Planned(stage.Group("10a"), new(2026, 10, 5), 9, new(16, 10), new(16, 55), Curriculum.Subject("phys"), "t01")));
        story.TopicEntered = new(Stage.At(10, 5, 17, 40));
        story.HomeworkEntered = new(Stage.At(10, 5, 18, 50));
        story.Marks.Clear();
        Stage.AddMark(story, "5", Works.Answer, new(Stage.At(10, 5, 18, 30)));
        stage.NearMiss(PlannedRules.EntryDeadline, null, story, "the lesson ended at 16:55: everything is due two hours later");

        foreach (var second in Enumerable.Range(21, 6).SelectMany(day => stage.Lessons("6a", 9, day)).Where(item => item.Number == 4 && item.Subject.Homework && item.Group.Kind == ClassKind.Class && !item.Used).Take(2))
        {
            second.Used = true;
            second.TopicEntered = new(SchoolDays.At(second.Day, new(18, 45)));
            second.HomeworkEntered = new(SchoolDays.At(second.Day, new(18, 55)));
            stage.NearMiss(PlannedRules.EntryDeadline, null, second, "second shift: the lesson ended at 17:05, due at 19:05");
        }
    }

    private static void Substitutions(Stage stage)
    {
        foreach (var (classId, month, day, at) in new[] { ("5a", 10, 5, Stage.At(10, 6, 7, 40)), ("7b", 9, 29, Stage.At(9, 30, 16, 20)) })
        {
            var story = stage.Pick(classId, month, day);
            MissingEntries.Replace(stage, story);
            story.TopicEntered = new(at);
            story.Homework = null;
            story.Marks.Clear();
            stage.NearMiss(PlannedRules.EntryDeadline, null, story, "a replaced lesson is due on the next school day, and homework is not asked");
        }
    }

    private static void WrittenWorks(Stage stage)
    {
        foreach (var (work, month, day, at) in new[] { (Works.Assessment, 9, 14, Stage.At(9, 17, 21, 5)), (Works.Independent, 9, 25, Stage.At(9, 28, 19, 30)), (Works.Unknown, 10, 1, Stage.At(10, 7, 20, 0)) })
        {
            var story = stage.Pick("7b", month, day);
            story.Marks.Clear();
            Stage.AddMark(story, "4", work, new(at));
            Stage.AddMark(story, "3", work, new(at.AddSeconds(20)));
            stage.NearMiss(PlannedRules.EntryDeadline, "marks", story, $"«{work}» does not obey the clock of oral answers");
        }
    }

    /// <summary>Both English groups of 7А were taught together; the teacher wrote into one of the two lessons.</summary>
    private static void Merged(Stage stage)
    {
        var pair = stage.Lessons("7a", 9, 28).Concat(stage.Lessons("7a", 9, 29)).Concat(stage.Lessons("7a", 9, 30))
            .Where(story => story.Subject.Split && !story.Used).GroupBy(story => story.Start).First().OrderBy(story => story.Group.Id, StringComparer.Ordinal).ToList();
        var (full, empty) = (pair[0], pair[1]);
        full.Used = empty.Used = true;
        empty.Empty();
        MissingEntries.Replace(stage, empty);
        empty.TeacherId = full.TeacherId;
        stage.NearMiss(PlannedRules.EntryDeadline, null, empty, "two groups were taught together: the entry in one of the lessons satisfies both");
    }

    /// <summary>In the evening the lesson gets another number and so other ids; what was entered was entered in the afternoon, and the journal does not say when.</summary>
    private static void Renumbered(Stage stage)
    {
        var story = stage.PickOral("9a", 10, 5);
        var at = Stage.At(10, 5, 15, 40);
        story.TopicEntered = new(at, Told: false);
        story.HomeworkEntered = new(at, Told: false);
        story.Marks.Clear();
        Stage.AddMark(story, "4", Works.Answer, new(at, Told: false));
        Stage.AddMark(story, "5", Works.Answer, new(at, Told: false));
        const int number = 8;
        story.Renumbered = (Stage.At(10, 5, 19, 0), EntryWriter.LessonId(story.Group, story.Day, number), number);
        stage.NearMiss(PlannedRules.EntryDeadline, null, story, "renumbered in the evening: the new ids inherit what was seen under the old ones");
    }

    private static void OtherGroups(Stage stage)
    {
        var talks = stage.OfGroup("9a-rov", 9, 21);
        talks.TopicEntered = new(Stage.At(9, 22, 12, 0));
        stage.NearMiss(PlannedRules.EntryDeadline, null, talks, "extracurricular activities are due on the next school day");

        var home = stage.OfGroup("home-8", 9, 22);
        home.TopicEntered = new(Stage.At(9, 25, 15, 0));
        home.HomeworkEntered = home.TopicEntered;
        home.Marks.Clear();
        stage.NearMiss(PlannedRules.EntryDeadline, null, home, "teaching at home is due on the last school day of the week");

        var chess = stage.OfGroup("chess", 10, 5);
        chess.TopicEntered = new(Stage.At(10, 5, 19, 50));
        stage.NearMiss(PlannedRules.EntryDeadline, null, chess, "the circle ends at 18:10 and is due the next school day");
    }
}

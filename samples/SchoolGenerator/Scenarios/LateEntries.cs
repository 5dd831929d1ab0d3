using ElJournal.Rules.Compliance;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Entries made after 17:00, proved by the journal's own word or by what two reads saw.</summary>
internal static class LateEntries
{
    public static void WriteInto(Stage stage)
    {
        foreach (var (classId, month, day, at) in new[] { ("9a", 9, 23, Stage.At(9, 24, 10, 15)), ("7b", 10, 5, Stage.At(10, 5, 19, 20)), ("2a", 9, 8, Stage.At(9, 8, 18, 2)) })
        {
            var story = stage.Pick(classId, month, day);
            story.TopicEntered = new(at);
            stage.Violation(PlannedRules.EntryDeadline, "topic", FindingState.Late, story, "the journal says that the topic was entered after the deadline");
        }

        var silent = stage.Pick("5a", 10, 5);
        silent.TopicEntered = new(Stage.At(10, 5, 18, 30), Told: false);
        stage.Violation(PlannedRules.EntryDeadline, "topic", FindingState.Late, silent, "the journal does not say when; the read of 17:05 did not show the topic, the next one did", needsReads: true);

        foreach (var (classId, month, day, at) in new[] { ("6b", 9, 22, Stage.At(9, 22, 20, 10)), ("10a", 10, 5, Stage.At(10, 5, 18, 40)) })
        {
            var story = stage.PickOral(classId, month, day);
            if (story.Marks.Count == 0)
            {
                Stage.AddMark(story, "4", Works.Answer, new(at));
            }

            story.Replace(mark => mark with { Entered = new(at) });
            stage.Violation(PlannedRules.EntryDeadline, "marks", FindingState.Late, story, "all oral marks of the lesson were entered after the deadline");
        }

        var homework = stage.Pick("11a", 10, 5);
        homework.HomeworkEntered = new(Stage.At(10, 5, 21, 0));
        stage.Violation(PlannedRules.EntryDeadline, "homework", FindingState.Late, homework, "the homework was entered in the evening");
    }
}

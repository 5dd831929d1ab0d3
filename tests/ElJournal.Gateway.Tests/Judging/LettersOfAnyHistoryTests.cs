using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Rules.Compliance;
using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>Whatever happens in the journal, to its reads and to the mail, and whatever people decide: a letter accuses of what holds at that moment, tells it as new once, and leaves nothing out.</summary>
[TestClass]
public sealed class LettersOfAnyHistoryTests
{
    [TestMethod]
    public void After_any_edits_reads_and_decisions_a_letter_tells_what_is_true_and_as_new_what_is_new() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ArrayOf(14).ToArbitrary(), steps => RunAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    private static async Task<bool> RunAsync(int[] steps)
    {
        await using var world = await JudgedWorld.CreateAsync(steps[0]);
        var letters = new List<(ToldLetter Letter, LetterStatus Fate)>();
        foreach (var step in steps[1..])
        {
            await world.StepAsync(step);
            if (step % 2 == 0)
            {
                var fate = (step % 7) switch { 0 => LetterStatus.Failed, 1 or 2 => LetterStatus.Queued, _ => LetterStatus.Sent };
                if (await world.WriteLetterAsync(fate) is { } letter)
                {
                    Check(letter, letters, string.Join('\n', world.Told));
                    letters.Add((letter, fate));
                }
            }
        }

        return true;
    }

    private static void Check(ToldLetter letter, List<(ToldLetter Letter, LetterStatus Fate)> before, string history)
    {
        foreach (var (id, section) in letter.Told)
        {
            var finding = letter.Findings[id];
            var holds = section switch
            {
                LetterSection.Missing or LetterSection.Left => finding is { State: FindingState.Missing, Status: FindingStatus.Open } or { State: FindingState.Missing, Status: FindingStatus.Excused, Part: "topic" },
                LetterSection.Late => finding is { State: FindingState.Late, Status: FindingStatus.Open },
                LetterSection.Fixed => finding.Status == FindingStatus.Resolved || finding.State == FindingState.Late,
                _ => finding.Status == FindingStatus.Open,
            };
            Assert.IsTrue(holds, $"{id} is told as {section} and is {finding.Rule} {finding.Part} {finding.State} {finding.Status}\n{history}");
        }

        // A letter that waits is replaced, and one that was refused told nobody anything.
        var sent = before.Where(pair => pair.Fate == LetterStatus.Sent).Select(pair => pair.Letter).ToList();
        var news = letter.Told.Where(pair => pair.Value == LetterSection.Missing).Select(pair => pair.Key).ToList();
        Assert.AreEqual("", string.Join('\n', news.Where(id => sent.Exists(earlier => earlier.Told.TryGetValue(id, out var told) && told is LetterSection.Missing or LetterSection.Left))), $"told as new again\n{history}");
        var left = letter.Findings.Values.Where(finding =>
            finding is { Rule: "entry-deadline", State: FindingState.Missing, Status: FindingStatus.Open } && finding.Severity > Severity.Info && finding.Day <= letter.Day.DayNumber && finding.Day > letter.Day.DayNumber - JudgedWorld.DaysLookedAt
            && !letter.Told.ContainsKey(finding.Id) && !letter.NotChecked.Contains(finding.Lesson ?? ""));
        Assert.AreEqual("", string.Join('\n', left.Select(finding => $"{finding.Id} {finding.Part} {finding.Day} {finding.Lesson}: {finding.Message}")), $"left out of the letter of {letter.Day}\n{letter.Letter.Text}\n{history}");
    }
}

using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>check</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var rule = new Option<string?>("--rule") { Description = CliTexts.CheckRule, HelpName = CliTexts.ValueRule };
        var command = new Command("check", Phrase.Of(CliTexts.Check, CheckUseCase.UsualDays)) { runtime.Options.School, rule };
        runtime.Options.AddDays(command);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            if (session.Value(rule) is { } asked)
            {
                _ = school.RuleSettings(asked);
            }

            var result = await session.WorkingAsync(CliTexts.CheckProgress, () => session.Get<CheckUseCase>().RunAsync(school, session.Days(school), session.Value(rule), cancellationToken));
            await session.LookAsync(school, FormattableString.Invariant($"check {result.Days.From:yyyy-MM-dd}..{result.Days.To:yyyy-MM-dd}"), cancellationToken);
            var open = result.Findings.Count(view => view.Status == FindingStatus.Open);
            if (session.Json)
            {
                session.WriteJson(new
                {
                    School = school.Id,
                    result.Days.From,
                    result.Days.To,
                    result.AsOf,
                    NotChecked = result.NotChecked.Select(FindingJson.Of),
                    Findings = result.Findings.Select(FindingJson.Of),
                });
            }
            else
            {
                session.WriteLine(Phrase.Of(JudgingTexts.CheckHead, school.Options.Name, RussianDates.Span(result.Days.From, result.Days.To), RussianDates.MomentWithYear(result.AsOf)));
                FindingTables.Write(session.Out, result.Findings, session.Clock.GetUtcNow());
                session.WriteLine(result.Findings.Count == 0 ? JudgingTexts.NothingFound : Phrase.Of(JudgingTexts.CheckFoot, open, result.Findings.Count - open));
                FindingTables.Write(session.Out, result.NotChecked);
                if (result.Findings.Count > 0)
                {
                    session.WriteLine(Phrase.Of(JudgingTexts.ShowHint, school.Id));
                }
            }

            return open > 0 ? ExitCodes.Open : ExitCodes.Done;
        }));
        return command;
    }
}

using System.CommandLine;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Model;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>check</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var rule = new Option<string?>("--rule") { Description = "Только это правило, например entry-deadline.", HelpName = "ПРАВИЛО" };
        var command = new Command("check", FormattableString.Invariant($"Проверить то, что уже прочитано, и показать замечания. Без дат: сегодня и {CheckUseCase.UsualDays} дней до него. Сам журнал не читается.")) { runtime.Options.School, rule };
        runtime.Options.AddDays(command);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            if (session.Value(rule) is { } asked)
            {
                _ = school.RuleSettings(asked);
            }

            var result = await session.WorkingAsync("Проверка", () => session.Get<CheckUseCase>().RunAsync(school, session.Days(school), session.Value(rule), cancellationToken));
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
                session.WriteLine(Words.Format(JudgingTexts.CheckHead, school.Options.Name, Words.Days(result.Days.From, result.Days.To), Words.Moment(result.AsOf)));
                FindingTables.Write(session.Out, result.Findings, session.Clock.GetUtcNow());
                session.WriteLine(result.Findings.Count == 0 ? JudgingTexts.NothingFound : Words.Format(JudgingTexts.CheckFoot, open, result.Findings.Count - open));
                FindingTables.Write(session.Out, result.NotChecked);
                if (result.Findings.Count > 0)
                {
                    session.WriteLine(Words.Format(JudgingTexts.ShowHint, school.Id));
                }
            }

            return open > 0 ? ExitCodes.Open : ExitCodes.Done;
        }));
        return command;
    }
}

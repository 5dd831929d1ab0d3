using System.CommandLine;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>findings list|show|waive|unwaive</c>.</summary>
internal static class FindingsCommand
{
    public static Command Create(CliRuntime runtime) => new("findings", "Замечания: посмотреть, объяснить, снять.") { List(runtime), Show(runtime), Waive(runtime), Unwaive(runtime) };

    private static Command List(CliRuntime runtime)
    {
        var rule = new Option<string?>("--rule") { Description = "Только это правило.", HelpName = "ПРАВИЛО" };
        var status = new Option<FindingStatus?>("--status") { Description = "Только в этом состоянии: open, resolved, recorded, waived, excused. Без него: все, кроме устранённых.", HelpName = "СОСТОЯНИЕ" };
        var command = new Command("list", "Список замечаний, как их сохранила последняя проверка.") { runtime.Options.School, rule, status };
        runtime.Options.AddDays(command);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            if (session.Value(rule) is { } asked)
            {
                _ = school.RuleSettings(asked);
            }

            var filter = new FindingFilter { Days = session.Days(school), Rule = session.Value(rule), Statuses = session.Value(status) is { } one ? [one] : FindingFilter.Holding };
            var findings = await session.Get<FindingQueries>().ListAsync(school, filter, cancellationToken);
            await session.LookAsync(school, "findings", cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { School = school.Id, Findings = findings.Select(FindingJson.Of) });
            }
            else
            {
                FindingTables.Write(session.Out, findings, session.Clock.GetUtcNow());
                session.WriteLine(findings.Count == 0 ? JudgingTexts.NothingListed : Words.Format(JudgingTexts.ShowHint, school.Id));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Show(CliRuntime runtime)
    {
        var id = Id();
        var command = new Command("show", "Пояснение к замечанию: основание, что видно в журнале, когда прочитано.") { id, runtime.Options.School };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var sheet = await session.Get<WhySheets>().OfAsync(school, session.Parsed.GetRequiredValue(id), cancellationToken);
            await session.LookAsync(school, $"finding {session.Value(id)}", cancellationToken);
            if (session.Json)
            {
                session.WriteJson(sheet.ToJson(school));
            }
            else
            {
                sheet.Write(session.Out, session.Today(school));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Waive(CliRuntime runtime)
    {
        var id = Id();
        var until = CliOptions.Day("--until", "По какой день включительно замечание не учитывается.", required: true);
        var command = new Command("waive", "Снять замечание до указанного дня; то, что оно не выпускало, передаётся на портал.") { id, runtime.Options.School, runtime.Options.By, runtime.Options.Reason, until };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var last = session.Value(until)!.Value;
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "findings waive", cancellationToken);
            var full = await session.Get<FindingDecisions>().WaiveAsync(school, session.Parsed.GetRequiredValue(id), last, Decided(session, runtime), lease, cancellationToken);
            return await ConfirmAsync(session, full, Words.Format(JudgingTexts.Waived, full, Words.Date(last)), cancellationToken);
        }));
        return command;
    }

    private static Command Unwaive(CliRuntime runtime)
    {
        var id = Id();
        var reason = OptionalReason();
        var command = new Command("unwaive", "Снова учитывать снятое замечание.") { id, runtime.Options.School, runtime.Options.By, reason };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "findings unwaive", cancellationToken);
            var decision = new Decision(session.Value(runtime.Options.By)!, session.Value(reason) ?? string.Empty);
            var full = await session.Get<FindingDecisions>().UnwaiveAsync(school, session.Parsed.GetRequiredValue(id), decision, lease, cancellationToken);
            return await ConfirmAsync(session, full, Words.Format(JudgingTexts.Unwaived, full), cancellationToken);
        }));
        return command;
    }

    public static Option<string?> OptionalReason() => new("--reason") { Description = "Почему.", HelpName = "ПРИЧИНА" };

    public static Decision Decided(CommandSession session, CliRuntime runtime) => new(session.Value(runtime.Options.By)!, session.Value(runtime.Options.Reason)!);

    private static Argument<string> Id() => new("id") { Description = "Номер замечания; можно первые знаки, если они однозначны.", HelpName = "№" };

    private static async Task<int> ConfirmAsync(CommandSession session, string id, string message, CancellationToken cancellationToken)
    {
        if (session.Json)
        {
            var school = session.School();
            session.WriteJson(new { School = school.Id, Finding = FindingJson.Of(await session.Get<FindingQueries>().FindAsync(school, id, cancellationToken)) });
        }
        else
        {
            session.WriteLine(message);
        }

        return ExitCodes.Done;
    }
}

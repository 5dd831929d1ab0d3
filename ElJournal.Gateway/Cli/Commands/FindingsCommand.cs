using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>findings list|show|waive|unwaive</c>.</summary>
internal static class FindingsCommand
{
    public static Command Create(CliRuntime runtime) => new("findings", CliTexts.Findings) { List(runtime), Show(runtime), Waive(runtime), Unwaive(runtime) };

    private static Command List(CliRuntime runtime)
    {
        var rule = new Option<string?>("--rule") { Description = CliTexts.FindingsRule, HelpName = CliTexts.ValueRule };
        var status = new Option<FindingStatus?>("--status") { Description = CliTexts.FindingsStatus, HelpName = CliTexts.ValueState };
        var command = new Command("list", CliTexts.FindingsList) { runtime.Options.School, rule, status };
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
                session.WriteLine(findings.Count == 0 ? JudgingTexts.NothingListed : Phrase.Of(JudgingTexts.ShowHint, school.Id));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Show(CliRuntime runtime)
    {
        var id = Id();
        var command = new Command("show", CliTexts.FindingsShow) { id, runtime.Options.School };
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
        var until = CliOptions.Day("--until", CliTexts.FindingsUntil, required: true);
        var command = new Command("waive", CliTexts.FindingsWaive) { id, runtime.Options.School, runtime.Options.By, runtime.Options.Reason, until };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var last = session.Value(until)!.Value;
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "findings waive", cancellationToken);
            var full = await session.Get<FindingDecisions>().WaiveAsync(school, session.Parsed.GetRequiredValue(id), last, Decided(session, runtime), lease, cancellationToken);
            return await ConfirmAsync(session, full, Phrase.Of(JudgingTexts.Waived, full, RussianDates.Full(last)), cancellationToken);
        }));
        return command;
    }

    private static Command Unwaive(CliRuntime runtime)
    {
        var id = Id();
        var reason = OptionalReason();
        var command = new Command("unwaive", CliTexts.FindingsUnwaive) { id, runtime.Options.School, runtime.Options.By, reason };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "findings unwaive", cancellationToken);
            var decision = new Decision(session.Value(runtime.Options.By)!, session.Value(reason) ?? string.Empty);
            var full = await session.Get<FindingDecisions>().UnwaiveAsync(school, session.Parsed.GetRequiredValue(id), decision, lease, cancellationToken);
            return await ConfirmAsync(session, full, Phrase.Of(JudgingTexts.Unwaived, full), cancellationToken);
        }));
        return command;
    }

    public static Option<string?> OptionalReason() => new("--reason") { Description = CliTexts.Reason, HelpName = CliTexts.ValueReason };

    public static Decision Decided(CommandSession session, CliRuntime runtime) => new(session.Value(runtime.Options.By)!, session.Value(runtime.Options.Reason)!);

    private static Argument<string> Id() => new("id") { Description = CliTexts.FindingId, HelpName = "№" };

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

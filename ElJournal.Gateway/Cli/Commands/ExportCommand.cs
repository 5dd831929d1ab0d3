using System.CommandLine;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>export</c>: delivers what is pending.</summary>
internal static class ExportCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var route = new Option<string?>("--route") { Description = CliTexts.DeliveryRoute, HelpName = CliTexts.ValueRoute };
        var command = new Command("export", CliTexts.Export) { runtime.Options.School, route, runtime.Options.Really };
        command.SetAction(runtime.Action((session, cancellationToken) => RunAsync(session, session.Value(route), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(CommandSession session, string? route, CancellationToken cancellationToken)
    {
        var school = session.School();
        school.Routes(route);
        await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
        await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "export", cancellationToken);
        var report = await session.WorkingAsync(CliTexts.ExportProgress, async () =>
        {
            // What changed since the last judging would be withheld: the gate lets only judged records out.
            await session.Get<JudgeUseCase>().RunAsync(school, window: null, lease, cancellationToken);
            return await session.Get<ExportUseCase>().RunAsync(school, route, lease, cancellationToken);
        });
        if (session.Json)
        {
            // One route: the route's own document. Several: one document with all of them.
            session.WriteJson(report.Routes.Count == 1 ? report.Routes[0] : report);
        }
        else
        {
            Print(session, report);
        }

        return report.ExitCode;
    }

    private static void Print(CommandSession session, ExportReport report)
    {
        foreach (var result in report.Routes)
        {
            session.WriteLine(Phrase.Of(Texts.ExportedRoute, result.Route, result.Packages, result.Records, result.Accepted));
            session.WriteLine(Phrase.Of(Texts.ExportedRest, result.Rejected, result.Withheld, result.Held, result.Pending));
            if (result.Failure is { } failure)
            {
                session.WriteLine(Phrase.Of(Texts.ExportFailed, result.Route, Wording.Of(failure)));
                if (failure.Instruction is { } instruction)
                {
                    session.WriteLine(instruction);
                }
            }
        }
    }

}

using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>sync</c>.</summary>
internal static class SyncCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var command = new Command("sync", Texts.SyncDescription) { runtime.Options.School };
        runtime.Options.AddDays(command);
        command.SetAction(runtime.Action(RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(CommandSession session, CancellationToken cancellationToken)
    {
        var school = session.School();
        await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "sync", cancellationToken);
        var result = await session.WorkingAsync(CliTexts.SyncProgress, () => session.Get<SyncUseCase>().RunAsync(school, session.Days(school), lease, cancellationToken));
        if (session.Json)
        {
            session.WriteJson(result);
        }
        else
        {
            new SyncReport(session).Write(school, result);
        }

        return ExitCode(result);
    }

    /// <summary>1 when nothing could be read, 3 when some of it was not.</summary>
    internal static int ExitCode(SyncResult result) =>
        !result.AnythingRead ? ExitCodes.Failed : result.Complete ? ExitCodes.Done : ExitCodes.Partly;
}

using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Retention;
using ElJournal.Gateway.Russian;
using Texts = ElJournal.Gateway.People.Texts;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>purge</c>: what the worker does every week, now.</summary>
internal static class PurgeCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var command = new Command("purge", Texts.PurgeDescription) { runtime.Options.School };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "purge", cancellationToken);
            var result = await session.WorkingAsync(CliTexts.PurgeProgress, () => session.Get<PurgeUseCase>().RunAsync(school, compact: true, lease, cancellationToken));
            if (session.Json)
            {
                session.WriteJson(result);
            }
            else
            {
                session.WriteLine(Phrase.Of(Texts.Purged, result.Records, result.Findings, result.Reviews, result.Letters, result.Packages, result.UpgradeCopies, result.Runs));
                session.WriteLine(result.Compacted ? Texts.Compacted : Texts.NotCompacted);
            }

            return result.Compacted ? ExitCodes.Done : ExitCodes.Partly;
        }));
        return command;
    }
}

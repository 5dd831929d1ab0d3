using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping;
using Texts = ElJournal.Gateway.Safekeeping.Texts;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>restore --to DIR</c>. It does not touch the ledger in use: the restored one is a file of its own until the configuration names it, or, with <c>--to-storage</c>, fills a server's empty database.</summary>
internal static class RestoreCommand
{
    private const int MostNamed = 3;

    public static Command Create(CliRuntime runtime)
    {
        var to = new Option<string>("--to") { Description = Texts.ToDescription, HelpName = CliTexts.ValueFolder, Required = true };
        var from = new Option<string?>("--from") { Description = Texts.FromDescription, HelpName = CliTexts.ValueFolder };
        var ask = new Option<bool>("--ask-password") { Description = Texts.AskPasswordDescription };
        var fill = new Option<bool>("--to-storage") { Description = Texts.ToStorageDescription };
        var command = new Command("restore", Texts.RestoreDescription) { to, from, ask, fill };
        command.SetAction(runtime.ActionWithoutLedger(async (session, cancellationToken) =>
        {
            var (configuration, backup, surroundings) = (session.Get<GatewayConfiguration>(), session.Get<BackupUseCase>(), runtime.Surroundings);
            var server = session.Value(fill) ? Server(session) : null;
            var sources = RestoreUseCase.Sources(session.Value(from) is { } named ? [Path.GetFullPath(named, surroundings.CurrentDirectory)] : [.. backup.Options().Media.Select(medium => configuration.Resolve(medium.Directory))]);
            var password = session.Value(ask) ? await surroundings.ReadHiddenAsync(Texts.Prompt, cancellationToken) : configuration.Options.Backup is null ? null : backup.Password();
            var target = Path.GetFullPath(session.Value(to)!, surroundings.CurrentDirectory);
            var outcome = await session.WorkingAsync(Texts.RestoreDescription, () => RestoreAsync(sources, target, password, server, cancellationToken));
            if (session.Json)
            {
                session.WriteJson(outcome);
            }
            else
            {
                session.WriteLine(Phrase.Of(Texts.RestoreDone, outcome.Set, BackupTables.Moment(outcome.BeganAt), outcome.To, string.Join(", ", outcome.Files), outcome.Records));
                session.WriteLine(server is null ? Phrase.Of(Texts.RestoreNext, Path.Combine(outcome.To, RestoreUseCase.Ledger)) : Phrase.Of(Texts.RestoreFilled, server.Name));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static LedgerDatabase Server(CommandSession session) => session.Get<LedgerDatabase>() is { Provider: StorageProvider.PostgreSql } server
        ? server
        : throw new GatewayException(Phrase.Of(Texts.StorageNoServer, session.Get<GatewayConfiguration>().Options.Storage.Provider));

    /// <summary>Takes the first. Another one may be older, so a person chooses it; where the first cannot be used, the others are named.</summary>
    private static async Task<RestoreOutcome> RestoreAsync(string[] sources, string target, string? password, LedgerDatabase? server, CancellationToken cancellationToken)
    {
        try
        {
            return await RestoreUseCase.RunAsync(sources[0], target, password, server, cancellationToken);
        }
        catch (GatewayException unusable) when (unusable.InnerException is IOException && sources.Length > 1)
        {
            throw new GatewayException($"{unusable.Message} {Phrase.Of(Texts.OtherCopies, string.Join(", ", sources.Skip(1).Take(MostNamed)))}", innerException: unusable);
        }
    }
}

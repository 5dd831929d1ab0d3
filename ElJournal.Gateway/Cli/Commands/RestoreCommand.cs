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
            var source = session.Value(from) is { } named ? Path.GetFullPath(named, surroundings.CurrentDirectory) : Newest(configuration, backup.Options());
            var password = session.Value(ask) ? await surroundings.ReadHiddenAsync(Texts.Prompt, cancellationToken) : configuration.Options.Backup is null ? null : backup.Password();
            var target = Path.GetFullPath(session.Value(to)!, surroundings.CurrentDirectory);
            var outcome = await session.WorkingAsync(Texts.RestoreDescription, () => RestoreUseCase.RunAsync(source, target, password, server, cancellationToken));
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

    /// <summary>The newest set on any medium that is there.</summary>
    private static string Newest(GatewayConfiguration configuration, BackupOptions options)
    {
        var directories = options.Media.Select(medium => configuration.Resolve(medium.Directory)).ToList();
        return directories.Where(Directory.Exists).SelectMany(Media.Sets).MaxBy(folder => Path.GetFileName(folder), StringComparer.Ordinal)
            ?? throw new GatewayException(Phrase.Of(Texts.NothingToRestore, string.Join(", ", directories)));
    }
}

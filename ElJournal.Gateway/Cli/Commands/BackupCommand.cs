using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping;
using Spectre.Console;
using Texts = ElJournal.Gateway.Safekeeping.Texts;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>backup</c> with <c>verify</c>, <c>list</c>, <c>media list|add</c>, and <c>archive</c>.</summary>
internal static class BackupCommand
{
    private const string AllSchools = "all";

    public static Command CreateArchive(CliRuntime runtime) => Making(runtime, BackupManifest.Archive, Texts.ArchiveDescription);

    public static Command Create(CliRuntime runtime)
    {
        var command = Making(runtime, BackupManifest.Backup, Texts.BackupDescription);
        command.Add(Verify(runtime));
        command.Add(List(runtime));
        command.Add(new Command("media", Texts.MediaDescription) { MediaList(runtime), MediaAdd(runtime) });
        return command;
    }

    private static Command Making(CliRuntime runtime, string kind, string description)
    {
        var school = new Option<string>("--school") { Description = Texts.SchoolDescription, HelpName = CliTexts.ValueSchool, DefaultValueFactory = _ => AllSchools };
        var command = new Command(kind, description) { school };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var directory = session.Get<SchoolDirectory>();
            var schools = session.Value(school) is AllSchools or null ? directory.All : [directory.Get(session.Value(school)!)];
            var outcome = await session.WorkingAsync(description, () => session.Get<BackupUseCase>().RunAsync(kind, schools, cancellationToken));
            await session.Get<AuditLog>().NoteAsync(AuditLog.WholeGateway, Environment.UserName, kind, outcome.Set, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(outcome);
            }
            else
            {
                BackupTables.Write(session, outcome);
            }

            return outcome.Complete ? ExitCodes.Done : outcome.AnyWritten ? ExitCodes.Partly : ExitCodes.Failed;
        }));
        return command;
    }

    private static Command Verify(CliRuntime runtime)
    {
        var set = new Option<string?>("--set") { Description = Texts.SetDescription, HelpName = CliTexts.ValueCopy };
        var command = new Command("verify", Texts.VerifyDescription) { set };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var checks = await session.WorkingAsync(Texts.VerifyDescription, () => session.Get<VerifyUseCase>().RunAsync(session.Value(set), cancellationToken));
            if (session.Json)
            {
                session.WriteJson(new { copies = checks });
            }
            else
            {
                BackupTables.Write(session, checks);
            }

            // A medium that is not there is no bad copy: the rest was looked at.
            return checks.Count > 0 && checks.All(check => check.State == CopyCheck.Good) ? ExitCodes.Done
                : checks.Any(check => check.State == CopyCheck.Good) && checks.All(check => check.State is CopyCheck.Good or MediumException.Missing) ? ExitCodes.Partly
                : ExitCodes.Failed;
        }));
        return command;
    }

    private static Command List(CliRuntime runtime)
    {
        var command = new Command("list", Texts.ListDescription);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var names = (await session.Get<Media>().RegisteredAsync(cancellationToken)).ToDictionary(medium => medium.Serial, medium => medium.Name, StringComparer.Ordinal);
            var copies = (await session.Get<Copies>().PresentAsync(cancellationToken)).Select(copy => new
            {
                copy.Set,
                copy.Kind,
                Medium = names.GetValueOrDefault(copy.Medium),
                Serial = copy.Medium,
                BeganAt = Instants.FromStored(copy.BeganAt),
                VerifiedAt = Instants.FromStored(copy.VerifiedAt),
                copy.Bytes,
            }).ToList();
            if (session.Json)
            {
                session.WriteJson(new { copies });
            }
            else if (copies.Count == 0)
            {
                session.WriteLine(Texts.NothingListed);
            }
            else
            {
                var table = new Table().AddColumns(Texts.ColumnSet, Texts.ColumnKind, Texts.ColumnMedium, Texts.ColumnSerial, Texts.ColumnBegan, Texts.ColumnVerified, Texts.ColumnSize);
                foreach (var copy in copies)
                {
                    BackupTables.Row(table, copy.Set, BackupTables.Kind(copy.Kind), copy.Medium, copy.Serial, BackupTables.Moment(copy.BeganAt), BackupTables.Moment(copy.VerifiedAt), BackupTables.Megabytes(copy.Bytes));
                }

                session.Out.Write(table);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command MediaList(CliRuntime runtime)
    {
        var command = new Command("list", Texts.MediaListDescription);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var media = (await session.Get<Media>().RegisteredAsync(cancellationToken)).Select(medium => new { medium.Name, medium.Serial, medium.AddedBy, AddedAt = Instants.FromStored(medium.AddedAt) }).ToList();
            if (session.Json)
            {
                session.WriteJson(new { media });
            }
            else if (media.Count == 0)
            {
                session.WriteLine(Texts.NoMediaYet);
            }
            else
            {
                var table = new Table().AddColumns(Texts.ColumnMedium, Texts.ColumnSerial, Texts.ColumnAdded);
                foreach (var medium in media)
                {
                    BackupTables.Row(table, medium.Name, medium.Serial, $"{BackupTables.Moment(medium.AddedAt)}, {medium.AddedBy}");
                }

                session.Out.Write(table);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command MediaAdd(CliRuntime runtime)
    {
        var name = new Argument<string>("name") { Description = Texts.NameDescription, HelpName = CliTexts.ValueName };
        var command = new Command("add", Texts.MediaAddDescription) { name, runtime.Options.By };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var options = session.Get<BackupUseCase>().Options().Media;
            var configured = options.FirstOrDefault(medium => string.Equals(medium.Name, session.Value(name), StringComparison.OrdinalIgnoreCase))
                ?? throw new Composition.GatewayException(Phrase.Of(Texts.MediumUnknown, session.Value(name), string.Join(", ", options.Select(medium => medium.Name))));
            var medium = await session.Get<Media>().AddAsync(configured, session.Get<GatewayConfiguration>().Resolve(configured.Directory), session.Value(runtime.Options.By)!, cancellationToken);
            await session.Get<AuditLog>().NoteAsync(AuditLog.WholeGateway, session.Value(runtime.Options.By)!, "medium-add", $"{medium.Name} {medium.Serial}", cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { medium.Name, medium.Serial, medium.Directory });
            }
            else
            {
                session.WriteLine(Phrase.Of(Texts.MediumAdded, medium.Name, medium.Serial));
            }

            return ExitCodes.Done;
        }));
        return command;
    }
}

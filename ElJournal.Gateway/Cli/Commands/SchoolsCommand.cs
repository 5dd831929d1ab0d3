using System.CommandLine;
using System.Text;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>schools add|list|remove</c>: schools in files of their own, taken over by a running worker.</summary>
internal static class SchoolsCommand
{
    public static Command Create(CliRuntime runtime) => new("schools", CliTexts.Schools) { Add(runtime), List(runtime), Remove(runtime) };

    private static Command Add(CliRuntime runtime)
    {
        var file = new Argument<string>(CliTexts.ValueFile) { Description = CliTexts.SchoolsFile };
        var replace = new Option<bool>("--replace") { Description = CliTexts.SchoolsReplace };
        var command = new Command("add", CliTexts.SchoolsAdd) { file, replace, runtime.Options.By };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var configuration = session.Get<GatewayConfiguration>();
            var text = await ReadAsync(runtime, session.Value(file)!, cancellationToken);
            var id = Id(text);
            var target = SchoolFiles.PathOf(Folder(configuration), id);
            if (File.Exists(target) && !session.Value(replace))
            {
                throw new GatewayException(Phrase.Of(CliTexts.SchoolAlreadyAdded, id, target));
            }

            if (!File.Exists(target) && configuration.Schools.All.Any(school => string.Equals(school.Id, id, StringComparison.OrdinalIgnoreCase)))
            {
                throw new GatewayException(Phrase.Of(CliTexts.SchoolDescribedChange, id, configuration.File));
            }

            Require(runtime, configuration, (Path.GetFileName(target), text));
            OwnerOnly.CreateFolder(Folder(configuration));
            var changed = File.Exists(target);
            OwnerOnly.Replace(target, Encoding.UTF8.GetBytes(text));
            await session.Get<AuditLog>().NoteAsync(id, session.Value(runtime.Options.By)!, changed ? "school-change" : "school-add", Path.GetFileName(target), cancellationToken);
            Say(session, new { School = id, File = target, Changed = changed }, Phrase.Of(CliTexts.SchoolSaved, id, (changed ? CliTexts.SchoolChanged : CliTexts.SchoolAdded), target));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command List(CliRuntime runtime)
    {
        var command = new Command("list", CliTexts.SchoolsList);
        command.SetAction(runtime.Action((session, _) =>
        {
            var configuration = session.Get<GatewayConfiguration>();
            var folder = Folder(configuration);
            var schools = configuration.Schools.All.Select(school => new
            {
                school.Id,
                school.Options.Name,
                school.Options.TimeZone,
                Source = school.Options.Source.LastOrDefault()?.Adapter,
                Routes = school.Options.Routes.Select(route => route.Name).ToList(),
                File = SchoolFiles.PathOf(folder, school.Id) is var own && File.Exists(own) ? own : configuration.File,
            }).ToList();
            if (session.Json)
            {
                session.WriteJson(new { Schools = schools });
                return Task.FromResult(ExitCodes.Done);
            }

            var table = new Table { Border = TableBorder.Rounded }.AddColumns(CliTexts.ColumnSchool, CliTexts.ColumnName, CliTexts.ColumnTimeZone, CliTexts.ColumnJournal, CliTexts.ColumnRoutes, CliTexts.ColumnFile);
            foreach (var school in schools)
            {
                table.AddRow([.. new[] { school.Id, school.Name, school.TimeZone, school.Source ?? "", string.Join(", ", school.Routes), Path.GetFileName(school.File) }.Select(Markup.Escape)]);
            }

            session.Out.Write(table);
            return Task.FromResult(ExitCodes.Done);
        }));
        return command;
    }

    private static Command Remove(CliRuntime runtime)
    {
        var school = new Argument<string>(CliTexts.ValueSchool) { Description = CliTexts.SchoolId };
        var command = new Command("remove", CliTexts.SchoolsRemove) { school, runtime.Options.By, runtime.Options.Reason };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var configuration = session.Get<GatewayConfiguration>();
            var id = session.Get<SchoolDirectory>().Get(session.Value(school)!).Id;
            var file = SchoolFiles.PathOf(Folder(configuration), id);
            if (!File.Exists(file))
            {
                throw new GatewayException(Phrase.Of(CliTexts.SchoolDescribedRemove, id, configuration.File));
            }

            Require(runtime, configuration, (Path.GetFileName(file), null));

            // Not while something is being done for it; who holds the lease is named.
            await using (await session.Get<SchoolLeases>().AcquireAsync(id, "schools remove", cancellationToken))
            {
                File.Move(file, file + ".removed", overwrite: true);
            }

            await session.Get<AuditLog>().NoteAsync(id, session.Value(runtime.Options.By)!, "school-remove", session.Value(runtime.Options.Reason)!, cancellationToken);
            Say(session, new { School = id, File = file + ".removed" }, Phrase.Of(CliTexts.SchoolRemoved, id, file));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static string Folder(GatewayConfiguration configuration) => configuration.Resolve(configuration.Options.SchoolsDirectory);

    /// <summary>The configuration must be without mistakes afterwards: a running worker would refuse it.</summary>
    private static void Require(CliRuntime runtime, GatewayConfiguration configuration, (string Name, string? Text) trial)
    {
        var result = runtime.Configurations.LoadWith(configuration.File, trial);
        if (result.Configuration is null)
        {
            throw new ConfigurationException(configuration.File, result.Mistakes);
        }

        result.Configuration.Plugins.Dispose();
    }

    private static async Task<string> ReadAsync(CliRuntime runtime, string file, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file, runtime.Surroundings.CurrentDirectory);
        return File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : throw new GatewayException(Phrase.Of(CliTexts.FileMissing, path));
    }

    private static string Id(string text)
    {
        var (root, mistake) = ConfigurationText.Parse(text);
        return root is null ? throw new GatewayException(mistake!.ToString())
            : ConfigurationTree.Text(root, nameof(SchoolOptions.Id)) ?? throw new GatewayException(CliTexts.SchoolWithoutId);
    }

    private static void Say(CommandSession session, object document, string text)
    {
        if (session.Json)
        {
            session.WriteJson(document);
        }
        else
        {
            session.WriteLine(text);
        }
    }
}

using System.CommandLine;
using ElJournal.Gateway.Demo;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>demo</c>: the main job on the bundled school, without any configuration.</summary>
internal static class DemoCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var source = new Option<string>("--source") { Description = Texts.SourceDescription, HelpName = string.Join('|', DemoSources.All), DefaultValueFactory = _ => DemoSources.Files };
        source.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !DemoSources.All.Contains(token.Value, StringComparer.Ordinal))
            {
                result.AddError(Phrase.Of(Texts.UnknownSource, token.Value, string.Join(", ", DemoSources.All)));
            }
        });
        var folder = new Option<string?>("--folder") { Description = Texts.FolderDescription, HelpName = CliTexts.ValueFolder };
        var command = new Command("demo", Texts.Description) { source, folder };
        command.SetAction(runtime.Guarded(async (parsed, cancellationToken) =>
        {
            var surroundings = runtime.Surroundings;
            var name = parsed.GetValue(source)!;
            var own = DemoFolder.Open(Path.GetFullPath(parsed.GetValue(folder) ?? DemoSources.DefaultFolder(name), surroundings.CurrentDirectory), surroundings.ProgramDirectory, name);
            var json = parsed.GetValue(runtime.Options.Json);
            IDemoReport report = json ? new DemoDocument(surroundings.Output) : new DemoStory(surroundings.Output, surroundings.CurrentDirectory);
            await using var journal = DemoSources.Create(name, own, surroundings.ProgramDirectory);
            return await new DemoRun(own, journal, surroundings, report, json ? null : runtime.Console()).RunAsync(cancellationToken);
        }));
        return command;
    }
}

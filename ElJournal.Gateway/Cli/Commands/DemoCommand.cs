using System.CommandLine;
using ElJournal.Gateway.Demo;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>demo</c>: the main job on the bundled school, without any configuration.</summary>
internal static class DemoCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var source = new Option<string>("--source") { Description = Texts.SourceDescription, HelpName = "files", DefaultValueFactory = _ => "files" };
        source.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value != "files")
            {
                result.AddError(Words.Of(Texts.UnknownSource, token.Value));
            }
        });
        var folder = new Option<string>("--folder") { Description = Texts.FolderDescription, HelpName = "ПАПКА", DefaultValueFactory = _ => "eljournal-demo" };
        var command = new Command("demo", Texts.Description) { source, folder };
        command.SetAction(runtime.Guarded((parsed, cancellationToken) =>
        {
            var surroundings = runtime.Surroundings;
            var own = DemoFolder.Open(Path.GetFullPath(parsed.GetValue(folder)!, surroundings.CurrentDirectory), surroundings.ProgramDirectory);
            IDemoReport report = parsed.GetValue(runtime.Options.Json) ? new DemoDocument(surroundings.Output) : new DemoStory(surroundings.Output, surroundings.CurrentDirectory);
            return new DemoRun(own, surroundings, report).RunAsync(cancellationToken);
        }));
        return command;
    }
}

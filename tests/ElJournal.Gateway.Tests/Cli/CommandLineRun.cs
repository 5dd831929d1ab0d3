using System.Text.Json;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Tests.Support;

namespace ElJournal.Gateway.Tests.Cli;

/// <summary>Runs the command line inside the test process.</summary>
internal sealed record CommandLineRun(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static Task<CommandLineRun> Of(string folder, params string[] arguments) => On(folder, TestStorage.Variables(folder), arguments);

    /// <summary>The same with environment variables of the test's choice.</summary>
    public static async Task<CommandLineRun> On(string folder, Dictionary<string, string> environment, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, new CliSurroundings
        {
            Output = output,
            Error = error,
            Environment = environment,
            CurrentDirectory = folder,
            ProgramDirectory = AppContext.BaseDirectory,
        });
        return new CommandLineRun(code, output.ToString(), error.ToString());
    }
}

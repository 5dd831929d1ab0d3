using Spectre.Console;

namespace ElJournal.Gateway.Cli;

/// <summary>Takes in what must not be seen: by a hidden prompt where somebody sits, else the whole of standard input without its last line end.</summary>
internal static class HiddenInput
{
    public static async Task<string> ReadHiddenAsync(this CliSurroundings surroundings, string prompt, CancellationToken cancellationToken)
    {
        var value = surroundings.IsInputTerminal
            ? await new TextPrompt<string>(Markup.Escape(prompt)).Secret(null).AllowEmpty()
                .ShowAsync(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Error), Interactive = InteractionSupport.Yes }), cancellationToken)
            : await surroundings.Input.ReadToEndAsync(cancellationToken);
        return value.TrimEnd('\r', '\n');
    }
}

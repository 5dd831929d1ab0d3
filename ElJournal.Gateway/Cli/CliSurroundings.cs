using System.Collections;
using ElJournal.Gateway.Secrets;

namespace ElJournal.Gateway.Cli;

/// <summary>What the process finds around itself; tests bring their own.</summary>
internal sealed record CliSurroundings
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string CurrentDirectory { get; init; }

    /// <summary>Where the program, the shipped adapters and the demo school lie.</summary>
    public required string ProgramDirectory { get; init; }

    /// <summary>Whether people look at the output as it appears: progress and colours make sense.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Standard input: where a secret comes from.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Whether a person types, so that there is somebody to ask.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Takes secrets out of what is printed.</summary>
    public SecretVeil Veil { get; init; } = new();

    /// <summary>The machine's real clock.</summary>
    public TimeProvider MachineTime { get; init; } = TimeProvider.System;

    /// <summary>The folder that the process was started in; somebody may have removed it since, and then nothing is relative to it.</summary>
    private static string WorkingDirectory()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            return Path.GetPathRoot(AppContext.BaseDirectory)!;
        }
    }

    public static CliSurroundings OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal),
        CurrentDirectory = WorkingDirectory(),
        ProgramDirectory = AppContext.BaseDirectory,
        Input = Console.In,
        IsInputTerminal = !Console.IsInputRedirected,
        IsTerminal = !Console.IsOutputRedirected,
    };
}

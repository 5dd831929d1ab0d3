using System.ComponentModel;
using System.Diagnostics;

namespace ElJournal.Adapters.Paragraf.Backup;

/// <summary>Runs gbak once.</summary>
internal static class GbakProcess
{
    /// <summary>Runs it to its end; a cancelled run ends the process too.</summary>
    /// <exception cref="AdapterException">It cannot be started.</exception>
    public static async ValueTask<GbakResult> RunAsync(string gbak, IReadOnlyList<string> arguments, string? user, string? password, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(gbak, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        // Through the environment: a command line is seen by every user of the machine.
        Set(start, "ISC_USER", user);
        Set(start, "ISC_PASSWORD", password);
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new GbakResult(process.ExitCode, $"{await errors}\n{await output}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception cause) when (cause is Win32Exception or FileNotFoundException)
        {
            throw new AdapterException(AdapterFailure.Permanent, "gbak cannot be started.", Texts.BackupNoGbak, innerException: cause);
        }
    }

    private static void Set(ProcessStartInfo start, string variable, string? value)
    {
        start.Environment.Remove(variable);
        if (value is not null)
        {
            start.Environment[variable] = value;
        }
    }
}

/// <summary>How gbak ended.</summary>
/// <param name="ExitCode">0 when it says that all is well.</param>
/// <param name="Words">What it wrote; may name hosts and paths.</param>
internal sealed record GbakResult(int ExitCode, string Words);

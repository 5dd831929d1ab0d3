using System.Diagnostics;

namespace ElJournal.Testing.Databases;

/// <summary>Firebird's own programs, with the engine embedded: no server, no password.</summary>
public static class FirebirdTools
{
    /// <summary>Told to whoever has none.</summary>
    public const string HowToInstall = "Firebird's tools (gbak, isql-fb) and engine are not installed. On Debian: apt-get install firebird3.0-utils firebird3.0-server-core (nothing is started).";

    /// <summary>Backs up and restores.</summary>
    public const string Gbak = "/usr/bin/gbak";

    private const string Isql = "/usr/bin/isql-fb";

    /// <summary>Whether the programs are there.</summary>
    public static bool Installed => File.Exists(Gbak) && File.Exists(Isql);

    /// <summary>Makes a database with one table, <c>INVENTED</c>, of one row: 42.</summary>
    public static Task CreateAsync(string file) =>
        RunAsync(Isql, ["-q", "-b"], $"CREATE DATABASE '{file}';\nCREATE TABLE INVENTED (N INTEGER);\nCOMMIT;\nINSERT INTO INVENTED VALUES (42);\nCOMMIT;\n");

    /// <summary>Restores a copy as a new database.</summary>
    /// <returns>What is in its table <c>INVENTED</c>, as the program prints it.</returns>
    public static async Task<string> RestoreAsync(string copy, string file)
    {
        await RunAsync(Gbak, ["-c", copy, file], "");
        return await RunAsync(Isql, ["-q", "-b", file], "SELECT N FROM INVENTED;\n");
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {await errors}");
    }
}

using System.Diagnostics;

namespace ElJournal.Testing;

/// <summary>A pipe with a name in a folder (not on Windows): whoever opens it for reading waits for a writer.</summary>
public static class NamedPipe
{
    public static async Task MakeAsync(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        await made.WaitForExitAsync();
    }
}

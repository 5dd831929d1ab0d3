using ElJournal.HaltingHook;

#pragma warning disable CA1050, MA0047, S3903 // The runtime looks for this very name, outside of any namespace.

/// <summary>
/// What the runtime calls before the program's first line when <c>DOTNET_STARTUP_HOOKS</c> names this assembly: so the program itself need not know that anybody stops it.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("COMMIT_SOCKET") is { Length: > 0 } socket)
        {
            CommitBoundaries.Watch(new Harness(socket));
        }
    }
}

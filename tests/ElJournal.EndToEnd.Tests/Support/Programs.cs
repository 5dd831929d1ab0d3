namespace ElJournal.EndToEnd.Tests.Support;

/// <summary>Where the built things lie.</summary>
internal static class Programs
{
    public static string Root { get; } = FindRoot();

    public static string DemoSchool => Path.Combine(Root, "samples", "demo-school");

    /// <summary>The program as it was built with the tests' own configuration (Debug or Release).</summary>
    public static string Gateway { get; } = Output("ElJournal.Gateway", "eljournal.dll");

    /// <summary>What makes the program stand still at each commit.</summary>
    public static string HaltingHook { get; } = Output(Path.Combine("tests", "ElJournal.HaltingHook"), "ElJournal.HaltingHook.dll");

    public static string Output(string project, string file)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Root, project, "bin", framework.Parent!.Name, framework.Name, file);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ElJournal.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not lie below the solution's folder.");
    }
}

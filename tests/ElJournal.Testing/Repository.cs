namespace ElJournal.Testing;

/// <summary>Where the tests' own repository lies.</summary>
public static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>What the tests were built as, <c>Debug</c> or <c>Release</c>.</summary>
    public static string BuildConfiguration { get; } =
        AppContext.BaseDirectory.Replace('\\', '/').Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>A path in the repository.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>The folder that a project is built to.</summary>
    public static string BuiltTo(string projectFolder) => Path.Combine(Root, projectFolder, "bin", BuildConfiguration, "net10.0");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ElJournal.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests must run from a build inside the repository.");
    }
}

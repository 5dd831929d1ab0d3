using System.Diagnostics;
using ElJournal.Testing;

namespace ElJournal.Architecture.Tests;

/// <summary>A guard that looks on is worse than none: builds a scratch project under the repository's own settings and sees it fail.</summary>
[TestClass]
public sealed class BannedSymbolsTests
{
    private static readonly string[] Settings = ["Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig", "global.json"];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [Timeout(180_000, CooperativeCancellation = true)]
    public async Task A_forbidden_call_breaks_the_build()
    {
        using var folder = new TempFolder();
        foreach (var file in Settings)
        {
            File.Copy(Repository.PathOf(file), folder[file]);
        }

        await File.WriteAllTextAsync(folder["Scratch.csproj"], """<Project Sdk="Microsoft.NET.Sdk" />""", TestContext.CancellationToken);
        await File.WriteAllTextAsync(folder["Scratch.cs"], """
            namespace Scratch;

            /// <summary>Does everything that must not be done.</summary>
            public static class Violations
            {
                /// <summary>A clock.</summary>
                public static DateTimeOffset Clock() => DateTimeOffset.UtcNow;

                /// <summary>A wait.</summary>
                public static void Wait() => Thread.Sleep(1);

                /// <summary>Chance.</summary>
                public static int Chance() => Random.Shared.Next();

                /// <summary>A blocked thread.</summary>
                public static int Block(Task<int> task) => task.Result;
            }

            """, TestContext.CancellationToken);

        var output = await BuildAsync(folder.Path);

        foreach (var banned in new[] { "DateTimeOffset.UtcNow", "Thread.Sleep(int)", "Random.Shared", "Task<TResult>.Result" })
        {
            Assert.IsTrue(
                output.Split('\n').Any(line => line.Contains("error RS0030", StringComparison.Ordinal) && line.Contains(banned, StringComparison.Ordinal)),
                $"{banned} did not break the build:\n{output}");
        }
    }

    private async Task<string> BuildAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "Scratch.csproj", "-nologo", "-v", "q", "-p:UseSharedCompilation=false", "-nodeReuse:false"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        // The test host's own settings must not leak into the build it starts.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CancellationToken);
        return output;
    }
}

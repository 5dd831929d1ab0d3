using System.Runtime.CompilerServices;

namespace ElJournal.Gateway.Tests.Mail.Letters;

/// <summary>Compares texts with files that a person has accepted.</summary>
/// <remarks>
/// To accept what is now made: run the tests with <c>ACCEPT_GOLDEN=1</c> in the environment, look at the changed files under
/// <c>Letters/Golden</c> as a reader of the letter would, and commit them.
/// </remarks>
internal static class Golden
{
    public static void Match(string name, string actual, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            return;
        }

        Assert.IsTrue(File.Exists(file), $"No accepted text {file}; how to accept one is written at {nameof(Golden)}.");
        Assert.AreEqual(File.ReadAllText(file).ReplaceLineEndings("\n"), actual, $"{name} differs from what was accepted; how to accept it is written at {nameof(Golden)}.");
    }
}

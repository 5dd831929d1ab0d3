using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ElJournal.Rules.Journal;

namespace ElJournal.Architecture.Tests;

/// <summary>The rules know no clock, no file, no network and no chance: what they say follows from what they are given.</summary>
[TestClass]
public sealed class PurityTests
{
    private static readonly string[] ForbiddenNamespaces = ["System.IO", "System.Net", "System.Data", "System.Diagnostics.Process", "System.Threading.Tasks", "System.Timers", "Microsoft."];

    // System.Environment is not among them: the compiler itself asks it for the thread in every iterator.
    private static readonly string[] ForbiddenTypes = ["System.TimeProvider", "System.Random", "System.Console", "System.Threading.Timer", "System.Threading.Thread", "System.Diagnostics.Stopwatch"];

    [TestMethod]
    public void The_rules_use_no_type_of_the_outside_world()
    {
        var used = TypesUsedBy(typeof(JournalRecord).Assembly.Location);

        Assert.IsGreaterThan(20, used.Count, "the test must not pass because it reads nothing");
        Assert.AreEqual("", string.Join("\n", used.Where(type => ForbiddenTypes.Contains(type) || Array.Exists(ForbiddenNamespaces, name => type.StartsWith(name, StringComparison.Ordinal)))));
    }

    [TestMethod]
    public void The_rules_reference_nothing_but_the_platform() =>
        Assert.AreEqual("", string.Join("\n", typeof(JournalRecord).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal))));

    private static List<string> TypesUsedBy(string file)
    {
        using var stream = File.OpenRead(file);
        using var portable = new PEReader(stream);
        var metadata = portable.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference).Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
    }
}

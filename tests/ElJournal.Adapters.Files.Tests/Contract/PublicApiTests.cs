using System.Runtime.CompilerServices;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Files.Tests.Contract;

/// <summary>The contract as adapters outside this repository compile against it.</summary>
/// <remarks>
/// When this test fails, somebody has changed what adapters see. That is not automatically a mistake:
/// <list type="bullet">
/// <item>Something was added (a type, an optional ability, a parameter with a default on a record's constructor): raise <see cref="ContractVersion.Minor"/> once per release.</item>
/// <item>Something was renamed, removed or means something else: existing plug-ins break. Raise <see cref="ContractVersion.Major"/>, and say in CHANGELOG.md what an adapter has to change.</item>
/// <item>It was not meant: the difference shown is the bug.</item>
/// </list>
/// Then accept the new text: run the test with the environment variable <c>ACCEPT_PUBLIC_API=1</c> and commit <c>PublicApi.txt</c>.
/// </remarks>
[TestClass]
public sealed class PublicApiTests
{
    private const string FileName = "PublicApi.txt";

    [TestMethod]
    public void The_contract_is_what_was_agreed()
    {
        var vocabulary = typeof(JournalRecord).Assembly.GetTypes().Where(type => typeof(JournalRecord).IsAssignableFrom(type) || (type.IsEnum && type.Namespace == typeof(JournalRecord).Namespace));
        var now = PublicApi.Of([.. typeof(ContractVersion).Assembly.GetTypes(), .. vocabulary, typeof(DayRange), typeof(EntryTime), typeof(RecordKey), typeof(RecordKinds)]);
        if (string.Equals(Environment.GetEnvironmentVariable("ACCEPT_PUBLIC_API"), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(Path.Combine(FolderOfThisFile(), FileName), now);
            return;
        }

        var agreed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contract", FileName)).ReplaceLineEndings("\n");

        var added = now.Split('\n').Except(agreed.Split('\n')).Select(line => $"+ {line.Trim()}");
        var removed = agreed.Split('\n').Except(now.Split('\n')).Select(line => $"- {line.Trim()}");
        Assert.AreEqual(agreed, now, $"The contract has changed; the remarks of {nameof(PublicApiTests)} say what to do.\n{string.Join('\n', removed.Concat(added))}");
    }

    [TestMethod]
    public void The_version_is_spelled_as_it_is_numbered() => Assert.AreEqual(ContractVersion.Text, $"{ContractVersion.Major}.{ContractVersion.Minor}");

    [TestMethod]
    public void The_adapter_shows_its_factory_and_nothing_else() =>
        CollectionAssert.AreEqual(new[] { typeof(FilesAdapterFactory) }, typeof(FilesAdapterFactory).Assembly.GetExportedTypes());

    private static string FolderOfThisFile([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

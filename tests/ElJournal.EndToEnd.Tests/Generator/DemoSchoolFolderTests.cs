using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Gateway.Demo;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Generator;

[TestClass]
public sealed class DemoSchoolFolderTests
{
    [TestMethod]
    public async Task The_committed_folder_is_what_the_generator_writes()
    {
        using var scratch = new Scratch();
        var school = GeneratedSchool.Create();
        await CsvFolder.WriteAsync(scratch.Path, school.StateAt(GeneratedSchool.Final));
        await ReplayFolder.WriteAsync(Path.Combine(scratch.Path, "replay"), school.Versions());

        var written = Tables(scratch.Path);
        CollectionAssert.AreEqual(written, Tables(Programs.DemoSchool));
        foreach (var name in written)
        {
            Assert.AreEqual(
                await File.ReadAllTextAsync(Path.Combine(scratch.Path, name)),
                await File.ReadAllTextAsync(Path.Combine(Programs.DemoSchool, name)),
                $"{name} differs; write it again: dotnet run --project samples/SchoolGenerator -- --out samples/demo-school --replay samples/demo-school/replay");
        }
    }

    [TestMethod]
    public void The_committed_folder_is_below_four_megabytes() =>
        Assert.IsLessThan(4_000_000L, Directory.EnumerateFiles(Programs.DemoSchool, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length));

    [TestMethod]
    public async Task The_demo_replays_earlier_states_as_the_generator_knows_them()
    {
        var school = GeneratedSchool.Create();
        foreach (var moment in GeneratedSchool.Reads)
        {
            using var scratch = new Scratch();
            var (replayed, generated) = (Path.Combine(scratch.Path, "replayed"), Path.Combine(scratch.Path, "generated"));
            await new JournalReplay(Programs.DemoSchool).WriteAsync(replayed, moment, CancellationToken.None);
            await CsvFolder.WriteAsync(generated, school.StateAt(moment));

            foreach (var name in Tables(generated))
            {
                CollectionAssert.AreEqual(await SortedAsync(generated, name), await SortedAsync(replayed, name), $"{name} at {moment:O}");
                Assert.AreEqual(moment.UtcDateTime, File.GetLastWriteTimeUtc(Path.Combine(replayed, name)));
            }
        }
    }

    private static async Task<string[]> SortedAsync(string folder, string name) =>
        [.. (await File.ReadAllLinesAsync(Path.Combine(folder, name))).Order(StringComparer.Ordinal)];

    private static string[] Tables(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}

using System.IO.Compression;
using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Adapters.Sources;
using ElJournal.Testing.Databases;

namespace ElJournal.Adapters.Paragraf.Tests.Backup;

/// <summary>The real gbak on real Firebird files, with the engine embedded: no server, no password.</summary>
[TestClass]
public sealed class GbakTests
{

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Three_databases_become_a_set_that_restores_to_the_same_rows(bool compress)
    {
        using var site = await NewSiteAsync(compress);
        var target = Directory.CreateDirectory(Path.Combine(site.Path, "backup")).FullName;
        await using var source = site.Source();

        var set = await ((IBackup)source).BackUpAsync(target, CancellationToken.None);

        var ending = compress ? ".fbk.gz" : ".fbk";
        CollectionAssert.AreEqual(new[] { "BASE" + ending, "BIN" + ending, "BLOB" + ending }, set.Files.Select(file => file.FileName).ToArray());
        CollectionAssert.AreEqual(set.Files.Select(file => file.FileName).ToArray(), Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray(), "Nothing else is left in the folder.");
        Assert.AreEqual(Site.Now, set.BeganAt);
        var copy = Path.Combine(target, "BIN" + ending);
        Assert.AreEqual(new FileInfo(copy).Length, set.Files[1].Length);
        if (compress)
        {
            await using var packed = new GZipStream(File.OpenRead(copy), CompressionMode.Decompress);
            await using var unpacked = File.Create(copy = Path.Combine(site.Path, "BIN.fbk"));
            await packed.CopyToAsync(unpacked);
        }

        var restored = Path.Combine(site.Path, "restored.fdb");
        Assert.Contains("42", await FirebirdTools.RestoreAsync(copy, restored));
    }

    [TestMethod]
    public async Task A_database_that_is_not_there_makes_no_set()
    {
        using var site = await NewSiteAsync(compress: false);
        File.Delete(Path.Combine(site.Path, "BIN.fdb"));
        var target = Directory.CreateDirectory(Path.Combine(site.Path, "backup")).FullName;
        await using var source = site.Source();

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await ((IBackup)source).BackUpAsync(target, CancellationToken.None));

        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        Assert.Contains("BIN", failure.Message);
        Assert.IsEmpty(Directory.GetFileSystemEntries(target));
    }

    private static async Task<Site> NewSiteAsync(bool compress)
    {
        if (!FirebirdTools.Installed)
        {
            Assert.Inconclusive(FirebirdTools.HowToInstall);
        }

        var site = BackupSite.Create(compress).With("GbakPath", FirebirdTools.Gbak);
        foreach (var name in BackupSite.Names)
        {
            await FirebirdTools.CreateAsync(Path.Combine(site.Path, name + ".fdb"));
        }

        return site;
    }
}

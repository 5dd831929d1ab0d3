using System.Diagnostics;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Drills;

/// <summary>A disk of a few megabytes, in memory, that can be filled to the last byte: only root can have one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string place = TempFolder.New();

    public string Ledger => Path.Combine(place, "eljournal.db");

    private string Ballast => Path.Combine(place, "ballast");

    public static async Task<SmallDisk> MountAsync()
    {
        var disk = new SmallDisk();
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", disk.place);
        return disk;
    }

    public void Fill()
    {
        // What was written ahead keeps its place in the file, which would be room for an evening.
        LedgerRows.Of(Ledger, "PRAGMA wal_checkpoint(TRUNCATE)");
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var piece = new byte[1 << 16]; piece.Length > 0;)
        {
            try
            {
                ballast.Write(piece);
            }
            catch (IOException)
            {
                piece = new byte[piece.Length / 2];
            }
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", place);
        Directory.Delete(place);
    }

    private static async Task RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, $"{command} {string.Join(' ', arguments)}");
    }
}

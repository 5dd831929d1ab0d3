using System.Globalization;
using ElJournal.Adapters.Portals;

namespace ElJournal.HaltingAdapter;

/// <summary>A portal that may apply a package and never answer.</summary>
internal sealed class ApplyingPortal(string directory, Boundary boundary) : IPortal
{
    private int number;

    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ProbeResult(true, "Папка."));

    public async ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken)
    {
        var own = Interlocked.Increment(ref number);
        await boundary.PassAsync(string.Create(CultureInfo.InvariantCulture, $"portal.received.{own}"));
        var file = Path.Combine(directory, $"{package.Id}.json");
        Directory.CreateDirectory(directory);
        if (File.Exists(file))
        {
            // What comes again must be what came before, to the byte.
            if (!(await File.ReadAllBytesAsync(file, cancellationToken)).AsSpan().SequenceEqual(package.Body.Span))
            {
                throw new InvalidOperationException($"Package {package.Id} came again with other bytes.");
            }
        }
        else
        {
            // Several packages are on their way at once: a kill at one must not leave half of another behind, as no portal would.
            await File.WriteAllBytesAsync($"{file}.tmp", package.Body.ToArray(), cancellationToken);
            File.Move($"{file}.tmp", file, overwrite: true);
        }

        await boundary.PassAsync(string.Create(CultureInfo.InvariantCulture, $"portal.applied.{own}"));
        return new Receipt($"halting:{package.Id}", package.RecordCount, []);
    }

    public ValueTask DisposeAsync() => boundary.PassAsync("portal.disposed");
}

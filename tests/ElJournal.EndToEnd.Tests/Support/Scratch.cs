using ElJournal.Testing;

namespace ElJournal.EndToEnd.Tests.Support;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = TempFolder.New();

    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

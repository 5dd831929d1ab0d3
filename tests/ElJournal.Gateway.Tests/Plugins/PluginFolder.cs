using System.Text.Json.Nodes;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Plugins;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Plugins;

/// <summary>A folder of plug-ins in which HelloAdapter is installed, and may be spoilt.</summary>
internal sealed class PluginFolder : IDisposable
{
    private readonly TempFolder folder = new();

    public PluginFolder()
    {
        System.IO.Directory.CreateDirectory(Hello);
        foreach (var file in System.IO.Directory.GetFiles(Repository.BuiltTo("samples/HelloAdapter")))
        {
            File.Copy(file, Path.Combine(Hello, Path.GetFileName(file)));
        }
    }

    public string Directory => folder.Path;

    public string Hello => folder["hello"];

    /// <summary>HelloAdapter with one line of its manifest changed.</summary>
    public PluginFolder With(string property, JsonNode? value)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Hello, PluginManifest.FileName)))!.AsObject();
        manifest[property] = value;
        File.WriteAllText(Path.Combine(Hello, PluginManifest.FileName), manifest.ToJsonString());
        return this;
    }

    public PluginCatalog Load(IList<string>? allowed = null, string? pin = null, TimeSpan? limit = null)
    {
        var options = new AdaptersOptions { Directory = Directory, Allowed = allowed ?? ["hello", "files"] };
        if (pin is not null)
        {
            options.Sha256["hello"] = pin;
        }

        return new PluginLoader(options, Directory, Directory) { Limit = limit ?? TimeSpan.FromSeconds(30) }.Load();
    }

    public void Dispose() => folder.Dispose();
}

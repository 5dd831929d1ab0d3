using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ElJournal.Adapters.Paragraf.Database;

/// <summary>A provider's own world: its DLLs and native libraries from <c>providers/</c>, everything else from the program.</summary>
internal sealed class ProviderLoadContext(string folder) : AssemblyLoadContext("provider:" + Path.GetFileName(folder), isCollectible: false)
{
    protected override Assembly? Load(AssemblyName assemblyName) =>
        Path.Combine(folder, assemblyName.Name + ".dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        NativeFiles(unmanagedDllName).FirstOrDefault(File.Exists) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;

    private IEnumerable<string> NativeFiles(string name)
    {
        var rid = RuntimeInformation.RuntimeIdentifier;
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var plain = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        string[] folders = [folder, Path.Combine(folder, "runtimes", rid, "native"), Path.Combine(folder, "runtimes", plain, "native")];
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        string[] names = [name, name + extension, "lib" + name, "lib" + name + extension];
        return folders.SelectMany(_ => names, Path.Combine);
    }
}

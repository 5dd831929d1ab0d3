using System.Reflection;
using System.Runtime.Loader;
using ElJournal.Adapters;
using ElJournal.Rules.Journal;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Plugins;

/// <summary>A plug-in's own world: its packages in its versions, the contract from the host. It separates versions; it is not a security fence.</summary>
internal sealed class PluginLoadContext(string mainFile) : AssemblyLoadContext("adapter:" + Path.GetFileNameWithoutExtension(mainFile), isCollectible: false)
{
    // Types that cross the border must be the same types on both sides, whatever lies in the plug-in's folder.
    private static readonly HashSet<string> FromHost = new(StringComparer.OrdinalIgnoreCase)
    {
        typeof(IAdapterFactory).Assembly.GetName().Name!,
        typeof(JournalRecord).Assembly.GetName().Name!,
        typeof(ILogger).Assembly.GetName().Name!,
        "Microsoft.Extensions.DependencyInjection.Abstractions",
    };

    private readonly AssemblyDependencyResolver resolver = new(mainFile);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        FromHost.Contains(assemblyName.Name ?? "") ? null
        : resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path)
        : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}

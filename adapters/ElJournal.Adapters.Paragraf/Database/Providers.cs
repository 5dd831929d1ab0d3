using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;

namespace ElJournal.Adapters.Paragraf.Database;

/// <summary>Finds the ADO.NET provider that a site names. The adapter knows none itself.</summary>
internal static class Providers
{
    // A provider keeps its connections and native library for the life of the process, so it is loaded once.
    private static readonly ConcurrentDictionary<string, Lazy<DbProviderFactory>> Loaded = new(StringComparer.Ordinal);

    /// <summary>The folder beside the adapter.</summary>
    public static string Folder => Path.Combine(Path.GetDirectoryName(typeof(Providers).Assembly.Location)!, "providers");

    /// <summary>The provider's factory.</summary>
    /// <param name="name">The DLL's name without extension, or <c>Type, Assembly</c>.</param>
    /// <param name="folder">Where DLLs lie.</param>
    /// <exception cref="AdapterException">There is no such DLL, or no provider in it.</exception>
    public static DbProviderFactory Load(string name, string folder)
    {
        try
        {
            return Loaded.GetOrAdd($"{folder}|{name}", _ => new Lazy<DbProviderFactory>(() => Find(name, folder))).Value;
        }
        catch (Exception cause) when (cause is not AdapterException)
        {
            throw new AdapterException(AdapterFailure.Permanent, $"The provider '{name}' cannot be loaded ({Root(cause).GetType().Name}).", Mapping.MappingNode.Format(Texts.ProviderBroken, name, folder), innerException: cause);
        }
    }

    private static DbProviderFactory Find(string name, string folder)
    {
        var parts = name.Split(',', 2, StringSplitOptions.TrimEntries);
        var (type, assembly) = parts.Length == 2 ? (parts[0], parts[1]) : (null, parts[0]);
        var file = Path.Combine(folder, assembly + ".dll");
        if (assembly.AsSpan().ContainsAny('/', '\\') || !File.Exists(file))
        {
            throw new AdapterException(AdapterFailure.Permanent, $"There is no provider '{assembly}'.", Mapping.MappingNode.Format(Texts.ProviderMissing, assembly, folder));
        }

        var loaded = new ProviderLoadContext(folder).LoadFromAssemblyPath(file);
        var factories = loaded.GetExportedTypes().Where(candidate => !candidate.IsAbstract && typeof(DbProviderFactory).IsAssignableFrom(candidate) && (type is null || candidate.FullName == type)).ToList();
        return factories is [var only] && InstanceOf(only) is { } factory
            ? factory
            : throw new AdapterException(
                AdapterFailure.Permanent,
                $"'{name}' holds {factories.Count} provider factories.",
                Mapping.MappingNode.Format(factories.Count > 1 ? Texts.ProviderSeveral : Texts.ProviderNone, assembly, string.Join(", ", factories.Select(candidate => $"{candidate.FullName}, {assembly}"))));
    }

    /// <summary>By custom a factory is the public static field or property <c>Instance</c>.</summary>
    private static DbProviderFactory? InstanceOf(Type type) =>
        (type.GetField("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) ?? type.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)) as DbProviderFactory;

    private static Exception Root(Exception cause) => cause is TypeInitializationException or TargetInvocationException && cause.InnerException is { } inner ? Root(inner) : cause;
}

using System.Reflection;
using System.Runtime.ExceptionServices;
using ElJournal.Adapters;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Plugins;

/// <summary>Finds plug-ins, and loads those that the configuration allows. A broken one never stops the others.</summary>
/// <param name="options">Where, which, and their pins.</param>
/// <param name="configurationDirectory">What a relative folder is relative to.</param>
/// <param name="programDirectory">Beside it lie the shipped ones.</param>
/// <param name="running">The plug-ins of this process; one that is asked for as it is loaded is taken from here.</param>
internal sealed class PluginLoader(AdaptersOptions options, string configurationDirectory, string programDirectory, PluginCatalog? running = null)
{
    /// <summary>The names of the shipped adapters, which are allowed when the configuration says nothing.</summary>
    public static readonly IReadOnlyList<string> Shipped = ["files", "dnevnik", "elzhur", "paragraf", "petersburg", "oneroster"];

    /// <summary>How long a plug-in may take to be made and to name its settings.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where plug-ins are looked for, each in a folder of its own name.</summary>
    public string Directory { get; } = options.Directory is { Length: > 0 } set ? Path.GetFullPath(set, configurationDirectory) : Path.Combine(programDirectory, "adapters");

    public PluginCatalog Load()
    {
        if (!System.IO.Directory.Exists(Directory))
        {
            return new PluginCatalog([]);
        }

        try
        {
            return new PluginCatalog([.. System.IO.Directory.EnumerateDirectories(Directory).Order(StringComparer.Ordinal).Select(Load)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new PluginCatalog([]);
        }
    }

    private AdapterPlugin Load(string folder)
    {
        var name = Path.GetFileName(folder);
        PluginManifest? manifest = null;
        PluginSnapshot? snapshot = null;
        try
        {
            if (!(options.Allowed ?? [.. Shipped]).Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new PluginRefusedException(PluginStatus.NotAllowed, PluginTexts.NotAllowed);
            }

            if (Running(name, folder) is { } loaded)
            {
                return loaded;
            }

            snapshot = Pinned(name, folder);
            var root = snapshot?.Folder ?? folder;
            manifest = PluginManifest.Read(root);
            var file = MainFile(manifest, root, name);
            ContractCheck.Manifest(manifest);
            ContractCheck.Assembly(file, manifest);
            var context = new PluginLoadContext(file);
            var factory = WithinLimit(() => CreateFactory(context, file, manifest), manifest.Factory);
            return new AdapterPlugin(name, manifest.Version, folder, manifest.Roles, PluginStatus.Active, null) { Factory = factory, Snapshot = snapshot };
        }
        catch (PluginRefusedException refused)
        {
            snapshot?.Dispose();
            return new AdapterPlugin(name, manifest?.Version, folder, manifest?.Roles ?? AdapterRoles.None, refused.Status, refused.Message);
        }
        catch (Exception exception)
        {
            // Foreign code can throw anything; whatever it is, the other plug-ins go on.
            snapshot?.Dispose();
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            return new AdapterPlugin(name, manifest?.Version, folder, manifest?.Roles ?? AdapterRoles.None, PluginStatus.Malfunctioned, Phrase.Of(PluginTexts.LoadFailed, cause.GetType().Name, cause.Message.ReplaceLineEndings(" ")));
        }
    }

    private static string MainFile(PluginManifest manifest, string folder, string name)
    {
        if (!string.Equals(manifest.Name, name, StringComparison.Ordinal))
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.OtherName, PluginManifest.FileName, manifest.Name, name));
        }

        var file = new FileInfo(Path.Combine(folder, manifest.Assembly));
        if (!file.Exists)
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.FileMissing, manifest.Assembly));
        }

        // A link out of the folder would load what nobody looked at when the folder was allowed.
        if (file.ResolveLinkTarget(returnFinalTarget: true) is { } target && !string.Equals(Path.GetDirectoryName(target.FullName), Path.GetFullPath(folder), StringComparison.Ordinal))
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.LinkOutside, manifest.Assembly));
        }

        return file.FullName;
    }

    /// <summary>The plug-in that runs, if it is what is asked for: from the same folder, and of the bytes that are pinned. Its private copy stays that of the catalog that loaded it.</summary>
    private AdapterPlugin? Running(string name, string folder) =>
        running?.Find(name) is { Status: PluginStatus.Active } known && string.Equals(known.Folder, folder, StringComparison.Ordinal)
            && (PinOf(name) is not { } pin || string.Equals(known.Snapshot?.Fingerprint, pin, StringComparison.OrdinalIgnoreCase))
            ? known with { Snapshot = null }
            : null;

    private string? PinOf(string name) => options.Sha256.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>A private copy of a pinned folder, proved to be what the pin says; <see langword="null"/> where nothing is pinned.</summary>
    private PluginSnapshot? Pinned(string name, string folder)
    {
        if (PinOf(name) is not { } pin)
        {
            return null;
        }

        var snapshot = PluginSnapshot.Take(folder);
        if (string.Equals(snapshot.Fingerprint, pin, StringComparison.OrdinalIgnoreCase))
        {
            return snapshot;
        }

        snapshot.Dispose();
        throw new PluginRefusedException(PluginStatus.PinMismatch, Phrase.Of(PluginTexts.OtherFingerprint, snapshot.Fingerprint));
    }

    /// <summary>Foreign code may hang. There is no way to stop it, so it gets a thread of its own that the program does not wait for.</summary>
    private IAdapterFactory WithinLimit(Func<IAdapterFactory> make, string type)
    {
        IAdapterFactory? made = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                made = make();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
            Name = "plug-in",
        };
        thread.Start();
        if (!thread.Join(Limit))
        {
            throw new PluginRefusedException(PluginStatus.TimedOut, Phrase.Of(PluginTexts.Silent, type, Limit.TotalSeconds));
        }

        failure?.Throw();
        return made!;
    }

    private static IAdapterFactory CreateFactory(PluginLoadContext context, string file, PluginManifest manifest)
    {
        var type = context.LoadFromAssemblyPath(file).GetType(manifest.Factory, throwOnError: false)
            ?? throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.ClassMissing, manifest.Assembly, manifest.Factory));
        if (!typeof(IAdapterFactory).IsAssignableFrom(type) || !type.IsVisible || type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.ClassUnusable, manifest.Factory, nameof(IAdapterFactory)));
        }

        if ((manifest.Roles.HasFlag(AdapterRoles.Source) && !typeof(ISourceFactory).IsAssignableFrom(type)) || (manifest.Roles.HasFlag(AdapterRoles.Portal) && !typeof(IPortalFactory).IsAssignableFrom(type)))
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.RolesUnkept, manifest.Factory));
        }

        var factory = (IAdapterFactory)Activator.CreateInstance(type)!;

        // Asked here, so that an adapter that cannot even name its settings is found out now.
        return factory.Settings is null ? throw new PluginRefusedException(PluginStatus.Malfunctioned, Phrase.Of(PluginTexts.SettingsUnnamed, manifest.Factory)) : factory;
    }
}

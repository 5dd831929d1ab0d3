using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ElJournal.Adapters;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Plugins;

/// <summary>Compares versions of the contract: what the manifest says, and what the plug-in's file was really built against. No code is run.</summary>
internal static class ContractCheck
{
    private static readonly Version Host = new(ContractVersion.Major, ContractVersion.Minor);

    /// <exception cref="PluginRefusedException">Another major version, or a newer minor one.</exception>
    public static void Manifest(PluginManifest manifest) => Compare(manifest.Contract, PluginManifest.FileName);

    /// <exception cref="PluginRefusedException">The file is no assembly, does not use the contract, or another version of it than the manifest says.</exception>
    public static void Assembly(string file, PluginManifest manifest)
    {
        var built = Referenced(file) ?? throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.ContractUnused, manifest.Assembly));
        Compare(built, manifest.Assembly);
        if (built != manifest.Contract)
        {
            throw new PluginRefusedException(PluginStatus.Incompatible, Phrase.Of(PluginTexts.ContractNamed, PluginManifest.FileName, manifest.Contract, manifest.Assembly, built));
        }
    }

    private static void Compare(Version built, string where)
    {
        if (built.Major != Host.Major || built.Minor > Host.Minor)
        {
            throw new PluginRefusedException(PluginStatus.Incompatible, Phrase.Of(PluginTexts.ContractOther, where, built, Host.Major, Host));
        }
    }

    private static Version? Referenced(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var portable = new PEReader(stream);
            var metadata = portable.GetMetadataReader();
            var contract = typeof(IAdapterFactory).Assembly.GetName().Name!;
            foreach (var handle in metadata.AssemblyReferences)
            {
                var reference = metadata.GetAssemblyReference(handle);
                if (metadata.StringComparer.Equals(reference.Name, contract))
                {
                    return new Version(reference.Version.Major, reference.Version.Minor);
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.NotAnAssembly, Path.GetFileName(file)));
        }
    }
}

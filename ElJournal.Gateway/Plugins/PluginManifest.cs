using System.Text.Json;
using System.Text.RegularExpressions;
using ElJournal.Adapters;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Plugins;

/// <summary>What a plug-in says of itself before any of its code is touched.</summary>
/// <param name="Name">Its name; also its folder's.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Contract">The contract it was built for.</param>
/// <param name="Assembly">Its main file, a plain name within its folder.</param>
/// <param name="Factory">The full name of its factory.</param>
/// <param name="Roles">What it can be.</param>
internal sealed partial record PluginManifest(string Name, string Version, Version Contract, string Assembly, string Factory, AdapterRoles Roles)
{
    public const string FileName = "adapter.json";

    /// <summary>Manifests are a few lines; anything larger is not one.</summary>
    public const int LargestBytes = 64 * 1024;

    /// <summary>Reads the manifest in a folder.</summary>
    /// <exception cref="PluginRefusedException">It is not there, unreadable, or names what lies outside the folder.</exception>
    public static PluginManifest Read(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FileName));
        if (!file.Exists)
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.FileMissing, FileName));
        }

        if (file.Length > LargestBytes)
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.ManifestTooLarge, FileName, LargestBytes / 1024));
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
            return From(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.ManifestNotJson, FileName, exception.LineNumber + 1));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.ManifestUnreadable, FileName, exception.GetType().Name));
        }
    }

    private static PluginManifest From(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.ManifestObjectExpected, FileName));
        }

        var name = Text(root, "name", Name40(), PluginTexts.ExpectedName);
        var version = Text(root, "version", Version40(), PluginTexts.ExpectedVersion);
        var contract = Text(root, "contract", ContractForm(), PluginTexts.ExpectedContract + ContractVersion.Text);

        // A plain file name: no folder, drive, share or address can hide in letters, digits, dots and dashes.
        var assembly = Text(root, "assembly", AssemblyForm(), PluginTexts.ExpectedAssembly);
        var factory = Text(root, "factory", TypeForm(), PluginTexts.ExpectedFactory);
        return new PluginManifest(name, version, System.Version.Parse(contract), assembly, factory, RolesOf(root));
    }

    private static AdapterRoles RolesOf(JsonElement root)
    {
        var roles = AdapterRoles.None;
        if (root.TryGetProperty("roles", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray())
            {
                roles |= (item.ValueKind == JsonValueKind.String ? item.GetString() : null) switch
                {
                    "source" => AdapterRoles.Source,
                    "portal" => AdapterRoles.Portal,
                    _ => throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.RoleUnknown, FileName)),
                };
            }
        }

        return roles != AdapterRoles.None ? roles : throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.RolesExpected, FileName));
    }

    private static string Text(JsonElement root, string property, Regex form, string expected)
    {
        if (!root.TryGetProperty(property, out var value) || value.ValueKind != JsonValueKind.String)
        {
            throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.PropertyMissing, FileName, property, expected));
        }

        var text = value.GetString()!;
        return form.IsMatch(text) ? text : throw new PluginRefusedException(PluginStatus.Invalid, Phrase.Of(PluginTexts.PropertyInvalid, FileName, property, expected));
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name40();

    [GeneratedRegex("^[0-9]{1,9}(\\.[0-9]{1,9}){1,3}(-[0-9A-Za-z.-]{1,40})?\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version40();

    [GeneratedRegex("^[0-9]{1,4}\\.[0-9]{1,4}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContractForm();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*\\.dll\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AssemblyForm();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,20}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeForm();
}

/// <summary>A plug-in is not used; the message says why, in Russian.</summary>
internal sealed class PluginRefusedException(PluginStatus status, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public PluginStatus Status { get; } = status;
}

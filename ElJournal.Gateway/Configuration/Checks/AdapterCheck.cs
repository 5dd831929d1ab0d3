using System.Text.RegularExpressions;
using ElJournal.Adapters;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>Adapters and their settings against what the loaded plug-ins say of themselves.</summary>
internal static partial class AdapterCheck
{
    public static void Allowed(AdaptersOptions adapters, PluginCatalog catalog, Report report)
    {
        var known = PluginLoader.Shipped.Concat(catalog.Plugins.Select(plugin => plugin.Name)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var allowed = adapters.Allowed ?? [];
        for (var i = 0; i < allowed.Count; i++)
        {
            if (!known.Contains(allowed[i], StringComparer.OrdinalIgnoreCase))
            {
                report.At(nameof(adapters.Allowed)).At(i).Add(Phrase.Of(ConfigurationTexts.AdapterUnknown, allowed[i], OptionsBinder.Suggest(allowed[i], known), string.Join(", ", known)));
            }
        }

        foreach (var (name, pin) in adapters.Sha256)
        {
            if (!Sha256().IsMatch(pin))
            {
                report.At(nameof(adapters.Sha256)).At(name).Add(ConfigurationTexts.FingerprintExpected);
            }
        }
    }

    /// <summary>Checks sources and routes of a school. A plug-in that could not be loaded is a warning: other schools need not wait for it.</summary>
    /// <param name="school">The school.</param>
    /// <param name="catalog">The plug-ins.</param>
    /// <param name="directory">What relative paths are relative to.</param>
    /// <param name="report">Takes mistakes.</param>
    /// <param name="warnings">Takes what does not stop the others.</param>
    public static void School(SchoolOptions school, PluginCatalog catalog, string directory, Report report, Report warnings)
    {
        for (var i = 0; i < school.Source.Count; i++)
        {
            var at = OptionsBinder.Join(nameof(school.Source), FormattableString.Invariant($"{i}"));
            if (Adapter("Adapter", school.Source[i].Adapter, AdapterRoles.Source, school.Source[i].Settings, catalog, report.At(at), warnings.At(at)) is { } factory)
            {
                OwnCheck(factory, school.Id, directory, school.Source[i].Settings, report.At(at).At("Settings"));
            }
        }

        for (var i = 0; i < school.Routes.Count; i++)
        {
            var at = OptionsBinder.Join(nameof(school.Routes), FormattableString.Invariant($"{i}"));
            if (Adapter("Portal", school.Routes[i].Portal, AdapterRoles.Portal, school.Routes[i].Settings, catalog, report.At(at), warnings.At(at)) is { } factory)
            {
                OwnCheck(factory, school.Id, directory, school.Routes[i].Settings, report.At(at).At("Settings"));
            }
        }
    }

    private static IAdapterFactory? Adapter(string setting, string name, AdapterRoles role, IDictionary<string, string> settings, PluginCatalog catalog, Report report, Report warnings)
    {
        if (!report.At(setting).Require(name))
        {
            return null;
        }

        var plugin = catalog.Find(name);
        var usable = catalog.Plugins.Where(candidate => candidate.Roles.HasFlag(role) && candidate.Status != PluginStatus.NotAllowed).Select(candidate => candidate.Name).ToList();
        if (plugin is null)
        {
            report.At(setting).Add(Phrase.Of(ConfigurationTexts.AdapterUnknown, name, OptionsBinder.Suggest(name, usable), (usable.Count == 0 ? ConfigurationTexts.AdaptersNone : string.Join(", ", usable))));
        }
        else if (plugin.Status == PluginStatus.NotAllowed)
        {
            report.At(setting).Add(Phrase.Of(ConfigurationTexts.AdapterNotAllowed, name));
        }
        else if (plugin.Factory is null)
        {
            warnings.At(setting).Add(Phrase.Of(ConfigurationTexts.AdapterNotLoaded, name, plugin.Status, plugin.Reason));
        }
        else if (!plugin.Roles.HasFlag(role))
        {
            report.At(setting).Add(Phrase.Of(ConfigurationTexts.AdapterRoleMissing, name, (role == AdapterRoles.Source ? ConfigurationTexts.RoleSource : ConfigurationTexts.RolePortal), (usable.Count == 0 ? ConfigurationTexts.AdaptersNone : string.Join(", ", usable))));
        }
        else
        {
            Settings([.. plugin.Factory.Settings.Where(known => known.Role.HasFlag(role))], settings, report.At("Settings"));
            return plugin.Factory;
        }

        return null;
    }

    /// <summary>What only the adapter knows to check. It gets paths made absolute, and nothing that is secret.</summary>
    private static void OwnCheck(IAdapterFactory factory, string schoolId, string directory, IDictionary<string, string> settings, Report report)
    {
        if (factory is not ISettingsCheck check)
        {
            return;
        }

        var shown = settings.Select(pair => (pair.Key, pair.Value, Setting: factory.Settings.FirstOrDefault(known => string.Equals(known.Name, pair.Key, StringComparison.OrdinalIgnoreCase))))
            .Where(given => given.Setting is { Secret: false })
            .Select(given => KeyValuePair.Create(given.Key, given.Setting!.IsPath && given.Value.Length > 0 ? Path.GetFullPath(given.Value, directory) : given.Value));
        foreach (var mistake in check.Check(schoolId, new AdapterSettings(shown)))
        {
            report.At(mistake.Setting).Add(mistake.Message);
        }
    }

    private static void Settings(IReadOnlyList<AdapterSetting> known, IDictionary<string, string> settings, Report report)
    {
        foreach (var (name, value) in settings)
        {
            var setting = known.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
            var at = report.At(name);
            if (setting is null)
            {
                var names = known.Select(candidate => candidate.Name).ToList();
                at.Add(Phrase.Of(ConfigurationTexts.AdapterSettingUnknown, OptionsBinder.Suggest(name, names), string.Join(", ", names)));
            }
            else if (string.IsNullOrWhiteSpace(value))
            {
                continue;
            }
            else if (setting.Secret)
            {
                at.RequireReference(value);
            }
            else if (setting.IsUrl)
            {
                at.RequireUrl(value);
            }
            else if (setting.Allowed is { Count: > 0 } allowed)
            {
                at.RequireOneOf(value, allowed);
            }
        }

        foreach (var missing in known.Where(setting => setting.Required && !settings.Any(pair => string.Equals(pair.Key, setting.Name, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(pair.Value))))
        {
            report.At(missing.Name).Add(ConfigurationTexts.AdapterSettingMissing);
        }
    }

    [GeneratedRegex("^[0-9a-fA-F]{64}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sha256();
}

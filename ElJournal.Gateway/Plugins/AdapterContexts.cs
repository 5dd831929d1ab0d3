using ElJournal.Adapters;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Plugins;

/// <summary>What adapters get from the host.</summary>
internal sealed class AdapterContexts(GatewayConfiguration configuration, SecretResolver secrets, RunMode mode, ILoggerFactory loggers, TimeProvider time, MachineClock machine)
{
    // One for each reach: adapters tell by it which of them share a host's connections, and so what they know of the host.
    private readonly HttpClientSource everywhere = new(mayLeaveMachine: true);
    private readonly HttpClientSource here = new(mayLeaveMachine: false);

    public AdapterContext ForSource(SchoolRuntime school, SourceOptions source, IReadOnlyList<AdapterSetting> known) =>
        Create(school, source.Adapter, source.Settings, known, mayLeaveMachine: true);

    public AdapterContext ForPortal(SchoolRuntime school, RouteOptions route, IReadOnlyList<AdapterSetting> known) =>
        Create(school, route.Portal, route.Settings, known, mode.MayLeaveMachine) with { Folder = configuration.FolderOf("portals", school.Id, route.Name) };

    private AdapterContext Create(SchoolRuntime school, string adapter, IDictionary<string, string> settings, IReadOnlyList<AdapterSetting> known, bool mayLeaveMachine)
    {
        var values = settings.Select(pair =>
        {
            var setting = known.FirstOrDefault(candidate => string.Equals(candidate.Name, pair.Key, StringComparison.OrdinalIgnoreCase));
            var value = setting is { Secret: true } ? secrets.Resolve(pair.Value)
                : setting is { IsPath: true } && pair.Value.Length > 0 ? configuration.Resolve(pair.Value)
                : pair.Value;
            return KeyValuePair.Create(pair.Key, value);
        });
        return new AdapterContext(school.Id, school.Zone, new AdapterSettings(values), mayLeaveMachine ? everywhere : here, loggers.CreateLogger("ElJournal.Adapters." + adapter), time, machine.Time);
    }
}

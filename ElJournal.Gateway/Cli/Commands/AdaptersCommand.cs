using System.CommandLine;
using ElJournal.Adapters;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Plugins;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>adapters list</c> and <c>adapters test</c>.</summary>
internal static class AdaptersCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var list = new Command("list", CliTexts.AdaptersList);
        list.SetAction(runtime.Guarded((parsed, _) => Task.FromResult(List(runtime, parsed))));

        var school = new Option<string?>("--school") { Description = CliTexts.OnlySchool, HelpName = CliTexts.ValueSchool };
        var test = new Command("test", CliTexts.AdaptersTest) { school };
        test.SetAction(runtime.ActionWithoutLedger((session, cancellationToken) => TestAsync(session, session.Value(school), cancellationToken)));
        return new Command("adapters", CliTexts.Adapters) { list, test };
    }

    private static int List(CliRuntime runtime, ParseResult parsed)
    {
        // Listed even when the rest of the configuration has mistakes: a plug-in's state is often their reason.
        using var catalog = runtime.Configurations.LoadPlugins(runtime.ConfigurationFile(parsed));
        if (parsed.GetValue(runtime.Options.Json))
        {
            runtime.Surroundings.Output.WriteLine(CommandSession.Serialize(new
            {
                adapters = catalog.Plugins.Select(plugin => new { plugin.Name, plugin.Version, Roles = RoleNames(plugin.Roles), plugin.Status, plugin.Reason, plugin.Folder, Sha256 = PluginSnapshot.Of(plugin.Folder) }),
            }));
            return ExitCodes.Done;
        }

        var table = new Table().AddColumns(CliTexts.ColumnAdapter, CliTexts.ColumnVersion, CliTexts.ColumnRoles, CliTexts.ColumnState, CliTexts.ColumnExplanation);
        foreach (var plugin in catalog.Plugins)
        {
            table.AddRow(new Text(plugin.Name), new Text(plugin.Version ?? ""), new Text(string.Join(", ", RoleNames(plugin.Roles))), new Text(Named(plugin.Status)), new Text(plugin.Reason ?? ""));
        }

        runtime.Console().Write(table);
        return ExitCodes.Done;
    }

    private static async Task<int> TestAsync(CommandSession session, string? schoolId, CancellationToken cancellationToken)
    {
        IReadOnlyList<SchoolRuntime> schools = schoolId is null ? session.Get<SchoolDirectory>().All : [session.Get<SchoolDirectory>().Get(schoolId)];
        var probes = new List<AdapterProbe>();
        foreach (var school in schools)
        {
            probes.AddRange(await session.WorkingAsync(CliTexts.ProbeProgress, () => session.Get<AdapterProbes>().OfAsync(school, session.Today(school), cancellationToken)));
        }

        if (session.Json)
        {
            session.WriteJson(new { probes });
        }
        else
        {
            foreach (var probe in probes)
            {
                session.WriteLine($"{(probe.Succeeded ? CliTexts.ProbeWorks : CliTexts.ProbeFails)} {probe.School}, {(probe.Route == AdapterProbes.Source ? CliTexts.ProbeSource : CliTexts.ProbeRoute + probe.Route)} ({probe.Adapter}): {probe.Message}");
            }
        }

        return probes.TrueForAll(probe => probe.Succeeded) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string Named(PluginStatus status) => status switch
    {
        PluginStatus.Active => CliTexts.AdapterWorks,
        PluginStatus.NotAllowed => CliTexts.AdapterNotAllowed,
        PluginStatus.Invalid => CliTexts.AdapterInvalid,
        PluginStatus.Incompatible => CliTexts.AdapterOtherContract,
        PluginStatus.PinMismatch => CliTexts.AdapterOtherFile,
        PluginStatus.TimedOut => CliTexts.AdapterSilent,
        _ => CliTexts.AdapterFailed,
    };

    private static IReadOnlyList<string> RoleNames(AdapterRoles roles) =>
        [.. new[] { AdapterRoles.Source, AdapterRoles.Portal }.Where(role => roles.HasFlag(role)).Select(role => role == AdapterRoles.Source ? "source" : "portal")];
}

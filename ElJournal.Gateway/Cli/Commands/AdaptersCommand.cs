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
        var list = new Command("list", "Показать адаптеры и их состояние.");
        list.SetAction(runtime.Guarded((parsed, _) => Task.FromResult(List(runtime, parsed))));

        var school = new Option<string?>("--school") { Description = "Только эта школа (по умолчанию все).", HelpName = "ШКОЛА" };
        var test = new Command("test", "Проверить связь с источником и порталами каждой школы (ничего не меняет).") { school };
        test.SetAction(runtime.ActionWithoutLedger((session, cancellationToken) => TestAsync(session, session.Value(school), cancellationToken)));
        return new Command("adapters", "Адаптеры: источники журнала и порталы.") { list, test };
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

        var table = new Table().AddColumns("Адаптер", "Версия", "Умеет", "Состояние", "Пояснение");
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
        var factory = session.Get<AdapterFactory>();
        var probes = new List<AdapterProbe>();
        foreach (var school in schools)
        {
            var source = school.SourceFor(session.Today(school));
            probes.Add(await ProbeAsync(school.Id, "source", source.Adapter, async () =>
            {
                await using var made = factory.CreateSource(school, source);
                return await made.ProbeAsync(cancellationToken);
            }, cancellationToken));
            foreach (var route in school.Options.Routes)
            {
                probes.Add(await ProbeAsync(school.Id, route.Name, route.Portal, async () =>
                {
                    await using var made = factory.CreatePortal(school, route);
                    return await made.ProbeAsync(cancellationToken);
                }, cancellationToken));
            }
        }

        if (session.Json)
        {
            session.WriteJson(new { probes });
        }
        else
        {
            foreach (var probe in probes)
            {
                session.WriteLine($"{(probe.Succeeded ? "исправно " : "ОШИБКА   ")} {probe.School}, {(probe.Route == "source" ? "источник" : "маршрут " + probe.Route)} ({probe.Adapter}): {probe.Message}");
            }
        }

        return probes.TrueForAll(probe => probe.Succeeded) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<AdapterProbe> ProbeAsync(string school, string route, string adapter, Func<Task<ProbeResult>> probe, CancellationToken cancellationToken)
    {
        try
        {
            var result = await probe();
            return new AdapterProbe(school, route, adapter, result.Succeeded, result.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // One bad adapter must not hide what the others answer.
            var message = exception switch
            {
                AdapterException { Instruction: { } instruction } => instruction,
                AdapterException or GatewayException => exception.Message,
                _ => $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}",
            };
            return new AdapterProbe(school, route, adapter, Succeeded: false, message);
        }
    }

    private static string Named(PluginStatus status) => status switch
    {
        PluginStatus.Active => "работает",
        PluginStatus.NotAllowed => "не разрешён",
        PluginStatus.Invalid => "негоден",
        PluginStatus.Incompatible => "другая версия контракта",
        PluginStatus.PinMismatch => "не тот файл",
        PluginStatus.TimedOut => "не отвечает",
        _ => "сбой при загрузке",
    };

    private static IReadOnlyList<string> RoleNames(AdapterRoles roles) =>
        [.. new[] { AdapterRoles.Source, AdapterRoles.Portal }.Where(role => roles.HasFlag(role)).Select(role => role == AdapterRoles.Source ? "source" : "portal")];

    /// <param name="School">The school.</param>
    /// <param name="Route">The route's name, or <c>source</c>.</param>
    /// <param name="Adapter">The adapter.</param>
    /// <param name="Succeeded">Whether the other side answered as expected.</param>
    /// <param name="Message">What was reached, or what to do.</param>
    private sealed record AdapterProbe(string School, string Route, string Adapter, bool Succeeded, string Message);
}

using System.Globalization;
using System.Net.Http.Json;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Demo;

/// <summary>A system that the simulators imitate: how the demo's configuration reaches it. Tokens and keys are invented and open only the imitation.</summary>
/// <param name="Adapter">The adapter, and the word before its address in the simulators' first line.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Settings">The adapter's settings; the address is only that of a simulator started by hand.</param>
/// <param name="Secrets">Files of secrets in the demo's folder.</param>
internal sealed record SimulatedSystem(string Adapter, string Title, string Settings, IReadOnlyList<(string File, string Value)> Secrets)
{
    /// <summary>Whether the system is not asked but exports files into the demo's folder.</summary>
    public bool Exports { get; private init; }

    /// <summary>Files as a school exports them by its own report, with a mapping beside them.</summary>
    public static SimulatedSystem Paragraf { get; } = new("paragraf", "Параграф", """{ "Mode": "Files", "Mapping": "journal/mapping.jsonc", "Directory": "journal" }""", []) { Exports = true };

    public static SimulatedSystem Dnevnik { get; } = new(
        "dnevnik",
        "Дневник.ру",
        """{ "BaseUrl": "http://127.0.0.1:8462/dnevnik/v2", "AccessToken": "file:secrets/token", "SchoolId": "1000001234567" }""",
        [("token", "StaffToken0000000000000000000001")]);

    public static SimulatedSystem ElZhur { get; } = new(
        "elzhur",
        "ЭлЖур",
        """{ "BaseUrl": "http://127.0.0.1:8462/elzhur/api", "Vendor": "demo", "DevKey": "file:secrets/devkey", "AuthToken": "file:secrets/token", "HomeworkStandsAt": "given", "SubstitutionFields": "replaced=teacher_replaced, replacedId=teacher_replaced_id, date=date", "SubstitutionDaysPerRequest": "31", "MaxConcurrency": "4", "RequestSpacing": "00:00:00" }""",
        [("devkey", "00112233445566778899aabbccddeeff"), ("token", "0f1e2d3c4b5a69788796a5b4c3d2e1f0")]);
}

/// <summary>The journal behind an imitated system that runs as a process of its own.</summary>
internal sealed class SimulatedJournal(DemoFolder folder, string programDirectory, SimulatedSystem system) : DemoJournal
{
    private readonly HttpClient client = new();
    private readonly Dictionary<string, string> environment = [];
    private SimulatorProcess? process;

    public override string Adapter => system.Adapter;

    protected override string Settings => system.Settings;

    public override IReadOnlyDictionary<string, string> Environment => environment;

    public override string Where(Func<string, string> shorten) => system.Exports
        ? Phrase.Of(Texts.WhereExported, shorten(Path.Combine(folder.Root, "journal")), system.Title)
        : Phrase.Of(Texts.WhereSimulated, system.Title, shorten(SimulatorProcess.Program(programDirectory)));

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var secrets = Path.Combine(folder.Root, "secrets");
        foreach (var (file, value) in system.Secrets)
        {
            Directory.CreateDirectory(secrets);
            await File.WriteAllTextAsync(Path.Combine(secrets, file), value, cancellationToken);
        }

        process = await SimulatorProcess.StartAsync(programDirectory, system.Exports ? ["--paragraf", Path.Combine(folder.Root, "journal")] : [], cancellationToken);
        if (!system.Exports)
        {
            environment["ELJOURNAL__Schools__0__Source__Settings__BaseUrl"] = process.Address(system.Adapter).ToString();
        }
    }

    public override async Task ShowAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var address = new Uri(process!.Address("control") + "/clock");
        using var answer = await client.PutAsJsonAsync(address, new { now = moment.ToString("o", CultureInfo.InvariantCulture) }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public override async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}

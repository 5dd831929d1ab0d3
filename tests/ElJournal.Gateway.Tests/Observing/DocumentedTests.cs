using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Observing;
using ElJournal.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Gateway.Tests.Observing;

/// <summary>What the README promises to whoever watches is what the program has.</summary>
[TestClass]
public sealed class DocumentedTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "ElJournal.Gateway", "Observing", "README.md"));

    [TestMethod]
    public void Every_instrument_is_documented_and_no_other()
    {
        RuntimeHelpers.RunClassConstructor(typeof(Instruments).TypeHandle);
        var published = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == Instruments.Name)
                {
                    published.Add(instrument.Name);
                }
            },
        };
        listener.Start();

        CollectionAssert.AreEquivalent(Rows().Select(cells => cells[0].Trim('`')).Where(name => name.StartsWith("eljournal.", StringComparison.Ordinal)).ToList(), published);
    }

    [TestMethod]
    public void Every_event_has_an_id_of_its_own_and_is_documented_with_its_level()
    {
        var events = typeof(Instruments).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
            .Select(message => $"{message.EventId.ToString(CultureInfo.InvariantCulture)} {message.Level}").ToList();
        var documented = Rows().Where(cells => cells[0].Length > 0 && cells[0].All(char.IsAsciiDigit)).Select(cells => $"{cells[0]} {cells[1]}").ToList();

        Assert.IsNotEmpty(events);
        CollectionAssert.AllItemsAreUnique(events.ConvertAll(each => each.Split(' ')[0]));
        CollectionAssert.AreEquivalent(documented, events);
    }

    [TestMethod]
    public void A_line_of_the_log_can_be_a_JSON_object_with_the_events_values_and_without_secrets()
    {
        var surroundings = Surroundings(LogLineFormatter.FormVariable, "json");
        surroundings.Veil.Add("planted-secret");
        using var written = new StringWriter();
        var values = new List<KeyValuePair<string, object?>> { new("School", "s1"), new("Counts", "added 3 planted-secret"), new("{OriginalFormat}", "x") };
        new LogLineFormatter(new MachineClock(new FakeTimeProvider(DateTimeOffset.UnixEpoch)), surroundings).Write(
            new LogEntry<List<KeyValuePair<string, object?>>>(LogLevel.Information, "c", new EventId(601, "JobEnded"), values, null, (_, _) => "a line\nwith a break"), null, written);

        var line = JsonDocument.Parse(written.ToString().TrimEnd()).RootElement;
        Assert.AreEqual(601, line.GetProperty("event").GetInt32());
        Assert.AreEqual("s1", line.GetProperty("school").GetString());
        Assert.AreEqual("a line with a break", line.GetProperty("message").GetString());
        Assert.DoesNotContain("planted-secret", written.ToString(), StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("Critical", LogLevel.Critical)]
    [DataRow("error", LogLevel.Error)]
    [DataRow("Trace", LogLevel.Warning)]
    public void The_least_level_holds_for_the_lines_of_the_framework_as_well(string asked, LogLevel least)
    {
        var surroundings = Surroundings("ELJOURNAL_LOG", asked);
        using var logs = LoggerFactory.Create(logging =>
        {
            logging.Services.AddSingleton(surroundings).AddSingleton(new MachineClock(new FakeTimeProvider(DateTimeOffset.UnixEpoch)));
            logging.AddGatewayConsole(surroundings.Environment, new RunMode("run", Drill: false, Really: false));
        });

        var health = logs.CreateLogger("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService");

        Assert.AreEqual((false, true), (health.IsEnabled(least - 1), health.IsEnabled(least)));
    }

    private static CliSurroundings Surroundings(string variable, string value) => new()
    {
        Output = TextWriter.Null, Error = TextWriter.Null, CurrentDirectory = ".", ProgramDirectory = ".", Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value },
    };

    /// <summary>The cells of the README's tables.</summary>
    private static IEnumerable<string[]> Rows() =>
        Readme.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries));
}

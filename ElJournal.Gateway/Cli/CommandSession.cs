using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Rules.Journal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace ElJournal.Gateway.Cli;

/// <summary>What a command works with.</summary>
internal sealed class CommandSession(IServiceProvider services, ParseResult parsed, CliOptions options, TextWriter output, IAnsiConsole console)
{
    private static readonly JsonSerializerOptions JsonForm = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public IServiceProvider Services { get; } = services;

    public ParseResult Parsed { get; } = parsed;

    public bool Json { get; } = parsed.GetValue(options.Json);

    /// <summary>The business clock; obeys <c>--now</c>.</summary>
    public TimeProvider Clock => Services.GetRequiredService<TimeProvider>();

    public RunMode Mode => Services.GetRequiredService<RunMode>();

    /// <summary>Whether <c>--now</c> set the clock.</summary>
    public bool Drill => Mode.Drill;

    /// <summary>Standard output for people; write nothing to it under <see cref="Json"/>.</summary>
    public IAnsiConsole Out { get; } = console;

    /// <summary>A feature's service.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>An option's value.</summary>
    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>An argument's value.</summary>
    public T? Value<T>(Argument<T> argument) => Parsed.GetValue(argument);

    /// <summary>The school that <c>--school</c> names.</summary>
    /// <exception cref="GatewayException">There is none.</exception>
    public SchoolRuntime School() => Get<SchoolDirectory>().Get(Parsed.GetRequiredValue(options.School));

    /// <summary>Today on the school's calendar.</summary>
    public DateOnly Today(SchoolRuntime school) => school.DayOf(Clock.GetUtcNow());

    /// <summary>The days that <c>--from</c> and <c>--to</c> name; <see langword="null"/> when neither is given. A missing end is today, a missing beginning the end.</summary>
    public DayRange? Days(SchoolRuntime school)
    {
        var (from, to) = (Parsed.GetValue(options.From), Parsed.GetValue(options.To));
        if (from is null && to is null)
        {
            return null;
        }

        var today = Today(school);
        var last = to ?? (from > today ? from.Value : today);
        return new DayRange(from ?? last, last);
    }

    /// <summary>Notes in the log that personal data is shown. Call it before showing: a look that cannot be noted is not had.</summary>
    /// <param name="what">Ids and names of reports, never people's names.</param>
    public Task LookAsync(SchoolRuntime school, string what, CancellationToken cancellationToken) =>
        Get<Ledger.AuditLog>().NoteAsync(school.Id, Environment.UserName, Ledger.AuditLog.Look, what, cancellationToken);

    /// <summary>Writes the one JSON document of this run.</summary>
    public void WriteJson(object document) => output.WriteLine(Serialize(document));

    /// <summary>JSON as this program writes it: camel case, Cyrillic as it is, ISO dates.</summary>
    public static string Serialize(object document) => JsonSerializer.Serialize(document, document.GetType(), JsonForm);

    /// <summary>Writes a line of plain text, without markup.</summary>
    public void WriteLine(string text = "") => Out.WriteLine(text);
}

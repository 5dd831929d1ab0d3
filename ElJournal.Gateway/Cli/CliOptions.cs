using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Cli;

/// <summary>Options that many commands share. One set per command line, because an option remembers the commands that it belongs to.</summary>
internal sealed class CliOptions
{
    public CliOptions()
    {
        From = Day("--from", CliTexts.From);
        To = Day("--to", CliTexts.To);
        Until = Day("--until", CliTexts.Until);
        Said(By);
        Said(Reason);
    }

    public Option<string?> Config { get; } = new("--config") { Description = CliTexts.Config, HelpName = CliTexts.ValueFile, Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = CliTexts.Json, Recursive = true };

    public Option<DateTimeOffset?> Now { get; } = new("--now")
    {
        Description = CliTexts.Now,
        HelpName = CliTexts.ValueMoment,
        Recursive = true,
        CustomParser = ParseInstant,
    };

    public Option<bool> Really { get; } = new("--really") { Description = CliTexts.Really };

    public Option<string> School { get; } = new("--school") { Description = CliTexts.School, HelpName = CliTexts.ValueSchool, Required = true };

    public Option<DateOnly?> From { get; }

    public Option<DateOnly?> To { get; }

    public Option<DateOnly?> Until { get; }

    public Option<string> By { get; } = new("--by")
    {
        Description = CliTexts.By,
        HelpName = CliTexts.ValueBy,
        DefaultValueFactory = _ => Environment.UserName,
    };

    public Option<string> Reason { get; } = new("--reason") { Description = CliTexts.Reason, HelpName = CliTexts.ValueReason, Required = true };

    /// <summary>An option that takes a day.</summary>
    public static Option<DateOnly?> Day(string name, string description, bool required = false) =>
        new(name) { Description = description, HelpName = CliTexts.ValueDate, Required = required, CustomParser = ParseDay };

    /// <summary>Adds <c>--from</c> and <c>--to</c> and refuses a range that ends before it begins.</summary>
    public void AddDays(Command command)
    {
        command.Add(From);
        command.Add(To);
        command.Validators.Add(result =>
        {
            if (result.GetResult(From) is { Errors: var a } && !a.Any() && result.GetResult(To) is { Errors: var b } && !b.Any()
                && result.GetValue(From) is { } from && result.GetValue(To) is { } to && from > to)
            {
                result.AddError(Phrase.Of(CliTexts.FromAfterTo, from, to));
            }
        });
    }

    /// <summary>A decision names who and why; blanks name nobody and nothing.</summary>
    private static void Said(Option<string> option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[^1].Value))
        {
            result.AddError(Phrase.Of(CliTexts.OptionEmpty, option.Name));
        }
    });

    private static DateOnly? ParseDay(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        result.AddError(Phrase.Of(CliTexts.NotADate, text));
        return null;
    }

    private static DateTimeOffset? ParseInstant(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";

        // Without an offset the machine's zone would decide, which is nobody's intention.
        string[] formats = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];
        if (DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        result.AddError(Phrase.Of(CliTexts.NotAMoment, text));
        return null;
    }
}

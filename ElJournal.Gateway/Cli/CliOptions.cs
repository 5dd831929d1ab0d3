using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ElJournal.Gateway.Cli;

/// <summary>Options that many commands share. One set per command line, because an option remembers the commands that it belongs to.</summary>
internal sealed class CliOptions
{
    public CliOptions()
    {
        From = Day("--from", "С какого дня, например 2026-10-05.");
        To = Day("--to", "По какой день включительно.");
        Until = Day("--until", "По какой день включительно действует решение.");
        Said(By);
        Said(Reason);
    }

    public Option<string?> Config { get; } = new("--config") { Description = "Файл конфигурации (по умолчанию eljournal.json или переменная ELJOURNAL_CONFIG).", HelpName = "ФАЙЛ", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "Один документ JSON в стандартный вывод; журнал работы – в поток ошибок.", Recursive = true };

    public Option<DateTimeOffset?> Now { get; } = new("--now")
    {
        Description = "Часы этого запуска, например 2026-10-05T17:05:00+03:00: для проверок и навёрстывания.",
        HelpName = "МОМЕНТ",
        Recursive = true,
        CustomParser = ParseInstant,
    };

    public Option<bool> Really { get; } = new("--really") { Description = "Вместе с --now: отправлять и на другие машины." };

    public Option<string> School { get; } = new("--school") { Description = "Идентификатор школы в конфигурации.", HelpName = "ШКОЛА", Required = true };

    public Option<DateOnly?> From { get; }

    public Option<DateOnly?> To { get; }

    public Option<DateOnly?> Until { get; }

    public Option<string> By { get; } = new("--by")
    {
        Description = "Кто решил (по умолчанию пользователь операционной системы).",
        HelpName = "КТО",
        DefaultValueFactory = _ => Environment.UserName,
    };

    public Option<string> Reason { get; } = new("--reason") { Description = "Почему.", HelpName = "ПРИЧИНА", Required = true };

    /// <summary>An option that takes a day.</summary>
    public static Option<DateOnly?> Day(string name, string description, bool required = false) =>
        new(name) { Description = description, HelpName = "ДАТА", Required = required, CustomParser = ParseDay };

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
                result.AddError(FormattableString.Invariant($"--from {from:yyyy-MM-dd} позже, чем --to {to:yyyy-MM-dd}."));
            }
        });
    }

    /// <summary>A decision names who and why; blanks name nobody and nothing.</summary>
    private static void Said(Option<string> option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[^1].Value))
        {
            result.AddError($"{option.Name} не может быть пустым.");
        }
    });

    private static DateOnly? ParseDay(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        result.AddError($"«{text}» – не дата. Ожидается вид 2026-10-05.");
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

        result.AddError($"«{text}» – не момент времени. Ожидается вид 2026-10-05T17:05:00+03:00 (смещение обязательно).");
        return null;
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ElJournal.Gateway.Cli;

/// <summary>The library's Russian help, with the words that it leaves in English.</summary>
internal sealed class RussianHelp(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly (string English, string Russian)[] Words =
    [
        ("Description:", "Описание:"),
        ("[command]", "[команда]"),
        ("[options]", "[параметры]"),
        ("(REQUIRED)", "(обязательно)"),
    ];

    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Description = "Показать эту справку.";
        option.Action = new RussianHelp((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(Words.Aggregate(text.ToString(), (all, word) => all.Replace(word.English, word.Russian, StringComparison.Ordinal)));
        return code;
    }
}

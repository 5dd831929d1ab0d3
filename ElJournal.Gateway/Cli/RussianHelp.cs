using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ElJournal.Gateway.Cli;

/// <summary>The library's Russian help, with the words that it leaves in English.</summary>
internal sealed class RussianHelp(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly (string English, string Russian)[] Words =
    [
        ("Description:", CliTexts.HelpDescription),
        ("[command]", CliTexts.HelpCommand),
        ("[options]", CliTexts.HelpOptions),
        ("(REQUIRED)", CliTexts.HelpRequired),
    ];

    /// <summary>Who asks how a command is written has not written it yet: what is missing in it is no mistake.</summary>
    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Description = CliTexts.HelpOption;
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

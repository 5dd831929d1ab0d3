using System.CommandLine;
using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>withheld list</c>: what the gate keeps back, and why.</summary>
internal static class WithheldCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var list = new Command("list", CliTexts.WithheldList) { runtime.Options.School };
        list.SetAction(runtime.Action(ListAsync));
        return new Command("withheld", CliTexts.Withheld) { list };
    }

    private static async Task<int> ListAsync(CommandSession session, CancellationToken cancellationToken)
    {
        var school = session.School();
        await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
        var withheld = await session.Get<WithheldQuery>().RunAsync(school.Id, cancellationToken);
        await session.LookAsync(school, "withheld", cancellationToken);
        if (session.Json)
        {
            session.WriteJson(new { school = school.Id, withheld });
            return ExitCodes.Done;
        }

        if (withheld.Count == 0)
        {
            session.WriteLine(Texts.WithheldNone);
            return ExitCodes.Done;
        }

        session.WriteLine(Phrase.Of(Texts.WithheldTitle, withheld.Count));
        var table = new Table().AddColumns(Texts.Class, Texts.Date, Texts.Kind, Texts.Key, Texts.Why);
        foreach (var record in withheld)
        {
            table.AddRow(
                Markup.Escape(record.Class ?? record.ClassId ?? ""),
                record.Date?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? "",
                KindNames.Of(record.Kind),
                Markup.Escape(record.Key),
                Markup.Escape(Wording.Why(record.Reason, record.Finding ?? record.Detail)));
        }

        session.Out.Write(table);
        return ExitCodes.Done;
    }
}

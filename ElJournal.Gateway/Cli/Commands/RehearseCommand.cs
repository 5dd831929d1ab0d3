using System.CommandLine;
using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Rehearsing;
using ElJournal.Gateway.Scheduling;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>rehearse</c>.</summary>
internal static class RehearseCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var day = CliOptions.Day("--day", Rehearsing.Texts.OptionDay, required: true);
        var output = new Option<string?>("--out") { Description = Rehearsing.Texts.OptionOut, HelpName = CliTexts.ValueFolder };
        var command = new Command("rehearse", Rehearsing.Texts.CommandDescription) { runtime.Options.School, day, output };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var (school, rehearsed) = (session.School(), session.Value(day)!.Value);
            var ledger = session.Get<LedgerDatabase>();
            if (!await RehearsalLedger.HoldsAsync(ledger, school.Id, rehearsed, cancellationToken))
            {
                throw new GatewayException(Phrase.Of(Rehearsing.Texts.NothingRead, school.Id, RussianDates.Full(rehearsed)));
            }

            var folder = Path.GetFullPath(
                session.Value(output) ?? Path.Combine("rehearsal", string.Create(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(school.Id)}-{rehearsed:yyyy-MM-dd}")),
                runtime.Surroundings.CurrentDirectory);

            await session.LookAsync(school, string.Create(CultureInfo.InvariantCulture, $"rehearse {rehearsed:yyyy-MM-dd}"), cancellationToken);

            // A configuration of its own: what this process works with must not be turned into the folder.
            var own = runtime.LoadConfiguration(runtime.ConfigurationFile(session.Parsed));
            using (own.Plugins)
            {
                var result = await session.WorkingAsync(CliTexts.RehearseProgress, () => new Rehearsal(own, runtime.Surroundings).RunAsync(ledger, school.Id, rehearsed, folder, cancellationToken));
                Tell(session, result);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static void Tell(CommandSession session, RehearsalResult result)
    {
        if (session.Json)
        {
            session.WriteJson(result);
            return;
        }

        session.WriteLine(Phrase.Of(Rehearsing.Texts.Head, RussianDates.WithWeekDay(result.Day)));
        var steps = new Table { Border = TableBorder.Rounded }.AddColumns(Rehearsing.Texts.ColumnAt, Rehearsing.Texts.ColumnJob, Rehearsing.Texts.ColumnOutcome);
        foreach (var step in result.Steps)
        {
            steps.AddRow(new Text(RussianDates.Moment(step.At)), new Text(JobCatalog.Find(step.Job)?.Title ?? step.Job), new Text(step.Done ? Rehearsing.Texts.Done : Rehearsing.Texts.Skipped));
        }

        session.Out.Write(steps);
        if (result.Letters.Count == 0)
        {
            session.WriteLine(Rehearsing.Texts.NoLetters);
        }
        else
        {
            var letters = new Table { Border = TableBorder.Rounded }.AddColumns(Rehearsing.Texts.ColumnTo, Rehearsing.Texts.ColumnSubject, Rehearsing.Texts.ColumnFile);
            foreach (var letter in result.Letters)
            {
                letters.AddRow(new Text(letter.To), new Text(letter.Subject), new Text(letter.File));
            }

            session.Out.Write(letters);
        }

        foreach (var packages in result.Packages)
        {
            session.WriteLine(Phrase.Of(Rehearsing.Texts.Packages, packages.Route, Plural.Of(packages.Files, Rehearsing.Texts.FormsPackage), packages.Folder));
        }

        session.WriteLine(Phrase.Of(Rehearsing.Texts.Folder, result.Folder));
    }
}

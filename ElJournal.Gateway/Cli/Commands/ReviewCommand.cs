using System.CommandLine;
using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Reviews;
using ElJournal.Gateway.Reviews.Personal;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>review list|acknowledge</c>.</summary>
internal static class ReviewCommand
{
    public static Command Create(CliRuntime runtime) => new("review", Reviews.Texts.CommandDescription) { List(runtime), Acknowledge(runtime) };

    private static Command List(CliRuntime runtime)
    {
        var command = new Command("list", Reviews.Texts.CommandList) { runtime.Options.School };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
            await session.LookAsync(school, "reviews", cancellationToken);
            var reviews = await session.Get<ReviewStore>().ListAsync(school, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { school = school.Id, reviews = reviews.Select(review => new { month = Month(review.Month), madeAt = review.MadeAt, acknowledged = review.Acknowledged }) });
            }
            else if (reviews.Count == 0)
            {
                session.WriteLine(Reviews.Texts.ListEmpty);
            }
            else
            {
                session.Out.Write(Table(reviews));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Acknowledge(CliRuntime runtime)
    {
        var month = ReportCommand.MonthOption(Reviews.Texts.MonthRequired);
        var name = new Option<string?>("--class") { Description = Reviews.Texts.OptionClass, HelpName = CliTexts.ValueClass };
        var note = new Option<string?>("--note") { Description = Reviews.Texts.OptionNote, HelpName = CliTexts.ValueText };
        var command = new Command("acknowledge", Reviews.Texts.CommandAcknowledge) { runtime.Options.School, month, name, runtime.Options.By, note };
        command.Validators.Add(result =>
        {
            if ((result.GetResult(month) is null) == (result.GetResult(name) is null))
            {
                result.AddError(Reviews.Texts.MonthOrClass);
            }
        });
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var by = session.Value(runtime.Options.By)!;
            var decision = new Decision(by, session.Value(note) ?? string.Empty);
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "review acknowledge", cancellationToken);
            if (session.Value(name) is { } given)
            {
                return await AcknowledgeClassAsync(session, school, given, decision, lease, cancellationToken);
            }

            var day = session.Value(month)!.Value;
            await session.Get<ReviewStore>().AcknowledgeAsync(school, day, decision, lease, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { school = school.Id, month = Month(day), by });
            }
            else
            {
                session.WriteLine(Phrase.Of(Reviews.Texts.Acknowledged, RussianDates.Month(day), by));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static async Task<int> AcknowledgeClassAsync(CommandSession session, SchoolRuntime school, string name, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var journal = await session.Get<ReportJournals>().OpenAsync(school, session.Today(school), cancellationToken);
        var own = journal.Roster.Group(journal.ClassesNamed(name)!.Order(StringComparer.Ordinal).First())!;
        await session.Get<PersonalDataReviews>().AcknowledgeAsync(school, own, decision, lease, cancellationToken);
        if (session.Json)
        {
            session.WriteJson(new { school = school.Id, @class = own.Name, by = decision.By });
        }
        else
        {
            session.WriteLine(Phrase.Of(Reviews.Texts.DataAcknowledged, own.Name, decision.By));
        }

        return ExitCodes.Done;
    }

    private static Table Table(IReadOnlyList<ReviewView> reviews)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns(Reviews.Texts.ColumnMonth, Reviews.Texts.ColumnMade, Reviews.Texts.ColumnAcknowledged, Reviews.Texts.ColumnNote);
        foreach (var review in reviews)
        {
            table.AddRow(
                new Text(RussianDates.Month(review.Month)),
                new Text(RussianDates.MomentWithYear(review.MadeAt)),
                new Text(review.Acknowledged.Count == 0 ? Reviews.Texts.NotAcknowledged : string.Join('\n', review.Acknowledged.Select(each => $"{each.By}, {RussianDates.MomentWithYear(each.At)}"))),
                new Text(string.Join('\n', review.Acknowledged.Select(each => each.Note))));
        }

        return table;
    }

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>day add|list|remove</c>.</summary>
internal static class DayCommand
{
    public static Command Create(CliRuntime runtime) => new("day", CliTexts.Day) { Add(runtime), List(runtime), Remove(runtime) };

    private static Command Add(CliRuntime runtime)
    {
        var kind = new Option<string>("--kind") { Description = CliTexts.DayKind, HelpName = CliTexts.ValueKind, Required = true };
        kind.AcceptOnlyFromAmong([.. UnforeseenDays.Kinds]);
        var className = new Option<string?>("--class") { Description = CliTexts.DayClass, HelpName = CliTexts.ValueClass };
        var command = new Command("add", CliTexts.DayAdd) { runtime.Options.School, className, kind, runtime.Options.By, runtime.Options.Reason };
        Range.Require(runtime, command);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "day add", cancellationToken);
            var (day, judged) = await session.Get<UnforeseenDays>().AddAsync(school, session.Value(className), session.Days(school)!.Value, session.Value(kind)!, FindingsCommand.Decided(session, runtime), lease, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { School = school.Id, Day = day, judged.Resolved });
            }
            else
            {
                session.WriteLine(Phrase.Of(JudgingTexts.DayAdded, day.Id, day.Class ?? JudgingTexts.WholeSchool, RussianDates.Span(day.From, day.To), Words.DayKind(day.Kind), judged.Resolved));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command List(CliRuntime runtime)
    {
        var command = new Command("list", CliTexts.DayList) { runtime.Options.School };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var days = await session.Get<UnforeseenDays>().ListAsync(school, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { School = school.Id, Days = days });
            }
            else if (days.Count == 0)
            {
                session.WriteLine(JudgingTexts.NothingListed);
            }
            else
            {
                var table = new Table { Border = TableBorder.Rounded }
                    .AddColumns(JudgingTexts.ColumnId, JudgingTexts.ColumnClass, JudgingTexts.ColumnDays, JudgingTexts.ColumnKind, JudgingTexts.ColumnBy, JudgingTexts.ColumnReason);
                foreach (var day in days)
                {
                    table.AddRow(
                        FindingTables.Cell(FormattableString.Invariant($"{day.Id}")),
                        FindingTables.Cell(day.Class ?? JudgingTexts.WholeSchool),
                        FindingTables.Cell(RussianDates.Span(day.From, day.To)),
                        FindingTables.Cell(Words.DayKind(day.Kind)),
                        FindingTables.Cell(day.By),
                        FindingTables.Cell(day.Reason));
                }

                session.Out.Write(table);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Remove(CliRuntime runtime)
    {
        var id = new Argument<long>("id") { Description = CliTexts.DayNumber, HelpName = "№" };
        var reason = FindingsCommand.OptionalReason();
        var command = new Command("remove", CliTexts.DayRemove) { id, runtime.Options.School, runtime.Options.By, reason };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var number = session.Value(id);
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "day remove", cancellationToken);
            await session.Get<UnforeseenDays>().RemoveAsync(school, number, new Decision(session.Value(runtime.Options.By)!, session.Value(reason) ?? string.Empty), lease, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { School = school.Id, Removed = number });
            }
            else
            {
                session.WriteLine(Phrase.Of(JudgingTexts.DayRemoved, number));
            }

            return ExitCodes.Done;
        }));
        return command;
    }
}

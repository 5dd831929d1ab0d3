using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>excuse add|list|remove</c>.</summary>
internal static class ExcuseCommand
{
    public static Command Create(CliRuntime runtime) => new("excuse", CliTexts.Excuse) { Add(runtime), List(runtime), Remove(runtime) };

    private static Command Add(CliRuntime runtime)
    {
        var teacher = new Option<string>("--teacher") { Description = CliTexts.ExcuseTeacher, HelpName = CliTexts.ValueTeacher, Required = true };
        var command = new Command("add", CliTexts.ExcuseAdd) { runtime.Options.School, teacher, runtime.Options.By, runtime.Options.Reason };
        Range.Require(runtime, command);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "excuse add", cancellationToken);
            var excuse = await session.Get<Excuses>().AddAsync(school, session.Value(teacher)!, session.Days(school)!.Value, FindingsCommand.Decided(session, runtime), lease, cancellationToken);
            var silenced = await Silenced(session, excuse, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { School = school.Id, Excuse = excuse });
            }
            else
            {
                session.WriteLine(Phrase.Of(JudgingTexts.ExcuseAdded, excuse.Id, excuse.Teacher, RussianDates.Span(excuse.From, excuse.To), silenced));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command List(CliRuntime runtime)
    {
        var command = new Command("list", CliTexts.ExcuseList) { runtime.Options.School };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var excuses = await session.Get<Excuses>().ListAsync(school, cancellationToken);
            await session.LookAsync(school, "excuses", cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { School = school.Id, Excuses = excuses });
            }
            else if (excuses.Count == 0)
            {
                session.WriteLine(JudgingTexts.NothingListed);
            }
            else
            {
                var table = new Table { Border = TableBorder.Rounded }.AddColumns(JudgingTexts.ColumnId, JudgingTexts.ColumnTeacher, JudgingTexts.ColumnDays, JudgingTexts.ColumnBy, JudgingTexts.ColumnReason);
                foreach (var excuse in excuses)
                {
                    table.AddRow(
                        FindingTables.Cell(FormattableString.Invariant($"{excuse.Id}")),
                        FindingTables.Cell(excuse.Teacher ?? excuse.TeacherId),
                        FindingTables.Cell(RussianDates.Span(excuse.From, excuse.To)),
                        FindingTables.Cell(excuse.By),
                        FindingTables.Cell(excuse.Reason));
                }

                session.Out.Write(table);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Remove(CliRuntime runtime)
    {
        var id = new Argument<long>("id") { Description = CliTexts.ExcuseNumber, HelpName = "№" };
        var reason = FindingsCommand.OptionalReason();
        var command = new Command("remove", CliTexts.ExcuseRemove) { id, runtime.Options.School, runtime.Options.By, reason };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var number = session.Value(id);
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "excuse remove", cancellationToken);
            await session.Get<Excuses>().RemoveAsync(school, number, new Decision(session.Value(runtime.Options.By)!, session.Value(reason) ?? string.Empty), lease, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { School = school.Id, Removed = number });
            }
            else
            {
                session.WriteLine(Phrase.Of(JudgingTexts.ExcuseRemoved, number));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static async Task<int> Silenced(CommandSession session, ExcuseView excuse, CancellationToken cancellationToken)
    {
        var filter = new Judging.Findings.FindingFilter { Days = new DayRange(excuse.From, excuse.To), Statuses = [FindingStatus.Excused] };
        return (await session.Get<Judging.Findings.FindingQueries>().ListAsync(session.School(), filter, cancellationToken)).Count(view => view.TeacherId is null || view.TeacherId == excuse.TeacherId);
    }
}

/// <summary>Days that a decision is about: both ends must be said.</summary>
internal static class Range
{
    public static void Require(CliRuntime runtime, Command command)
    {
        runtime.Options.AddDays(command);
        command.Validators.Add(result =>
        {
            foreach (var option in new[] { runtime.Options.From, runtime.Options.To })
            {
                if (result.GetResult(option) is null)
                {
                    result.AddError(Phrase.Of(CliTexts.OptionRequired, option.Name));
                }
            }
        });
    }
}

using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Years;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>year check|close|reopen</c>.</summary>
internal static class YearCommand
{
    public static Command Create(CliRuntime runtime) => new("year", Years.Texts.CommandDescription) { Check(runtime), Close(runtime), Reopen(runtime) };

    private static Command Check(CliRuntime runtime)
    {
        var year = YearOption();
        var command = new Command("check", Years.Texts.CommandCheck) { runtime.Options.School, year };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "year check", cancellationToken);
            var view = await session.Get<YearUseCase>().LookAsync(school, session.Value(year), lease, cancellationToken);
            Tell(session, view);
            return view.IsComplete ? ExitCodes.Done : ExitCodes.Open;
        }));
        return command;
    }

    private static Command Close(CliRuntime runtime)
    {
        var year = YearOption();
        var leaveOpen = new Option<bool>("--leave-open") { Description = Years.Texts.OptionLeaveOpen };
        var settledBy = CliOptions.Day("--settled-by", Years.Texts.OptionSettledBy);
        var command = new Command("close", Years.Texts.CommandClose) { runtime.Options.School, year, leaveOpen, settledBy, runtime.Options.By, runtime.Options.Reason };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "year close", cancellationToken);
            var (view, expected) = await session.Get<YearUseCase>()
                .CloseAsync(school, session.Value(year), session.Value(leaveOpen), session.Value(settledBy), FindingsCommand.Decided(session, runtime), lease, cancellationToken);
            Tell(session, view, expected);
            if (expected is { } days)
            {
                if (!session.Json)
                {
                    session.WriteLine(Phrase.Of(Years.Texts.ClosedNow, YearUseCase.Title(view.Year), YearUseCase.Title(view.Year + 1), RussianDates.Full(days.To)));
                }

                return ExitCodes.Done;
            }

            var left = view.Checks.Where(check => check.State == (view.IsBarred ? YearCheckState.Barred : YearCheckState.Open)).Select(check => Title(check));
            await runtime.Surroundings.Error.WriteLineAsync(Phrase.Of(Years.Texts.Refused, YearUseCase.Title(view.Year), string.Join(", ", left)));
            if (!view.IsBarred)
            {
                await runtime.Surroundings.Error.WriteLineAsync(Years.Texts.RefusedNext);
            }

            return ExitCodes.Failed;
        }));
        return command;
    }

    private static Command Reopen(CliRuntime runtime)
    {
        var year = YearOption();
        year.Required = true;
        var command = new Command("reopen", Years.Texts.CommandReopen) { runtime.Options.School, year, runtime.Options.By, runtime.Options.Reason };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var number = session.Value(year)!.Value;
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "year reopen", cancellationToken);
            await session.Get<YearUseCase>().ReopenAsync(school, number, FindingsCommand.Decided(session, runtime), lease, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { School = school.Id, Year = number, Closed = false });
            }
            else
            {
                session.WriteLine(Phrase.Of(Years.Texts.Reopened, YearUseCase.Title(number)));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Option<int?> YearOption() => new("--year") { Description = Years.Texts.OptionYear, HelpName = CliTexts.ValueYear };

    private static void Tell(CommandSession session, YearView view, Rules.Journal.DayRange? expected = null)
    {
        if (session.Json)
        {
            session.WriteJson(new
            {
                School = session.School().Id,
                view.Year,
                view.Days.From,
                view.Days.To,
                view.Closed,
                Checks = view.Checks.Select(check => new { check.Check, check.State, check.Count, check.Message }),
                Expected = expected is { } days ? new { days.From, days.To } : null,
            });
            return;
        }

        session.WriteLine(Phrase.Of(Years.Texts.Head, YearUseCase.Title(view.Year), view.Closed ? Years.Texts.IsClosed : Years.Texts.IsOpen));
        var table = new Table { Border = TableBorder.Rounded }.AddColumns(Years.Texts.ColumnCheck, Years.Texts.ColumnState, Years.Texts.ColumnMessage);
        foreach (var check in view.Checks)
        {
            table.AddRow(new Text(Title(check)), new Text(State(check.State)), new Text(check.Message));
        }

        session.Out.Write(table);
    }

    private static string Title(YearCheck check) => Years.Texts.ResourceManager.GetString($"Title_{check.Check}", Years.Texts.Culture) ?? check.Check;

    private static string State(YearCheckState state) => state switch
    {
        YearCheckState.Done => Years.Texts.StateDone,
        YearCheckState.Open => Years.Texts.StateOpen,
        YearCheckState.Barred => Years.Texts.StateBarred,
        _ => Years.Texts.StateNotChecked,
    };
}

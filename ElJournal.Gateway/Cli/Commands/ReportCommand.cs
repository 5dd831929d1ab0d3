using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>report</c>: one subcommand for each report of <see cref="ReportCatalog"/>.</summary>
internal static class ReportCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var command = new Command("report", ReportTexts.CommandDescription);
        foreach (var report in ReportCatalog.All)
        {
            command.Add(Report(runtime, report));
        }

        return command;
    }

    private static Command Report(CliRuntime runtime, ReportInfo info)
    {
        var output = new Option<string>("--out") { Description = ReportTexts.OptionOut, HelpName = CliTexts.ValueFolder, Required = true };
        var month = MonthOption(ReportTexts.OptionMonth);
        var name = new Option<string?>("--class") { Description = ReportTexts.OptionClass, HelpName = CliTexts.ValueClass };
        var teacher = new Option<string?>("--teacher") { Description = ReportTexts.OptionTeacher, HelpName = CliTexts.ValueTeacher };
        var term = new Option<string?>("--term") { Description = ReportTexts.OptionTerm, HelpName = CliTexts.ValuePeriod };
        var again = new Option<bool>("--recalculate") { Description = ReportTexts.OptionRecalculate };
        var command = new Command(info.Name, info.About) { runtime.Options.School, output, month };
        if (info.Alias is { } alias)
        {
            command.Aliases.Add(alias);
        }

        runtime.Options.AddDays(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(month) is not null && (result.GetResult(runtime.Options.From) is not null || result.GetResult(runtime.Options.To) is not null))
            {
                result.AddError(ReportTexts.MonthOrDays);
            }
        });
        Add(ReportOptions.Class, name);
        Add(ReportOptions.Teacher, teacher);
        Add(ReportOptions.Term, term);
        Add(ReportOptions.Recalculate, again);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var days = session.Value(month) is { } day ? ReportCatalog.Month(day) : session.Days(school) ?? info.Days(session.Today(school));
            var request = new ReportRequest(school, days, school.Local(session.Clock.GetUtcNow()))
            {
                Class = Given(ReportOptions.Class) ? session.Value(name) : null,
                Teacher = Given(ReportOptions.Teacher) ? session.Value(teacher) : null,
                Term = Given(ReportOptions.Term) ? session.Value(term) : null,
                Recalculate = Given(ReportOptions.Recalculate) && session.Value(again),
            };
            await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
            await session.LookAsync(school, FormattableString.Invariant($"report {info.Name} {days.From:yyyy-MM-dd}..{days.To:yyyy-MM-dd}"), cancellationToken);
            var folder = Path.GetFullPath(session.Value(output)!, runtime.Surroundings.CurrentDirectory);
            var files = await session.WorkingAsync(info.Title, () => session.Get<ReportUseCase>().RunAsync(info.Name, request, folder, cancellationToken));
            Tell(session, info, days, files);
            return ExitCodes.Done;
        }));
        return command;

        bool Given(ReportOptions option) => info.Options.HasFlag(option);

        void Add(ReportOptions option, Option made)
        {
            if (Given(option))
            {
                command.Add(made);
            }
        }
    }

    /// <summary>An option that takes a month.</summary>
    public static Option<DateOnly?> MonthOption(string description, bool required = false) =>
        new("--month") { Description = description, HelpName = CliTexts.ValueMonth, Required = required, CustomParser = ParseMonth };

    private static void Tell(CommandSession session, ReportInfo info, DayRange days, IReadOnlyList<string> files)
    {
        if (session.Json)
        {
            session.WriteJson(new { school = session.School().Id, report = info.Name, from = days.From, to = days.To, files });
            return;
        }

        session.WriteLine(Phrase.Of(ReportTexts.Written, info.Title, ReportJournal.Period(days), files.Count));
        foreach (var file in files)
        {
            session.WriteLine(file);
        }
    }

    private static DateOnly? ParseMonth(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return month;
        }

        result.AddError(Phrase.Of(ReportTexts.MonthBad, text));
        return null;
    }
}

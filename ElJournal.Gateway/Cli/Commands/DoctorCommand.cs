using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Diagnosis;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Gateway.Russian;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Texts = ElJournal.Gateway.Diagnosis.Texts;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>doctor</c>: what works, what does not, and what to do about it.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var school = new Option<string?>("--school") { Description = Texts.OptionSchool, HelpName = CliTexts.ValueSchool };
        var letter = new Option<string?>("--send-test-letter") { Description = Texts.OptionTestLetter, HelpName = CliTexts.ValueAddress };
        letter.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Addresses.IsOne(result.Tokens[^1].Value))
            {
                result.AddError(Phrase.Of(CliTexts.NotAnAddress, result.Tokens[^1].Value));
            }
        });
        var command = new Command("doctor", Texts.CommandDescription) { school, letter, runtime.Options.Really };
        command.SetAction(runtime.Guarded((parsed, cancellationToken) => RunAsync(runtime, parsed, parsed.GetValue(school), parsed.GetValue(letter), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(CliRuntime runtime, ParseResult parsed, string? schoolId, string? letter, CancellationToken cancellationToken)
    {
        var file = runtime.ConfigurationFile(parsed);
        var loaded = runtime.Configurations.Load(file);
        var checks = Configuration(file, loaded).ToList();
        if (loaded.Configuration is { } configuration)
        {
            await using var services = GatewayServices.Build(configuration, runtime.Surroundings, runtime.Mode(parsed), parsed.GetValue(runtime.Options.Now));
            var doctor = services.GetRequiredService<DoctorUseCase>();
            checks.AddRange(parsed.GetValue(runtime.Options.Json) ? await LookAsync() : await runtime.Console().WorkingAsync(CliTexts.CheckProgress, LookAsync));
            if (letter is not null)
            {
                checks.Add(await services.GetRequiredService<MailHealth>().SendTestAsync(letter, cancellationToken));
            }

            async Task<IReadOnlyList<DoctorCheck>> LookAsync() =>
                schoolId is null ? await doctor.RunAsync(cancellationToken) : await doctor.RunAsync([configuration.Schools.Get(schoolId)], cancellationToken);
        }

        var problems = checks.Count(check => check.Status == DoctorStatus.Problem);
        if (parsed.GetValue(runtime.Options.Json))
        {
            await runtime.Surroundings.Output.WriteLineAsync(CommandSession.Serialize(new { healthy = problems == 0, checks }));
        }
        else
        {
            Write(runtime.Console(), checks);
        }

        return problems == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static IEnumerable<DoctorCheck> Configuration(string file, ConfigurationResult loaded)
    {
        if (loaded.Configuration is { } configuration && loaded.Warnings.Count == 0)
        {
            yield return DoctorCheck.Good(DoctorArea.Configuration, null, file, Phrase.Of(Texts.ConfigurationGood, file, configuration.Options.Schools.Count));
        }

        foreach (var mistake in loaded.Mistakes.Concat(loaded.Warnings))
        {
            yield return DoctorCheck.Bad(DoctorArea.Configuration, null, mistake.Path, mistake.ToString(), Phrase.Of(Texts.ConfigurationNext, file));
        }
    }

    private static void Write(IAnsiConsole console, List<DoctorCheck> checks)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns(Texts.ColumnStatus, Texts.ColumnArea, Texts.ColumnSchool, Texts.ColumnMessage);
        foreach (var check in checks)
        {
            table.AddRow(
                new Text(check.Status switch { DoctorStatus.Ok => Texts.StatusOk, DoctorStatus.Warning => Texts.StatusWarning, _ => Texts.StatusProblem }),
                new Text(AreaOf(check.Area)),
                new Text(check.School ?? ""),
                new Text(check.Next is { } next ? $"{check.Message}\n{Phrase.Of(Texts.NextIs, next)}" : check.Message));
        }

        console.Write(table);
        var (problems, doubts) = (checks.Count(check => check.Status == DoctorStatus.Problem), checks.Count(check => check.Status == DoctorStatus.Warning));
        console.WriteLine(problems + doubts == 0 ? Texts.AllGood : Phrase.Of(Texts.SomeBad, problems, doubts));
    }

    private static string AreaOf(string area) => area switch
    {
        DoctorArea.Clock => Texts.AreaClock,
        DoctorArea.Configuration => Texts.AreaConfiguration,
        DoctorArea.Database => Texts.AreaDatabase,
        DoctorArea.Adapter => Texts.AreaAdapter,
        DoctorArea.Portal => Texts.AreaPortal,
        DoctorArea.Mail => Texts.AreaMail,
        DoctorArea.Disk => Texts.AreaDisk,
        DoctorArea.Job => Texts.AreaJob,
        _ => Texts.AreaMachine,
    };
}

using System.CommandLine;
using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.People;
using ElJournal.Gateway.People.Showing;
using ElJournal.Gateway.Reports.Writing;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;
using Texts = ElJournal.Gateway.People.Texts;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>person export|erase</c>: what the gateway knows of one person.</summary>
internal static class PersonCommand
{
    public static Command Create(CliRuntime runtime) => new("person", Texts.CommandDescription) { Export(runtime), Erase(runtime) };

    private static Command Export(CliRuntime runtime)
    {
        var who = new Who();
        var output = new Option<string>("--out") { Description = Texts.OptionOut, HelpName = CliTexts.ValueFolder, Required = true };
        var command = new Command("export", Texts.ExportDescription) { runtime.Options.School, output };
        who.AddTo(command);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var (role, id) = who.Of(session);
            var sheet = await session.Get<PersonSheets>().MakeAsync(school, role, id, cancellationToken);
            await session.LookAsync(school, $"person {EraseUseCase.Word(role)} {id}", cancellationToken);
            var files = await session.Get<ReportFiles>().RenderAsync(sheet.ToDocument(school.Options.Name));
            var written = await ReportFiles.WriteAsync(Path.GetFullPath(session.Value(output)!, runtime.Surroundings.CurrentDirectory), files, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { sheet.School, sheet.Role, sheet.Id, sheet.MadeAt, sheet.Sections, Files = written });
            }
            else
            {
                foreach (var file in written)
                {
                    session.WriteLine(file);
                }
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Erase(CliRuntime runtime)
    {
        var who = new Who();
        var yes = new Option<bool>("--yes") { Description = Texts.OptionYes };
        var command = new Command("erase", Texts.EraseDescription) { runtime.Options.School, runtime.Options.By, runtime.Options.Reason, yes };
        who.AddTo(command);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var (role, id) = who.Of(session);
            await ConfirmAsync(runtime, session, await session.Get<PersonFinder>().FindAsync(school.Id, role, id, cancellationToken), session.Value(yes), cancellationToken);
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "person erase", cancellationToken);
            var result = await session.Get<EraseUseCase>().RunAsync(school, role, id, FindingsCommand.Decided(session, runtime), lease, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(result);
            }
            else
            {
                Show(session, result);
            }

            return result.Compacted ? ExitCodes.Done : ExitCodes.Partly;
        }));
        return command;
    }

    /// <summary>What is erased does not come back: it is asked for once more.</summary>
    private static async Task ConfirmAsync(CliRuntime runtime, CommandSession session, Person person, bool yes, CancellationToken cancellationToken)
    {
        if (yes)
        {
            return;
        }

        if (!runtime.Surroundings.IsInputTerminal)
        {
            throw new UsageException(Texts.NotConfirmed);
        }

        var name = person.Cards.FirstOrDefault() switch
        {
            Student student => string.Join(' ', new[] { student.FamilyName, student.GivenName, student.MiddleName }.OfType<string>()),
            Teacher teacher => string.Join(' ', new[] { teacher.FamilyName, teacher.GivenName, teacher.MiddleName }.OfType<string>()),
            _ => person.Identities[0].Id,
        };
        await runtime.Surroundings.Error.WriteLineAsync(Phrase.Of(Texts.Confirm, name, Texts.ConfirmWord));
        var answer = await runtime.Surroundings.Input.ReadLineAsync(cancellationToken);
        if (!string.Equals(answer?.Trim(), Texts.ConfirmWord, StringComparison.OrdinalIgnoreCase))
        {
            throw new GatewayException(Texts.NothingErased);
        }
    }

    private static void Show(CommandSession session, ErasureResult result)
    {
        var counts = result.Erased;
        session.WriteLine(Phrase.Of(Texts.Erased, counts.Records, counts.EarlierValues, counts.Findings, counts.Letters, counts.Packages, counts.Texts));
        foreach (var portal in result.Portals)
        {
            session.WriteLine(Phrase.Of(Texts.PortalDeletes, portal.Route, portal.Deletes, result.School));
        }

        if (result.Copies.Count > 0)
        {
            session.WriteLine(Texts.CopiesHold);
            foreach (var copy in result.Copies)
            {
                session.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {copy.Set} ({copy.Medium}): {(copy.Until is { } until ? Phrase.Of(Texts.CopyUntil, until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : Texts.CopyStays)}"));
            }
        }

        foreach (var remains in result.Remains)
        {
            session.WriteLine(remains);
        }

        if (!result.Compacted)
        {
            session.WriteLine(Texts.NotCompacted);
        }
    }

    /// <summary>A pupil or a teacher.</summary>
    private sealed class Who
    {
        private readonly Option<string?> student = new("--student") { Description = Texts.OptionStudent, HelpName = CliTexts.ValueStudent };
        private readonly Option<string?> teacher = new("--teacher") { Description = Texts.OptionTeacher, HelpName = CliTexts.ValueTeacher };

        public void AddTo(Command command)
        {
            command.Add(student);
            command.Add(teacher);
            command.Validators.Add(result =>
            {
                if (result.GetResult(student) is null == result.GetResult(teacher) is null)
                {
                    result.AddError(Texts.OneOfTwo);
                }
            });
        }

        public (PersonRole Role, string Id) Of(CommandSession session) =>
            session.Value(student) is { } pupil ? (PersonRole.Student, pupil) : (PersonRole.Teacher, session.Value(teacher)!);
    }
}

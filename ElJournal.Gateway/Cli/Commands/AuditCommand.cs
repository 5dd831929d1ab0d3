using System.CommandLine;
using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Rules.Calendar;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>audit list|verify</c>: who looked at or decided what, and whether the log is still what was written.</summary>
internal static class AuditCommand
{
    public static Command Create(CliRuntime runtime) => new("audit", LedgerTexts.AuditDescription) { List(runtime), Verify(runtime) };

    private static Command List(CliRuntime runtime)
    {
        var school = new Option<string>("--school") { Description = LedgerTexts.AuditSchool, HelpName = CliTexts.ValueSchool, DefaultValueFactory = _ => AuditLog.WholeGateway };
        var command = new Command("list", LedgerTexts.AuditListDescription) { school };
        runtime.Options.AddDays(command);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var whole = session.Value(school) is AuditLog.WholeGateway or null;
            var configured = whole ? session.Get<SchoolDirectory>().All[0] : session.Get<SchoolDirectory>().Get(session.Value(school)!);
            var calendar = new SchoolCalendar(configured.Calendar, configured.Zone);
            var (from, to) = (session.Value(runtime.Options.From), session.Value(runtime.Options.To));
            var entries = await session.Get<AuditLog>().ListAsync(
                whole ? AuditLog.WholeGateway : configured.Id,
                from is { } first ? calendar.At(first, TimeOnly.MinValue) : null,
                to is { } last ? calendar.At(last.AddDays(1), TimeOnly.MinValue) : null,
                cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new
                {
                    School = whole ? AuditLog.WholeGateway : configured.Id,
                    Entries = entries.Select(entry => new { entry.Id, At = configured.Local(Instants.FromStored(entry.At)), entry.By, entry.Action, entry.Target, entry.Reason }),
                });
            }
            else if (entries.Count == 0)
            {
                session.WriteLine(LedgerTexts.AuditEmpty);
            }
            else
            {
                var table = new Table().AddColumns("№", LedgerTexts.AuditColumnAt, LedgerTexts.AuditColumnBy, LedgerTexts.AuditColumnAction, LedgerTexts.AuditColumnTarget, LedgerTexts.AuditColumnReason);
                foreach (var entry in entries)
                {
                    BackupTables.Row(
                        table, entry.Id.ToString(CultureInfo.InvariantCulture), configured.Local(Instants.FromStored(entry.At)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                        entry.By, entry.Action, entry.Target, entry.Reason);
                }

                session.Out.Write(table);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Verify(CliRuntime runtime)
    {
        var command = new Command("verify", LedgerTexts.AuditVerifyDescription);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var checks = await session.Get<AuditUseCase>().VerifyAsync(cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { logs = checks });
            }
            else if (checks.Count == 0)
            {
                session.WriteLine(LedgerTexts.AuditEmpty);
            }

            foreach (var check in session.Json ? [] : checks)
            {
                session.WriteLine(check.BrokenAt is { } broken ? Phrase.Of(LedgerTexts.AuditBroken, check.School, broken)
                    : check.LostEntry is { } lost ? Phrase.Of(LedgerTexts.AuditCut, check.School, lost)
                    : check.Lost.Count > 0 ? Phrase.Of(LedgerTexts.AuditLost, check.School, string.Join(", ", check.Lost))
                    : Phrase.Of(LedgerTexts.AuditIntact, check.School, check.Entries, check.Anchors, check.Head?.Link[..16]));
            }

            return checks.All(check => check.Intact) ? ExitCodes.Done : ExitCodes.Failed;
        }));
        return command;
    }
}

using System.CommandLine;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Delivery.Reconciling;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>reconcile</c>: compares with the portal.</summary>
internal static class ReconcileCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var route = new Option<string?>("--route") { Description = CliTexts.DeliveryRoute, HelpName = CliTexts.ValueRoute };
        var command = new Command("reconcile", CliTexts.Reconcile) { runtime.Options.School, route, runtime.Options.Really };
        runtime.Options.AddDays(command);
        command.SetAction(runtime.Action((session, cancellationToken) => RunAsync(session, session.Value(route), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(CommandSession session, string? route, CancellationToken cancellationToken)
    {
        var school = session.School();
        school.Routes(route);
        await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
        await session.LookAsync(school, "reconcile", cancellationToken);
        await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "reconcile", cancellationToken);
        var report = await session.WorkingAsync(CliTexts.ReconcileProgress, () => session.Get<ReconcileUseCase>().RunAsync(school, route, session.Days(school), lease, cancellationToken));
        if (session.Json)
        {
            // One route: the route's own document. Several: one document with all of them.
            session.WriteJson(report.Routes.Count == 1 ? report.Routes[0] : report);
        }
        else
        {
            foreach (var result in report.Routes)
            {
                Print(session, result);
            }
        }

        return report.ExitCode;
    }

    private static void Print(CommandSession session, ReconcileResult result)
    {
        if (result.Failure is { } failure)
        {
            session.WriteLine(Phrase.Of(Texts.ReconcileFailed, result.Route, failure.Message));
            session.WriteLine(failure.Instruction ?? "");
        }
        else if (result.ReadBack)
        {
            session.WriteLine(Phrase.Of(Texts.ReconcileWhat, result.Route, result.Compared, result.Missing.Count, result.Different.Count, result.Extra.Count));
        }

        foreach (var remark in result.Remarks)
        {
            session.WriteLine(remark);
        }

        foreach (var part in result.NotCompared)
        {
            session.WriteLine(Phrase.Of(part.Kind is null ? Texts.ReconcileUnknownPupil : Texts.ReconcileUnread, part.StudentId, part.Kind is null ? "" : KindNames.Of(part.Kind)));
        }

        if (result.BlockedAfterDelivery.Count > 0)
        {
            session.WriteLine(Phrase.Of(Texts.ReconcileBlocked, result.BlockedAfterDelivery.Count));
        }

        if (result.Differences == 0)
        {
            return;
        }

        var table = new Table().AddColumns(Texts.ReconcileOutcome, Texts.Kind, Texts.ReconcileKey, Texts.ReconcilePupil, Texts.ReconcileDay, Texts.ReconcileSubjectColumn, Texts.ReconcileExpected, Texts.ReconcileShown);
        foreach (var (outcome, entries) in new[] { (Texts.ReconcileMissing, result.Missing), (Texts.ReconcileDifferent, result.Different), (Texts.ReconcileExtra, result.Extra) })
        {
            foreach (var entry in entries)
            {
                table.AddRow(Cells(outcome, KindNames.Of(entry.Kind), entry.Key ?? "", entry.StudentId, entry.Date.ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture), entry.Subject, entry.Expected ?? "", entry.Shown ?? ""));
            }
        }

        session.Out.Write(table);
    }

    private static Markup[] Cells(params string[] texts) => [.. texts.Select(text => new Markup(Markup.Escape(text)))];
}

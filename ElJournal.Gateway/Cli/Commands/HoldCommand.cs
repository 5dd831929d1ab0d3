using System.CommandLine;
using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync;
using ElJournal.Rules.Journal;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>hold list|approve|discard</c>.</summary>
internal static class HoldCommand
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public static Command Create(CliRuntime runtime)
    {
        var list = new Command("list", Texts.HoldListDescription) { runtime.Options.School };
        list.SetAction(runtime.Action(ListAsync));
        return new Command("hold", Texts.HoldDescription)
        {
            list,
            Decision(runtime, "approve", Texts.HoldApproveDescription, approve: true),
            Decision(runtime, "discard", Texts.HoldDiscardDescription, approve: false),
        };
    }

    private static Command Decision(CliRuntime runtime, string name, string description, bool approve)
    {
        var id = new Argument<string>("ID") { Description = Texts.HoldIdDescription };
        var digest = new Option<string?>("--digest") { Description = Texts.HoldDigestDescription, HelpName = "DIGEST" };
        var command = new Command(name, description) { id, runtime.Options.School, runtime.Options.By, runtime.Options.Reason, digest };
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var decisions = session.Get<HoldDecisions>();
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, $"hold {name}", cancellationToken);
            var (by, reason) = (session.Value(runtime.Options.By)!, session.Value(runtime.Options.Reason)!);
            var hold = approve
                ? await decisions.ApproveAsync(lease, session.Value(id)!, session.Value(digest), by, reason, cancellationToken)
                : await decisions.DiscardAsync(lease, session.Value(id)!, session.Value(digest), by, reason, cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new { school = school.Id, id = hold.Id, decision = approve ? "approved" : "discarded", deleted = hold.Deleted, changed = hold.Changed });
            }
            else
            {
                session.WriteLine(approve
                    ? string.Format(Russian, Texts.HoldApproved, hold.Deleted, hold.Changed)
                    : string.Format(Russian, Texts.HoldDiscarded, hold.Deleted + hold.Changed));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static async Task<int> ListAsync(CommandSession session, CancellationToken cancellationToken)
    {
        var school = session.School();
        var holds = await session.Get<HoldDecisions>().ListAsync(school.Id, cancellationToken);
        if (session.Json)
        {
            session.WriteJson(new
            {
                school = school.Id,
                holds = holds.Select(hold => new
                {
                    hold.Id,
                    hold.Class,
                    hold.ClassId,
                    kind = hold.Kind.WireName(),
                    hold.Deleted,
                    hold.Changed,
                    hold.Live,
                    openedAt = school.Local(hold.OpenedAt),
                    hold.Digest,
                    hold.From,
                    hold.To,
                }),
            });
        }
        else if (holds.Count == 0)
        {
            session.WriteLine(Texts.NoHolds);
        }
        else
        {
            var table = new Table().AddColumns(Texts.HoldId, Texts.HoldClass, Texts.Kind, Texts.HoldDeleted, Texts.HoldChanged, Texts.HoldLive, Texts.HoldOpened);
            foreach (var hold in holds)
            {
                table.AddRow(
                    hold.Id, Markup.Escape(hold.Class ?? Texts.WholeSchool), KindNames.Of(hold.Kind), hold.Deleted.ToString(Russian), hold.Changed.ToString(Russian), hold.Live.ToString(Russian),
                    school.Local(hold.OpenedAt).ToString("d MMMM yyyy, HH:mm", Russian));
            }

            session.Out.Write(table);
        }

        await NoteShownAsync(session, school.Id, holds, cancellationToken);
        return ExitCodes.Done;
    }

    /// <summary>A list is only read; if the school is busy, the decision can name the digest instead.</summary>
    private static async Task NoteShownAsync(CommandSession session, string school, IReadOnlyList<HoldView> holds, CancellationToken cancellationToken)
    {
        if (holds.Count == 0)
        {
            return;
        }

        try
        {
            await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school, "hold list", cancellationToken, TimeSpan.Zero);
            await HoldDecisions.ShownAsync(lease, holds, cancellationToken);
        }
        catch (SchoolBusyException)
        {
            // Someone is writing.
        }
    }
}

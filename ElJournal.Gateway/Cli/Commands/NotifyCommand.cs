using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Letters;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Russian;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>notify</c>: composes the letters that are due now and sends what is queued.</summary>
internal static class NotifyCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var kind = new Option<string>("--kind") { Description = CliTexts.NotifyKind, HelpName = CliTexts.ValueKind, Required = true };
        kind.AcceptOnlyFromAmong(LetterKind.Daily, LetterKind.Staff, LetterKind.Weekly, LetterKind.Monthly, LetterKind.PersonalData);
        var command = new Command("notify", CliTexts.Notify) { runtime.Options.School, kind, runtime.Options.Really };
        command.SetAction(runtime.Action((session, cancellationToken) => RunAsync(session, session.Value(kind)!, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(CommandSession session, string kind, CancellationToken cancellationToken)
    {
        var school = session.School();
        await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "notify", cancellationToken);
        await session.LookAsync(school, $"notify {kind}", cancellationToken);
        var result = await session.WorkingAsync(CliTexts.NotifyProgress, () => session.Get<NotifyUseCase>().RunAsync(school, kind, lease, cancellationToken));
        if (session.Json)
        {
            session.WriteJson(new
            {
                school = school.Id,
                kind,
                letters = result.Letters.Select(letter => new { messageId = letter.MessageId, to = letter.RecipientAddress, subject = letter.Subject, status = letter.Status }),
                queued = result.Queued,
                sent = result.Sent,
            });
        }
        else
        {
            Print(session, result);
        }

        return result.Queued > 0 ? ExitCodes.Partly : result.Refused > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Print(CommandSession session, NotifyResult result)
    {
        if (result.Letters.Count == 0)
        {
            session.WriteLine(result.WhyNone is { } why ? Phrase.Of(Letters.Texts.NotifyNone, why) : Letters.Texts.NotifyNothing);
        }
        else
        {
            var table = new Table().AddColumns(Letters.Texts.ColumnTo, Letters.Texts.ColumnSubject, Letters.Texts.ColumnStatus);
            foreach (var letter in result.Letters)
            {
                table.AddRow(new Text(letter.RecipientAddress), new Text(letter.Subject), new Text(letter.Status switch
                {
                    LetterStatus.Sent => Letters.Texts.NotifySent,
                    LetterStatus.Failed => Letters.Texts.NotifyRefused,
                    _ => Letters.Texts.NotifyQueued,
                }));
            }

            session.Out.Write(table);
        }

        if (result.Problem is { } problem)
        {
            session.WriteLine(problem);
        }

        session.WriteLine(Phrase.Of(Letters.Texts.NotifySummary, result.Sent, result.Queued));
        session.WriteLine(Phrase.Of(Letters.Texts.NotifyWhere, result.Destination));
    }
}

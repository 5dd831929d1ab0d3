using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Mail.Transport;

/// <summary>Puts letters into a folder, from which a mail system or a person takes them.</summary>
/// <param name="directory">The folder; made when it is missing.</param>
/// <param name="from">The sender.</param>
internal sealed class PickupTransport(string directory, string from) : IMailTransport
{
    public string Destination => directory;

    public bool IsLocal => true;

    public async Task SendAsync(LetterRow letter, CancellationToken cancellationToken)
    {
        var bytes = EmlWriter.Write(letter, from);
        var final = Path.Combine(directory, $"{letter.MessageId}.eml");
        var temporary = Path.Combine(directory, $".{letter.MessageId}.tmp");
        try
        {
            OwnerOnly.CreateFolder(directory);

            // Whoever watches the folder sees whole letters only: the name appears when the bytes are on the disk.
            await using (var file = OwnerOnly.Create(temporary))
            {
                await file.WriteAsync(bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, final, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MailException(MailFailure.Unreachable, Phrase.Of(Texts.FailurePickup, directory, exception.Message), exception);
        }
    }
}

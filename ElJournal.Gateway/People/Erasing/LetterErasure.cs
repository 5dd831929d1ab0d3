using System.IO.Compression;
using System.Text;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People.Erasing;

/// <summary>Takes a person's name out of letters, queued and gone: that a letter was sent, when and of what kind stays.</summary>
internal static class LetterErasure
{
    /// <returns>The letters that were changed, as they are now.</returns>
    public static async Task<IReadOnlyList<LetterRow>> RunAsync(LedgerContext context, string school, Person person, NameMask mask, CancellationToken cancellationToken)
    {
        var addresses = person.Cards.OfType<Teacher>().Select(card => card.Email).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var changed = new List<LetterRow>();
        foreach (var id in await CandidatesAsync(context, school, mask, cancellationToken))
        {
            var letter = await context.Set<LetterRow>().Include(row => row.Attachments).SingleAsync(row => row.Id == id, cancellationToken);
            var before = (letter.Subject, letter.Text, letter.Html, letter.RecipientName, letter.LastError);
            letter.Subject = mask.Of(letter.Subject);
            letter.Text = mask.Of(letter.Text);
            letter.Html = mask.OfMarkup(letter.Html);
            letter.RecipientName = mask.Of(letter.RecipientName);
            letter.LastError = letter.LastError is { } error ? mask.Of(error) : null;
            var different = before != (letter.Subject, letter.Text, letter.Html, letter.RecipientName, letter.LastError);
            foreach (var attachment in letter.Attachments)
            {
                if (Without(attachment.Bytes, mask) is { } bytes)
                {
                    attachment.Bytes = bytes;
                    different = true;
                }
            }

            if (addresses.Contains(letter.RecipientAddress))
            {
                // Nobody is left to whom it could go.
                letter.RecipientAddress = Texts.ErasedAddress;
                letter.RecipientName = Texts.ErasedTeacher;
                if (letter.Status == LetterStatus.Queued)
                {
                    (letter.Status, letter.LastError, letter.NextTryAt) = (LetterStatus.Failed, Texts.RecipientErased, null);
                }

                different = true;
            }

            if (different)
            {
                await context.SaveChangesAsync(cancellationToken);
                changed.Add(letter);
            }

            context.Entry(letter).State = EntityState.Detached;
            letter.Attachments.ForEach(attachment => context.Entry(attachment).State = EntityState.Detached);
        }

        foreach (var attempt in await context.Set<LetterTryRow>().AsNoTracking().Where(row => row.School == school).ToListAsync(cancellationToken))
        {
            if (mask.Of(attempt.Detail) is var detail && !ReferenceEquals(detail, attempt.Detail))
            {
                await context.Set<LetterTryRow>().Where(row => row.Id == attempt.Id).ExecuteUpdateAsync(update => update.SetProperty(row => row.Detail, detail), cancellationToken);
            }
        }

        return changed;
    }

    private static async Task<IReadOnlyCollection<long>> CandidatesAsync(LedgerContext context, string school, NameMask mask, CancellationToken cancellationToken)
    {
        var letters = new SortedSet<long>();
        foreach (var stem in mask.Stems)
        {
            var encoded = System.Text.Encodings.Web.HtmlEncoder.Default.Encode(stem);
            letters.UnionWith(await context.Set<LetterRow>()
                .Where(row => row.School == school && (row.Text.Contains(stem) || row.Html.Contains(stem) || row.Html.Contains(encoded) || row.Subject.Contains(stem) || row.RecipientName.Contains(stem) || row.RecipientAddress.Contains(stem) || row.Attachments.Count > 0))
                .Select(row => row.Id).ToListAsync(cancellationToken));
        }

        return letters;
    }

    /// <returns>The file without the name; <see langword="null"/> when it does not hold it.</returns>
    private static byte[]? Without(byte[] file, NameMask mask)
    {
        if (file is not [(byte)'P', (byte)'K', ..])
        {
            var text = Encoding.UTF8.GetString(file);
            return mask.OfMarkup(text) is var masked && !ReferenceEquals(masked, text) ? Encoding.UTF8.GetBytes(masked) : null;
        }

        using var stream = new MemoryStream();
        stream.Write(file);
        var changed = false;
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                using var content = entry.Open();
                using var reader = new StreamReader(content, Encoding.UTF8);
                var text = reader.ReadToEnd();
                var masked = mask.OfMarkup(text);
                if (!ReferenceEquals(masked, text))
                {
                    changed = true;
                    content.SetLength(0);
                    content.Write(Encoding.UTF8.GetBytes(masked));
                }
            }
        }

        return changed ? stream.ToArray() : null;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ElJournal.Gateway.Ledger.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Ledger;

/// <summary>The log of decisions as a chain, one for each school: a row's link is a hash over the row and the link before it, so that a row changed, left out or put in between breaks it. Where it ends is kept beside it.</summary>
internal static class DecisionChain
{
    /// <summary>What stands before the first row.</summary>
    private static readonly byte[] Beginning = new byte[32];

    /// <summary>Joins the rows that have no link yet: those of this transaction, and once those from before there was a chain.</summary>
    public static async Task ExtendAsync(LedgerContext context, CancellationToken cancellationToken)
    {
        var loose = await context.Set<DecisionRow>().Where(row => row.Link == null).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        foreach (var school in loose.GroupBy(row => row.School, StringComparer.Ordinal))
        {
            var last = await context.Set<DecisionRow>().AsNoTracking().Where(row => row.School == school.Key && row.Link != null).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken);
            var link = last?.Link;
            foreach (var row in school)
            {
                row.Link = link = Link(link, row);
            }

            await MoveEndAsync(context, school.Key, last, school.Last(), cancellationToken);
        }

        if (loose.Count > 0)
        {
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>The first row that does not fit, of rows in order; <see langword="null"/> when all do.</summary>
    public static DecisionRow? FirstBroken(IEnumerable<DecisionRow> rows)
    {
        byte[]? link = null;
        foreach (var row in rows)
        {
            var expected = Link(link, row);
            if (row.Link is null || !expected.AsSpan().SequenceEqual(row.Link))
            {
                return row;
            }

            link = row.Link;
        }

        return null;
    }

    /// <summary>Whether the end is the row's.</summary>
    public static bool Ends(DecisionEndRow end, DecisionRow? last) => last is { Link: { } link } && last.Id == end.Entry && link.AsSpan().SequenceEqual(end.Link);

    /// <summary>What comes after a lost end must not hide that it was lost.</summary>
    private static async Task MoveEndAsync(LedgerContext context, string school, DecisionRow? before, DecisionRow last, CancellationToken cancellationToken)
    {
        if (await context.Set<DecisionEndRow>().SingleOrDefaultAsync(row => row.School == school, cancellationToken) is not { } end)
        {
            context.Add(new DecisionEndRow { School = school, Entry = last.Id, Link = last.Link! });
            return;
        }

        end.LostEntry ??= Ends(end, before) ? null : end.Entry;
        (end.Entry, end.Link) = (last.Id, last.Link!);
    }

    private static byte[] Link(byte[]? before, DecisionRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("eljournal-decision/1"u8);
        hash.AppendData(before ?? Beginning);
        Append(hash, row.Id);
        Append(hash, row.At);
        foreach (var text in new[] { row.School, row.By, row.Action, row.Target, row.Reason })
        {
            // With its length, so that nothing can be moved from one column to the next.
            var bytes = Encoding.UTF8.GetBytes(text);
            Append(hash, bytes.Length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

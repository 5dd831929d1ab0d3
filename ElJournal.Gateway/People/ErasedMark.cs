using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.People.Model;
using ElJournal.Rules.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People;

/// <summary>A tombstone as it lies on media: whoever restores an older copy learns from newer ones beside it who has been erased since.</summary>
/// <param name="Salt">Hexadecimal, as are the hashes.</param>
internal sealed record ErasedMark(string School, PersonRole Role, long At, string Salt, string Id, string? Likeness)
{
    public static async Task<IReadOnlyList<ErasedMark>> OfAsync(SqliteConnection ledger, CancellationToken cancellationToken)
    {
        await using var context = LedgerDatabase.Context(ledger);
        var rows = await context.Set<ErasedPersonRow>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new ErasedMark(row.School, row.Role, row.At, Convert.ToHexStringLower(row.Salt), Convert.ToHexStringLower(row.IdHash), row.LikenessHash is { } likeness ? Convert.ToHexStringLower(likeness) : null))];
    }

    /// <summary>Puts tombstones into a restored ledger; its next read erases whom they mean. A ledger from before there were any takes none.</summary>
    public static async Task AddAsync(SqliteConnection ledger, IEnumerable<ErasedMark> marks, CancellationToken cancellationToken)
    {
        await using var exists = ledger.CreateCommand();
        exists.CommandText = """SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'erased_people')""";
        if (await exists.ExecuteScalarAsync(cancellationToken) is not 1L)
        {
            return;
        }

        await using var context = LedgerDatabase.Context(ledger);
        var known = (await context.Set<ErasedPersonRow>().Select(row => row.IdHash).ToListAsync(cancellationToken)).Select(Convert.ToHexStringLower).ToHashSet(StringComparer.Ordinal);
        context.AddRange(marks.Where(mark => known.Add(mark.Id)).Select(mark => new ErasedPersonRow
        {
            School = mark.School,
            Role = mark.Role,
            At = mark.At,
            Salt = Convert.FromHexString(mark.Salt),
            IdHash = Convert.FromHexString(mark.Id),
            LikenessHash = mark.Likeness is { } likeness ? Convert.FromHexString(likeness) : null,
        }));
        await context.SaveChangesAsync(cancellationToken);
    }
}

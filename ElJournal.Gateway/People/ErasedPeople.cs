using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.People.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People;

/// <summary>Who of a school was erased, as far as that is known without knowing who it is.</summary>
internal sealed class ErasedPeople(IReadOnlyList<ErasedPersonRow> rows)
{
    private readonly Dictionary<(PersonRole Role, string Source, string Id), ErasedPersonRow?> known = [];

    public bool None => rows.Count == 0;

    public static async Task<ErasedPeople> LoadAsync(LedgerContext context, string school, CancellationToken cancellationToken) =>
        new(await context.Set<ErasedPersonRow>().AsNoTracking().Where(row => row.School == school).ToListAsync(cancellationToken));

    public ErasedPersonRow? Find(PersonRole role, string source, string id)
    {
        if (None)
        {
            return null;
        }

        if (!known.TryGetValue((role, source, id), out var row))
        {
            row = rows.FirstOrDefault(row => row.Role == role && Likeness.OfId(row.Salt, role, source, id).AsSpan().SequenceEqual(row.IdHash));
            known.Add((role, source, id), row);
        }

        return row;
    }

    /// <summary>The pupil under whatever id.</summary>
    public ErasedPersonRow? Find(Student student) =>
        !None && Likeness.Natural(student) is { } natural
            ? rows.FirstOrDefault(row => row is { Role: PersonRole.Student, LikenessHash: { } hash } && Likeness.OfNatural(row.Salt, PersonRole.Student, natural).AsSpan().SequenceEqual(hash))
            : null;
}

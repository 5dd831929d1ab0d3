using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.People.Erasing;
using ElJournal.Gateway.People.Model;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Gateway.Sync.Pass;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People;

/// <summary>What an erasure changed.</summary>
internal sealed record ErasureCounts
{
    public int Records { get; init; }

    public int EarlierValues { get; init; }

    public int Findings { get; init; }

    public int Letters { get; init; }

    public int Packages { get; init; }

    public int Texts { get; init; }
}

/// <summary>Takes a person out of the ledger. Of a pupil's records only what the portals' deletes need stays; a teacher's lessons stay, without the name.</summary>
internal static class PersonEraser
{
    /// <summary>The payload of a record of which nothing is left.</summary>
    public const string Nothing = "{}";

    /// <summary>What stands in place of the pupil's id.</summary>
    public static string Marker(long erased) => FormattableString.Invariant($"erased:{erased}");

    /// <summary>How many versions an erasure takes at most.</summary>
    public static async Task<int> ReserveAsync(LedgerContext context, Person person, CancellationToken cancellationToken)
    {
        var count = 8;
        foreach (var (book, id) in person.Books)
        {
            count += await Rows(context, person.Role, book, id).CountAsync(cancellationToken) + 1;
        }

        return count;
    }

    /// <summary>Erases in the caller's transaction.</summary>
    /// <returns>What was changed, and the letters whose text was.</returns>
    public static async Task<(ErasureCounts Counts, IReadOnlyList<LetterRow> Letters)> EraseAsync(LedgerTransaction transaction, string school, Person person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        var mask = person.Mask();
        var marks = await MarkKeysAsync(context, person, cancellationToken);
        var stones = await TombstonesAsync(context, school, person, now, cancellationToken);
        var (records, values) = (0, 0);
        using (var dirty = new DirtyMarks(transaction.Connection, school))
        {
            foreach (var (book, id) in person.Books)
            {
                var stone = stones[id];
                var rows = await Rows(context, person.Role, book, id).AsNoTracking().Select(row => new { row.Id, row.Kind, row.RootClass, row.Day }).ToListAsync(cancellationToken);
                foreach (var row in rows)
                {
                    dirty.Add(row.Kind, row.RootClass, row.Day);
                    await EmptyAsync(context, row.Id, Marker(stone), transaction.NextSeq(), cancellationToken);
                }

                var numbers = rows.Select(row => row.Id).ToList();
                foreach (var chunk in numbers.Chunk(500))
                {
                    values += await context.Set<MarkChangeRow>().Where(change => chunk.Contains(change.Record)).ExecuteDeleteAsync(cancellationToken);
                    await context.Set<HeldChangeRow>().Where(change => chunk.Contains(change.Record)).ExecuteDeleteAsync(cancellationToken);
                    await context.Set<PinRow>().Where(pin => chunk.Contains(pin.Record)).ExecuteDeleteAsync(cancellationToken);
                    await context.Set<RouteRecordRow>().Where(row => chunk.Contains(row.Record)).ExecuteUpdateAsync(
                        update => update.SetProperty(row => row.KeptBackReason, (string?)null).SetProperty(row => row.RejectedReason, (string?)null), cancellationToken);
                }

                records += rows.Count;
                if (person.Role == PersonRole.Teacher)
                {
                    records += await UnnameAsync(transaction, book, id, cancellationToken);
                    dirty.Add(RecordKind.Teacher, null, null);
                }
            }

            dirty.Write();
        }

        var findings = person.Role == PersonRole.Student ? await FindingsAsync(context, school, person, cancellationToken) : 0;
        var packages = await PackageErasure.RunAsync(transaction, school, person, marks, cancellationToken);
        var letters = await LetterErasure.RunAsync(context, school, person, mask, cancellationToken);
        var texts = await TextErasure.RunAsync(context, school, person, mask, cancellationToken);
        return (new ErasureCounts { Records = records, EarlierValues = values, Findings = findings, Packages = packages, Letters = letters.Count, Texts = texts }, letters);
    }

    /// <summary>What is the person's own: of a teacher the sign-ins, of a pupil everything.</summary>
    private static IQueryable<RecordRow> Rows(LedgerContext context, PersonRole role, int book, string id)
    {
        const int TeacherRole = (int)PersonRole.Teacher;
        return role == PersonRole.Teacher
            ? context.Set<RecordRow>().Where(row => row.Book == book && row.Kind == RecordKind.SignIn && row.Student == id && row.Status == TeacherRole)
            : context.Set<RecordRow>().Where(row => row.Book == book && row.Student == id && (row.Kind != RecordKind.SignIn || row.Status != TeacherRole));
    }

    private static async Task<Dictionary<string, long>> TombstonesAsync(LedgerContext context, string school, Person person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var erased = await ErasedPeople.LoadAsync(context, school, cancellationToken);
        var natural = person.Cards.OfType<Student>().Select(Likeness.Natural).FirstOrDefault(found => found is not null);
        var stones = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var identity in person.Identities)
        {
            if (erased.Find(person.Role, identity.Source, identity.Id) is { } before)
            {
                await context.Set<ErasedPersonRow>().Where(row => row.Id == before.Id).ExecuteUpdateAsync(update => update.SetProperty(row => row.Settled, false), cancellationToken);
                stones[identity.Id] = before.Id;
                continue;
            }

            var row = Likeness.Row(school, person.Role, identity.Source, identity.Id, natural, now);
            context.Add(row);
            await context.SaveChangesAsync(cancellationToken);
            stones[identity.Id] = row.Id;
        }

        return stones;
    }

    private static async Task<HashSet<string>> MarkKeysAsync(LedgerContext context, Person person, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (book, id) in person.Role == PersonRole.Student ? person.Books : [])
        {
            keys.UnionWith(await context.Set<RecordRow>().Where(row => row.Book == book && row.Kind == RecordKind.Mark && row.Student == id).Select(row => row.Key).ToListAsync(cancellationToken));
        }

        return keys;
    }

    /// <summary>The key stays until the portals have deleted it, see <see cref="ErasureSettling"/>.</summary>
    private static Task<int> EmptyAsync(LedgerContext context, long record, string marker, long seq, CancellationToken cancellationToken)
    {
        var hash = new byte[RecordEncoder.HashSize];
        var origin = FormattableString.Invariant($"erased:{record}");
        return context.Set<RecordRow>().Where(row => row.Id == record).ExecuteUpdateAsync(
            update => update
                .SetProperty(row => row.Seq, seq).SetProperty(row => row.Deleted, true).SetProperty(row => row.Pending, false).SetProperty(row => row.Hash, hash)
                .SetProperty(row => row.Origin, origin).SetProperty(row => row.Payload, Nothing).SetProperty(row => row.Student, marker)
                .SetProperty(row => row.RootClass, (string?)null).SetProperty(row => row.Class, (string?)null).SetProperty(row => row.Day, (int?)null).SetProperty(row => row.Lesson, (string?)null)
                .SetProperty(row => row.Teacher, (string?)null).SetProperty(row => row.Subject, (string?)null).SetProperty(row => row.Value, (string?)null).SetProperty(row => row.Work, (string?)null)
                .SetProperty(row => row.Number, (int?)null).SetProperty(row => row.Status, (int?)null).SetProperty(row => row.EnteredAt, (long?)null).SetProperty(row => row.EnteredVouched, false)
                .SetProperty(row => row.SeenAfter, (long?)null).SetProperty(row => row.SeenBy, (long?)null).SetProperty(row => row.Changes, 0),
            cancellationToken);
    }

    /// <summary>The teacher's card as reads bring it from now on, so that the next one finds nothing changed.</summary>
    private static async Task<int> UnnameAsync(LedgerTransaction transaction, int book, string id, CancellationToken cancellationToken)
    {
        var nameless = WithoutErased.Nameless(id);
        var hash = new byte[RecordEncoder.HashSize];
        using (var encoder = new RecordEncoder())
        {
            encoder.Encode(nameless);
            encoder.WriteHash(hash);
        }

        var (seq, payload) = (transaction.NextSeq(), RecordPayload.Of(nameless));
        return await transaction.Context.Set<RecordRow>().Where(row => row.Book == book && row.Kind == RecordKind.Teacher && row.Key == id).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.Seq, seq).SetProperty(row => row.Hash, hash).SetProperty(row => row.Payload, payload).SetProperty(row => row.Value, nameless.FamilyName + "  "), cancellationToken);
    }

    private static Task<int> FindingsAsync(LedgerContext context, string school, Person person, CancellationToken cancellationToken)
    {
        var ids = person.Identities.Select(identity => identity.Id).Distinct(StringComparer.Ordinal).ToList();
        return FindingRemoval.RunAsync(context, context.Set<FindingRow>().Where(finding => finding.School == school && finding.Student != null && ids.Contains(finding.Student)), school, cancellationToken);
    }
}

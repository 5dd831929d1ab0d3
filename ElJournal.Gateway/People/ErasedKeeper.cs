using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.People.Erasing;
using ElJournal.Gateway.People.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People;

/// <summary>Keeps erased people out: before a read those whom a restored copy brought back, after it what had come in under a new id.</summary>
internal sealed class ErasedKeeper(LedgerDatabase database, LedgerCompaction compaction, MachineClock machine)
{
    private const string Gateway = "eljournal";

    /// <summary>Who is to be left out of the read that begins.</summary>
    public async Task<ErasedPeople> OpenAsync(string school, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var erased = await ErasedPeople.LoadAsync(context, school, cancellationToken);
        if (!erased.None)
        {
            await EraseAsync(school, await ReturnedAsync(context, school, erased, cancellationToken), lease, cancellationToken);
            await SettleAsync(context, school, lease, cancellationToken);
        }

        return erased;
    }

    /// <summary>The read has ended.</summary>
    public async Task CloseAsync(string school, string source, IReadOnlyCollection<string> learned, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (learned.Count == 0)
        {
            return;
        }

        await using var context = await database.ReadAsync(cancellationToken);
        var books = (await PersonFinder.BooksAsync(context, school, cancellationToken)).Where(book => book.Source == source).ToList();
        await EraseAsync(school, [.. learned.Select(id => new Person(PersonRole.Student, [new PersonIdentity(source, id)], [.. books.Select(book => (book.Id, id))], []))], lease, cancellationToken);
    }

    private static async Task SettleAsync(LedgerContext context, string school, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (await context.Set<ErasedPersonRow>().AnyAsync(row => row.School == school && !row.Settled, cancellationToken))
        {
            await using var transaction = await lease.BeginAsync(1, cancellationToken);
            await LedgerCompaction.OverwriteDeletedAsync(transaction.Connection, cancellationToken);
            await ErasureSettling.RunAsync(transaction, school, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static async Task<List<Person>> ReturnedAsync(LedgerContext context, string school, ErasedPeople erased, CancellationToken cancellationToken)
    {
        var books = (await PersonFinder.BooksAsync(context, school, cancellationToken)).ToDictionary(book => book.Id);
        var numbers = books.Keys.ToList();
        var found = new List<Person>();
        await foreach (var row in context.Set<RecordRow>().AsNoTracking().Where(row => numbers.Contains(row.Book) && (row.Kind == RecordKind.Teacher || row.Kind == RecordKind.Student) && row.Payload != PersonEraser.Nothing).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var role = row.Kind == RecordKind.Teacher ? PersonRole.Teacher : PersonRole.Student;
            var source = books[row.Book].Source;
            if (erased.Find(role, source, row.Key) is not null && (role != PersonRole.Teacher || row.Payload != RecordPayload.Of(WithoutErased.Nameless(row.Key))))
            {
                found.Add(new Person(role, [new PersonIdentity(source, row.Key)], [(row.Book, row.Key)], [RecordPayload.ToRecord(row)]));
            }
        }

        return found;
    }

    private async Task EraseAsync(string school, List<Person> people, SchoolLease lease, CancellationToken cancellationToken)
    {
        foreach (var person in people)
        {
            await using var context = await database.ReadAsync(cancellationToken);
            await using var transaction = await lease.BeginAsync(await PersonEraser.ReserveAsync(context, person, cancellationToken), cancellationToken);
            await LedgerCompaction.OverwriteDeletedAsync(transaction.Connection, cancellationToken);
            var now = machine.Time.GetUtcNow();
            await PersonEraser.EraseAsync(transaction, school, person, now, cancellationToken);
            transaction.Context.Add(new DecisionRow { School = school, At = now.ToStored(), By = Gateway, Action = "person-erase-again", Target = person.Role.ToString().ToLowerInvariant(), Reason = "" });
            await transaction.CommitAsync(cancellationToken);
        }

        if (people.Count > 0)
        {
            await compaction.RunAsync(cancellationToken);
        }
    }
}

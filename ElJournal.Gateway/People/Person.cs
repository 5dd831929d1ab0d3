using System.Collections.Immutable;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People;

/// <summary>Under which id a person stands in the books of a source.</summary>
internal readonly record struct PersonIdentity(string Source, string Id);

/// <summary>A pupil or teacher as the ledger knows them.</summary>
/// <param name="Role">Pupil or teacher.</param>
/// <param name="Identities">In each source; the one asked for first.</param>
/// <param name="Books">The numbers of the books with the id there.</param>
/// <param name="Cards">What the rosters say, latest first; empty when only entries are known.</param>
internal sealed record Person(PersonRole Role, ImmutableArray<PersonIdentity> Identities, ImmutableArray<(int Book, string Id)> Books, ImmutableArray<JournalRecord> Cards)
{
    public NameMask Mask() => NameMask.Of(Cards);
}

/// <summary>Finds people in the ledger.</summary>
internal sealed class PersonFinder(LedgerDatabase database)
{
    /// <exception cref="GatewayException">The ledger knows no such person, or they were erased.</exception>
    public async Task<Person> FindAsync(string school, PersonRole role, string id, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var books = await BooksAsync(context, school, cancellationToken);
        var kind = role == PersonRole.Teacher ? RecordKind.Teacher : RecordKind.Student;
        var numbers = books.Select(book => book.Id).ToList();
        var rows = await context.Set<RecordRow>().AsNoTracking().Where(row => numbers.Contains(row.Book) && row.Kind == kind && row.Key == id && row.Payload != PersonEraser.Nothing).ToListAsync(cancellationToken);
        var erased = await ErasedPeople.LoadAsync(context, school, cancellationToken);
        var newest = books.FirstOrDefault(book => rows.Exists(row => row.Book == book.Id) && erased.Find(role, book.Source, id) is null);
        if (newest is not null)
        {
            return Of(role, id, books, newest, rows.Single(row => row.Book == newest.Id), await AlikeAsync(context, numbers, kind, rows.Single(row => row.Book == newest.Id), cancellationToken));
        }

        // A pass that broke off may have left entries of a pupil whose card it never saw.
        var entries = role == PersonRole.Student ? await context.Set<RecordRow>().AsNoTracking().Where(row => numbers.Contains(row.Book) && row.Student == id && row.Kind != RecordKind.Student).Select(row => row.Book).Distinct().ToListAsync(cancellationToken) : [];
        if (books.FirstOrDefault(book => entries.Contains(book.Id)) is { } only)
        {
            return new Person(role, [new PersonIdentity(only.Source, id)], [.. books.Where(book => book.Source == only.Source).Select(book => (book.Id, id))], []);
        }

        throw new GatewayException(string.Format(
            System.Globalization.CultureInfo.InvariantCulture, books.Any(book => erased.Find(role, book.Source, id) is not null) ? Texts.ErasedBefore : Texts.Unknown, id, school));
    }

    /// <summary>The school's books, latest first.</summary>
    public static Task<List<Book>> BooksAsync(LedgerContext context, string school, CancellationToken cancellationToken) =>
        context.Set<Book>().AsNoTracking().Where(book => book.School == school).OrderByDescending(book => book.Year).ThenByDescending(book => book.Id).ToListAsync(cancellationToken);

    private static Person Of(PersonRole role, string id, List<Book> books, Book newest, RecordRow card, List<RecordRow> alike)
    {
        var sources = books.ToDictionary(book => book.Id, book => book.Source);
        ImmutableArray<PersonIdentity> identities = [.. alike.Select(row => new PersonIdentity(sources[row.Book], row.Key)).Prepend(new PersonIdentity(newest.Source, id)).Distinct()];
        var places = from identity in identities from book in books where book.Source == identity.Source select (book.Id, identity.Id);
        var cards = alike.Prepend(card).DistinctBy(row => row.Payload).Select(RecordPayload.ToRecord);
        return new Person(role, identities, [.. places], [.. cards]);
    }

    /// <summary>The same person's cards in all books: those of the same full name and day of birth, or e-mail address, whatever the id; and those of the same id in the source's other years.</summary>
    private static async Task<List<RecordRow>> AlikeAsync(LedgerContext context, List<int> books, RecordKind kind, RecordRow card, CancellationToken cancellationToken)
    {
        var named = await context.Set<RecordRow>().AsNoTracking().Where(row => books.Contains(row.Book) && row.Kind == kind && (row.Value == card.Value || row.Key == card.Key) && row.Payload != PersonEraser.Nothing).ToListAsync(cancellationToken);
        var mine = RecordPayload.ToRecord(card);
        var sources = await context.Set<Book>().AsNoTracking().Where(book => books.Contains(book.Id)).ToDictionaryAsync(book => book.Id, book => book.Source, cancellationToken);
        return [.. named.Where(row => (sources[row.Book] == sources[card.Book] && row.Key == card.Key) || Same(mine, RecordPayload.ToRecord(row)))];
    }

    private static bool Same(JournalRecord one, JournalRecord other) => (one, other) switch
    {
        (Student first, Student second) => Likeness.Natural(first) is { } natural && natural == Likeness.Natural(second),
        (Teacher { Email: { } first }, Teacher second) => string.Equals(first, second.Email, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}

using System.Data.Common;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>The names behind the ids of findings, from the latest book that knows them.</summary>
internal sealed class SchoolNames
{
    private readonly IReadOnlyList<(Book Book, Roster Roster)> books;

    private SchoolNames(IReadOnlyList<(Book Book, Roster Roster)> books) => this.books = books;

    /// <summary>The books, the latest first.</summary>
    public IEnumerable<Book> Books => books.Select(entry => entry.Book);

    public static async Task<SchoolNames> LoadAsync(DbConnection connection, string school, CancellationToken cancellationToken)
    {
        await using var context = LedgerDatabase.Context(connection);
        var found = await context.Set<Book>().AsNoTracking().Where(book => book.School == school)
            .OrderByDescending(book => book.Year).ThenByDescending(book => book.Id).ToListAsync(cancellationToken);
        return new SchoolNames([.. found.Select(book => (book, RosterReader.Read(connection, book.Id)))]);
    }

    public GroupInfo? Group(string? id) => First(roster => roster.Group(id));

    public Teacher? Teacher(string? id) => First(roster => roster.Teacher(id));

    public Student? Student(string? id) => First(roster => roster.Student(id));

    public Subject? Subject(string? id) => First(roster => roster.Subject(id));

    /// <summary>The teachers of the latest book.</summary>
    public IEnumerable<Teacher> Teachers => books.Take(1).SelectMany(entry => entry.Roster.Teachers);

    /// <summary>The classes of that name, however it is written.</summary>
    public IEnumerable<GroupInfo> Named(string className) =>
        books.Take(1).SelectMany(entry => entry.Roster.Groups).Where(group => ClassName.Same(group.Name, className));

    private T? First<T>(Func<Roster, T?> find)
        where T : class
    {
        foreach (var (_, roster) in books)
        {
            if (find(roster) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}

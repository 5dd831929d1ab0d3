using System.Globalization;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Ledger;

/// <summary>Finds the books of a school: one for each source and school year.</summary>
internal sealed class Books(LedgerDatabase database)
{
    /// <summary>The name of a source in the ledger: the adapter's, with the day since which it is the school's source.</summary>
    public static string SourceName(string adapter, DateOnly? since) =>
        since is { } day ? string.Create(CultureInfo.InvariantCulture, $"{adapter}@{day:yyyy-MM-dd}") : adapter;

    /// <summary>The book that the school's journal was last read into, or <see langword="null"/> before the first read.</summary>
    public async Task<Book?> CurrentAsync(string school, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        return await context.Set<Book>().AsNoTracking().Where(book => book.School == school)
            .OrderByDescending(book => book.Year).ThenByDescending(book => book.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>All books of the school, the current one first. Those of earlier sources and years are closed and stay deliverable.</summary>
    public async Task<IReadOnlyList<Book>> OfSchoolAsync(string school, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        return await context.Set<Book>().AsNoTracking().Where(book => book.School == school)
            .OrderByDescending(book => book.Year).ThenByDescending(book => book.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The school year that is read on the day, by the terms of the school's books: the one that it lies in, or the next where that is closed.</summary>
    public async Task<SchoolYear> YearAsync(string school, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        return (await YearDecisions.LoadAsync(context, school, cancellationToken)).YearOf(day, await TermsAsync(context, school, cancellationToken));
    }

    /// <summary>The terms of all books of the school.</summary>
    public static async Task<IReadOnlyCollection<Term>> TermsAsync(LedgerContext context, string school, CancellationToken cancellationToken)
    {
        var rows = await (
            from book in context.Set<Book>()
            join row in context.Set<RecordRow>() on book.Id equals row.Book
            where book.School == school && row.Kind == RecordKind.Term && !row.Deleted
            select row).AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(row => (Term)RecordPayload.ToRecord(row))];
    }

    /// <summary>The book of a source and year, made in the transaction where it is missing.</summary>
    public static async Task<Book> EnsureAsync(LedgerTransaction transaction, string school, string source, int year, CancellationToken cancellationToken)
    {
        var books = transaction.Context.Set<Book>();
        var book = await books.FirstOrDefaultAsync(found => found.School == school && found.Source == source && found.Year == year, cancellationToken);
        if (book is null)
        {
            book = new Book { School = school, Source = source, Year = year };
            books.Add(book);
            await transaction.Context.SaveChangesAsync(cancellationToken);
        }

        return book;
    }
}

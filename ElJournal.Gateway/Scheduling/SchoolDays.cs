using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Calendar;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Scheduling;

/// <summary>Which days count for a school's schedules and letters: those on which any of its classes is taught.</summary>
internal sealed class SchoolDays(LedgerDatabase database, Books books)
{
    public async Task<bool> IsSchoolDayAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken) =>
        (await OfAsync(school, cancellationToken))(day);

    /// <summary>The school's calendar with the days added by command, for many questions.</summary>
    public async Task<Func<DateOnly, bool>> OfAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var context = LedgerDatabase.Context(connection);
        var added = await context.Set<ClassDayRow>().AsNoTracking().Where(row => row.School == school.Id).ToListAsync(cancellationToken);
        var calendar = new SchoolCalendar(school.Calendar.With(added.Select(SceneLoader.Days)), school.Zone);

        // Before the first read nobody knows the classes, and there is nothing to tell of either.
        var groups = await books.CurrentAsync(school.Id, cancellationToken) is { } book ? RosterReader.Groups(connection, book.Id) : [];
        return day => calendar.IsSchoolDay(group: null, day) || groups.Any(group => calendar.IsSchoolDay(group, day));
    }
}

using System.Data.Common;
using System.Globalization;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.MySchool;

/// <summary>Makes the answer about a pupil out of the ledger, which it only reads. What is held, withheld, not judged yet, or of a pupil who is excluded from any route does not leave.</summary>
internal sealed class ScheduleQuery(LedgerDatabase database, MySchoolOptions options)
{
    /// <summary>The pupil's days, one entry for each school year that they lie in; empty when the school does not know the pupil.</summary>
    public async Task<(IReadOnlyList<ScheduleSchool> School, DateTimeOffset? ReadAt)> OfAsync(SchoolRuntime school, string pupil, DayRange days, CancellationToken cancellationToken)
    {
        if (school.Options.Routes.Any(route => route.ExcludedPupils.Contains(pupil)))
        {
            return ([], null);
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var only = await ReadingOnly.OfAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginReadingAsync(cancellationToken);
        await using var context = LedgerDatabase.Context(connection);
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        return await ReadAsync(context, connection, school, pupil, days, cancellationToken);
    }

    private async Task<(IReadOnlyList<ScheduleSchool> School, DateTimeOffset? ReadAt)> ReadAsync(LedgerContext context, DbConnection connection, SchoolRuntime school, string pupil, DayRange days, CancellationToken cancellationToken)
    {
        var id = school.Id;
        var books = await context.Set<Book>().AsNoTracking().Where(book => book.School == id).OrderBy(book => book.Year).ThenBy(book => book.Id).ToListAsync(cancellationToken);
        var added = await context.Set<ClassDayRow>().AsNoTracking().Where(row => row.School == id).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var calendar = new SchoolCalendar(school.Calendar.With(added.Select(SceneLoader.Days)), school.Zone);
        using var gate = new OpenGate(connection, id, Gate.GradeDependent(school));
        var holds = new OpenHolds(connection, id);
        var schools = new List<ScheduleSchool>();
        DateTimeOffset? readAt = null;
        foreach (var year in books.GroupBy(book => book.Year))
        {
            var classes = new List<ScheduleClass>();
            foreach (var book in year)
            {
                var roster = RosterReader.Read(connection, book.Id);
                if (Part(school, book, roster.Student(pupil), days) is not { } part)
                {
                    continue;
                }

                var sheet = new PupilSheet(context, book, roster, pupil, part);
                await sheet.ReadAsync(cancellationToken);
                readAt = Later(readAt, await sheet.ReadAtAsync(cancellationToken));
                classes.AddRange(new ScheduleWriter(options, school, calendar, record => holds.Of(record.RootClass, record.Kind) is null
                    && gate.Decide(new GateSubject(record.Book, record.Kind, record.Key, record.RootClass, record.Day, record.Lesson, record.Student)).Kept is null).Classes(sheet, book.Year));
            }

            if (classes.Count > 0)
            {
                schools.Add(new ScheduleSchool(
                    NameBasedId.Of(school.Options.Ogrn ?? school.Id),
                    school.Options.Name,
                    options.ScheduleUrl,
                    new SchedulePeriod<DateOnly>(days.From, days.To),
                    string.Create(CultureInfo.InvariantCulture, $"{year.Key}/{(year.Key + 1) % 100:00}"),
                    [.. classes.GroupBy(one => (one.Class, one.Grade)).Select(same => new ScheduleClass(same.Key.Class, same.Key.Grade, [.. same.SelectMany(one => one.Lesson).OrderBy(lesson => lesson.Period.Start)]))]));
            }
        }

        return (schools, readAt is { } moment ? school.Local(moment) : null);
    }

    /// <summary>The days that the book answers for: those of its source and year on which the pupil is on the roll.</summary>
    private static DayRange? Part(SchoolRuntime school, Book book, Student? pupil, DayRange days)
    {
        var own = SceneLoader.Segments(school.Options.Source, book.Year).FirstOrDefault(segment => Books.SourceName(segment.Source.Adapter, segment.Source.Since) == book.Source);
        if (pupil is null || own.Source is null)
        {
            return null;
        }

        var from = new[] { days.From, own.Days.From, pupil.EnrolledOn ?? DateOnly.MinValue }.Max();
        var to = new[] { days.To, own.Days.To, pupil.LeftOn ?? DateOnly.MaxValue }.Min();
        return from <= to ? new DayRange(from, to) : null;
    }

    private static DateTimeOffset? Later(DateTimeOffset? first, DateTimeOffset? second) => first is null || second > first ? second : first;
}

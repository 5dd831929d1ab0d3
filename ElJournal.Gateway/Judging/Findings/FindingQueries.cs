using System.Data.Common;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>Looks findings up, with the names that people read.</summary>
internal sealed class FindingQueries(LedgerDatabase database)
{
    /// <summary>The findings, by day, class, lesson and rule.</summary>
    /// <param name="school">The school.</param>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="names">The school's names, where the caller has read them already.</param>
    public async Task<IReadOnlyList<FindingView>> ListAsync(SchoolRuntime school, FindingFilter filter, CancellationToken cancellationToken, SchoolNames? names = null)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var context = LedgerDatabase.Context(connection);
        var (from, to) = filter.Days is { } days ? (days.From.DayNumber, days.To.DayNumber) : (0, int.MaxValue);
        var rows = await context.Set<FindingRow>().AsNoTracking()
            .Where(row => row.School == school.Id && row.Day >= from && row.Day <= to && filter.Statuses.Contains(row.Status) && (filter.Rule == null || row.Rule == filter.Rule))
            .ToListAsync(cancellationToken);
        return await ViewsAsync(connection, school, rows, cancellationToken, names);
    }

    /// <summary>One finding by its id, which may be shortened as long as it stays the only one.</summary>
    /// <exception cref="GatewayException">There is none, or more than one.</exception>
    public async Task<FindingView> FindAsync(SchoolRuntime school, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var context = LedgerDatabase.Context(connection);
        var row = await FindRowAsync(context, school.Id, id, tracked: false, cancellationToken);
        return (await ViewsAsync(connection, school, [row], cancellationToken))[0];
    }

    /// <inheritdoc cref="FindAsync"/>
    internal static async Task<FindingRow> FindRowAsync(LedgerContext context, string school, string id, bool tracked, CancellationToken cancellationToken)
    {
        var prefix = id.Trim().ToUpperInvariant();
        var rows = context.Set<FindingRow>().Where(row => row.School == school && row.Id.StartsWith(prefix));
        var found = await (tracked ? rows : rows.AsNoTracking()).OrderBy(row => row.Id).Take(6).ToListAsync(cancellationToken);
        return found switch
        {
            _ when prefix.Length == 0 => throw new GatewayException(Phrase.Of(JudgingTexts.FindingUnknown, id, school)),
            [] => throw new GatewayException(Phrase.Of(JudgingTexts.FindingUnknown, id, school)),
            [var one] => one,
            _ => throw new GatewayException(Phrase.Of(JudgingTexts.FindingAmbiguous, id, string.Join(", ", found.Take(5).Select(row => row.Id)))),
        };
    }

    /// <summary>Views of rows, in the order in which people look at them.</summary>
    internal static async Task<IReadOnlyList<FindingView>> ViewsAsync(DbConnection connection, SchoolRuntime school, IReadOnlyCollection<FindingRow> rows, CancellationToken cancellationToken, SchoolNames? known = null)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var names = known ?? await SchoolNames.LoadAsync(connection, school.Id, cancellationToken);
        using var numbers = new LessonNumbers(connection, [.. names.Books.Select(book => book.Id)]);
        return
        [
            .. rows.Select(row => View(row, school, names, numbers.Of(row.Lesson)))
                .OrderBy(view => view.Day)
                .ThenBy(view => view.Grade ?? int.MaxValue)
                .ThenBy(view => view.ClassName, ClassName.Order)
                .ThenBy(view => view.LessonNumber ?? int.MaxValue)
                .ThenBy(view => view.LessonId, StringComparer.Ordinal)
                .ThenBy(view => view.Rule, StringComparer.Ordinal)
                .ThenBy(view => view.Part, StringComparer.Ordinal)
                .ThenBy(view => view.Id, StringComparer.Ordinal),
        ];
    }

    internal static FindingView View(FindingRow row, SchoolRuntime school, SchoolNames names, int? lessonNumber)
    {
        var group = names.Group(row.Class);
        return new FindingView
        {
            Id = row.Id,
            Rule = row.Rule,
            Part = row.Part,
            State = row.State,
            Severity = row.Severity,
            Status = row.Status,
            Day = DateOnly.FromDayNumber(row.Day),
            ClassId = row.Class,
            ClassName = group?.Name ?? row.Class,
            RootClassId = row.RootClass,
            Grade = group?.Grade,
            ClassKind = group?.Kind,
            SubjectName = names.Subject(row.SchoolSubject)?.Name ?? row.SchoolSubject,
            LessonId = row.Lesson,
            LessonNumber = lessonNumber,
            TeacherId = row.Teacher,
            TeacherName = names.Teacher(row.Teacher)?.ShortName ?? row.Teacher,
            StudentId = row.Student,
            StudentName = names.Student(row.Student) is { } student ? PersonName.Short(student.FamilyName, student.GivenName, student.MiddleName) : row.Student,
            Deadline = Local(row.Deadline),
            EnteredAfter = Local(row.EnteredAfter),
            EnteredBy = Local(row.EnteredBy),
            AsOf = Local(row.AsOf),
            Norm = row.Norm,
            Message = row.Message,
            OpenedAt = school.Local(Instants.FromStored(row.OpenedAt)),
            ResolvedAt = Local(row.ResolvedAt),
            ReopenedAt = Local(row.ReopenedAt),
            TurnedLateAt = Local(row.TurnedLateAt),
            RecordedAt = Local(row.RecordedAt),
            WaivedBy = row.WaivedBy,
            WaivedReason = row.WaivedReason,
            WaivedUntil = row.WaivedUntil is { } until ? DateOnly.FromDayNumber(until) : null,
        };

        DateTimeOffset? Local(long? stored) => stored is { } moment ? school.Local(Instants.FromStored(moment)) : null;
    }

    /// <summary>Finds the places of lessons in their days.</summary>
    private sealed class LessonNumbers(DbConnection connection, IReadOnlyList<int> books) : IDisposable
    {
        private readonly LedgerStatement statement = new(connection, """SELECT "Number" FROM records WHERE "Book" = ?1 AND "Kind" = 6 AND "Key" = ?2""");

        public int? Of(string? lesson)
        {
            foreach (var book in lesson is null ? [] : books)
            {
                statement.Reset();
                statement.Bind(1, book);
                statement.Bind(2, lesson!);
                if (statement.Step())
                {
                    return statement.IntOrNull(0);
                }
            }

            return null;
        }

        public void Dispose() => statement.Dispose();
    }
}

using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.MySchool;

/// <summary>The lessons of a pupil on some days with what was entered at them, as one book has them.</summary>
internal sealed class PupilSheet(LedgerContext context, Book book, Roster roster, string pupil, DayRange days)
{
    private ILookup<string?, RecordRow> entries = Array.Empty<RecordRow>().ToLookup(_ => (string?)null);

    public Roster Roster { get; } = roster;

    public string Pupil { get; } = pupil;

    /// <summary>The pupil's class.</summary>
    public GroupInfo? Class { get; } = roster.ClassOf(pupil);

    /// <summary>In the order of the day.</summary>
    public IReadOnlyList<RecordRow> Lessons { get; private set; } = [];

    /// <summary>The homework of a lesson, and the pupil's marks and absence at it.</summary>
    public IEnumerable<RecordRow> At(RecordRow lesson, RecordKind kind) => entries[lesson.Key].Where(row => row.Kind == kind);

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (first, last, root) = (days.From.DayNumber, days.To.DayNumber, Class?.RootId);
        var rows = await Live().Where(row => row.Day >= first && row.Day <= last
            && (((row.Kind == RecordKind.Lesson || row.Kind == RecordKind.Homework) && row.RootClass == root && root != null)
                || ((row.Kind == RecordKind.Mark || row.Kind == RecordKind.Attendance) && row.Student == Pupil))).ToListAsync(cancellationToken);

        // A pupil who changed classes, or sits in with another one, has entries at lessons of others.
        var known = rows.Where(row => row.Kind == RecordKind.Lesson).Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        var elsewhere = rows.Select(row => row.Lesson).OfType<string>().Where(lesson => !known.Contains(lesson)).Distinct(StringComparer.Ordinal).ToList();
        if (elsewhere.Count > 0)
        {
            rows.AddRange(await Live().Where(row => (row.Kind == RecordKind.Lesson || row.Kind == RecordKind.Homework) && row.Lesson != null && elsewhere.Contains(row.Lesson)).ToListAsync(cancellationToken));
        }

        entries = rows.Where(row => row.Kind != RecordKind.Lesson).ToLookup(row => row.Lesson);
        var groups = await GroupsAsync(cancellationToken);
        Lessons = [.. rows.Where(row => row.Kind == RecordKind.Lesson && IsOfPupil(row, groups)).OrderBy(row => row.Day).ThenBy(row => row.StartMinute).ThenBy(row => row.Number).ThenBy(row => row.Key, StringComparer.Ordinal)];
    }

    /// <summary>When the lessons of these days were last read to their end.</summary>
    public async Task<DateTimeOffset?> ReadAtAsync(CancellationToken cancellationToken)
    {
        var (id, first, last, root) = (book.Id, days.From.DayNumber, days.To.DayNumber, Class?.RootId ?? "");
        var completed = await context.Set<ScopeReadRow>().AsNoTracking()
            .Where(read => read.Book == id && read.Kind == RecordKind.Lesson && read.Day >= first && read.Day <= last && (read.Class == "" || read.Class == root))
            .MaxAsync(read => (long?)read.Completed, cancellationToken);
        return completed is > 0 and { } moment ? Instants.FromStored(moment) : null;
    }

    /// <summary>The groups in which the pupil has an entry this year, by subject: no journal says who is in a subgroup.</summary>
    private async Task<ILookup<string?, string?>> GroupsAsync(CancellationToken cancellationToken)
    {
        var found = await Live().Where(row => (row.Kind == RecordKind.Mark || row.Kind == RecordKind.Attendance) && row.Student == Pupil).Select(row => new { row.Subject, row.Class }).Distinct().ToListAsync(cancellationToken);
        return found.ToLookup(row => row.Subject, row => row.Class);
    }

    private IQueryable<RecordRow> Live()
    {
        var id = book.Id;
        return context.Set<RecordRow>().AsNoTracking().Where(row => row.Book == id && !row.Deleted && !row.Pending);
    }

    /// <summary>A lesson of the class is the pupil's. One of a subgroup is, when the pupil has entries in it, or in none of that subject: then nobody knows.</summary>
    private bool IsOfPupil(RecordRow lesson, ILookup<string?, string?> groups)
    {
        if (Roster.Group(lesson.Class) is not { Kind: not ClassKind.Class } group || entries[lesson.Key].Any(row => row.Kind is RecordKind.Mark or RecordKind.Attendance))
        {
            return true;
        }

        var own = groups[lesson.Subject].Where(name => name is not null && Roster.Group(name)?.Kind != ClassKind.Class).ToList();
        return own.Count == 0 ? group.Kind == ClassKind.Subgroup : own.Contains(lesson.Class, StringComparer.Ordinal);
    }
}

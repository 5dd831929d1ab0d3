using System.Globalization;
using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>Lays substitutions, from <c>getreplaces?class=</c>, at the lessons of a timetable.</summary>
/// <remarks>
/// A row that fits no lesson or several, or whose absent teacher is nobody known, leaves its day in doubt: the lesson that was meant would else be judged as its teacher's own.
/// </remarks>
internal sealed class SubstitutionMapping(ClassTimetable timetable, SubstitutionFields fields, TeacherDirectory teachers)
{
    private readonly SortedSet<DateOnly> doubtful = [];

    /// <summary>Days of which some substitution was not understood.</summary>
    public IReadOnlyCollection<DateOnly> Doubtful => doubtful;

    /// <summary>Takes the rows of an answer.</summary>
    public void Add(IEnumerable<Entry<WireFields>> rows, DayRange asked)
    {
        foreach (var row in rows.Select(entry => entry.Value))
        {
            var told = WireTimes.Day(fields.Date is { } name ? row[name] : null);
            if (told is null && asked.Length > 1)
            {
                doubtful.UnionWith(Enumerable.Range(0, asked.Length).Select(asked.From.AddDays));
            }
            else if ((told ?? asked.From) is var day && asked.Contains(day))
            {
                Add(row, day);
            }
        }
    }

    private void Add(WireFields row, DateOnly day)
    {
        var replaced = teachers.Find(Of(row, fields.ReplacedId), Of(row, fields.Replaced));
        var substitute = teachers.Find(Of(row, fields.SubstituteId), Of(row, fields.Substitute));
        if (replaced is null || LessonOf(row, day, replaced, substitute) is not { } lesson)
        {
            doubtful.Add(day);
            return;
        }

        // Whether timetables show the one or the other nobody says. Who was away gave nothing.
        lesson.ReplacesTeacherId = replaced;
        lesson.TeacherId = substitute is not null && substitute != replaced ? substitute : lesson.TeacherId == replaced ? null : lesson.TeacherId;
    }

    /// <summary>The lesson that is meant; <see langword="null"/> when none or more than one may be. The substitute may teach another subject than the timetable names.</summary>
    private PlacedLesson? LessonOf(WireFields row, DateOnly day, string replaced, string? substitute)
    {
        var subject = Of(row, fields.Subject) is { } name ? WireText.Fold(name) : null;
        var number = int.TryParse(Of(row, fields.Number), NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : (int?)null;
        var found = timetable.On(day).Where(lesson => !lesson.IsCancelled && (number is null ? lesson.SubjectKey == subject : lesson.Number == number)).ToList();
        Narrow(lesson => lesson.SubjectKey == subject);
        if (SubgroupName.Of(Of(row, fields.Group), shortName: null) is { } subgroup)
        {
            Narrow(lesson => lesson.Subgroup?.Means(subgroup) == true);
        }

        Narrow(lesson => lesson.TeacherId is not null && (lesson.TeacherId == substitute || lesson.TeacherId == replaced));
        return found is [var only] ? only : null;

        void Narrow(Predicate<PlacedLesson> fits) => found = found.Count > 1 && found.FindAll(fits) is { Count: > 0 } fitting ? fitting : found;
    }

    private static string? Of(WireFields row, string? field) => field is null ? null : WireText.Line(row[field]);
}

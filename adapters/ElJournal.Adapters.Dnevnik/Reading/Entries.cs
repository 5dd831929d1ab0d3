using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Joins marks and attendance to their lessons. What was entered for a lesson outside the wanted days is left aside, whatever day it was entered on.</summary>
/// <param name="journal">What the classes of the read share.</param>
/// <param name="marks">How marks are mapped; <see langword="null"/> where only attendance comes.</param>
/// <param name="works">The works that the class's lessons showed.</param>
/// <param name="zone">The school's zone.</param>
internal sealed class Entries(Journal journal, Marks? marks, IReadOnlyDictionary<string, WireWork> works, TimeZoneInfo zone)
{
    /// <summary>Takes a mark.</summary>
    /// <returns>Where its lesson is; <see langword="null"/> when that is not known (yet), or when it has no lesson: then it is the mark of a term.</returns>
    public LessonPlace? Take(WireMark mark, Mapped mapped)
    {
        var work = mark.Work is { } id ? works.GetValueOrDefault(id) : null;
        if ((mark.Lesson ?? work?.Lesson) is not { } lesson)
        {
            return null;
        }

        if (!journal.Lessons.TryGetValue(lesson, out var known))
        {
            journal.LostMarks.Enqueue(mark);
            return null;
        }

        if (mark.Person is { } pupil && journal.SharedIds.Contains(pupil))
        {
            mapped.Skip(RecordKind.Mark, mark.Id, "two pupils have the id of its pupil", Texts.SkippedSharedId);
        }
        else if (mark.Id is null || IsFirst(known.AddMark(mark.Id, HashCode.Combine(mark.Person, Marks.ValueOf(mark))), RecordKind.Mark, mark.Id, mapped))
        {
            marks!.Add(mark, lesson, work, mapped);
        }

        return known.Place;
    }

    /// <summary>Takes an entry of attendance.</summary>
    /// <returns>Where its lesson is; <see langword="null"/> when that is not known (yet).</returns>
    public LessonPlace? Take(WireLogEntry entry, Mapped mapped)
    {
        if (entry.Lesson is not { } lesson || entry.Person is not { } person)
        {
            Absences.Add(entry, zone, mapped);
            return null;
        }

        if (!journal.Lessons.TryGetValue(lesson, out var known))
        {
            journal.LostAbsences.Enqueue(entry);
            return null;
        }

        if (journal.SharedIds.Contains(person))
        {
            mapped.Skip(RecordKind.Attendance, RecordKey.Join(lesson, person), "two pupils have the id of its pupil", Texts.SkippedSharedId);
        }
        else if (IsFirst(known.AddAbsence(person, HashCode.Combine(entry.Status)), RecordKind.Attendance, RecordKey.Join(lesson, person), mapped))
        {
            Absences.Add(entry, zone, mapped);
        }

        return known.Place;
    }

    private static bool IsFirst(Sight sight, RecordKind kind, string key, Mapped mapped)
    {
        if (sight == Sight.Different)
        {
            mapped.Skip(kind, key, "two different rows have this key; the first counts", Texts.SkippedTwoRows);
        }

        return sight == Sight.New;
    }
}

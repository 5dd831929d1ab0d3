using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>A record as the journal showed it for a while.</summary>
/// <param name="Record">The record.</param>
/// <param name="From">Shown from this moment on.</param>
/// <param name="Until">Not shown any more at this moment; <see langword="null"/> when it stays.</param>
public sealed record Shown(JournalRecord Record, DateTimeOffset From, DateTimeOffset? Until = null)
{
    public bool At(DateTimeOffset moment) => From <= moment && (Until is null || moment < Until);
}

/// <summary>When something was entered and whether the journal says so.</summary>
internal readonly record struct Entered(DateTimeOffset At, bool Told = true)
{
    public EntryTime? Time => Told ? new EntryTime(At) : null;
}

/// <summary>A mark with what became of it.</summary>
internal sealed record MarkStory(string Id, string StudentId, string Value, string Work, Entered Entered)
{
    /// <summary>A later change; <c>To</c> is <see langword="null"/> when the mark was removed.</summary>
    public (DateTimeOffset At, string? To)? Change { get; init; }
}

/// <summary>An absence or late arrival.</summary>
internal sealed record AbsenceStory(string StudentId, AttendanceKind Kind, Entered Entered);

/// <summary>One lesson and how its entries came about. Scenarios change it; afterwards it yields the records that the journal showed.</summary>
internal sealed class LessonStory
{
    public required string Id { get; set; }

    public required GroupPlan Group { get; init; }

    public required DateOnly Day { get; init; }

    public required int Number { get; set; }

    public required TimeOnly Start { get; set; }

    public required TimeOnly End { get; set; }

    public required SubjectInfo Subject { get; set; }

    public required string TeacherId { get; set; }

    public string? ReplacesTeacherId { get; set; }

    public bool Cancelled { get; set; }

    public string? Topic { get; set; }

    public Entered TopicEntered { get; set; }

    public string? Homework { get; set; }

    public DateOnly? HomeworkDue { get; set; }

    public Entered HomeworkEntered { get; set; }

    public List<MarkStory> Marks { get; private set; } = [];

    public List<AbsenceStory> Absences { get; private set; } = [];

    /// <summary>From this moment the lesson stands in the journal under another id and number, with its entries.</summary>
    public (DateTimeOffset At, string Id, int Number)? Renumbered { get; set; }

    /// <summary>Whether a scenario has used the lesson already.</summary>
    public bool Used { get; set; }

    public DateTimeOffset EndsAt => SchoolDays.At(Day, End);

    /// <summary>Takes everything out that was entered.</summary>
    public void Empty()
    {
        Topic = null;
        Homework = null;
        Marks.Clear();
        Absences.Clear();
    }

    public void Replace(Func<MarkStory, MarkStory> change) => Marks = [.. Marks.Select(change)];

    public void ReplaceAbsences(Func<AbsenceStory, AbsenceStory> change) => Absences = [.. Absences.Select(change)];

    /// <summary>Every version of every record, in the order of the CSV tables.</summary>
    public IEnumerable<Shown> Versions()
    {
        foreach (var lesson in LessonVersions(Id, Number))
        {
            foreach (var shown in Cut(lesson, Renumbered?.At, after: false))
            {
                yield return shown;
            }
        }

        foreach (var entry in EntryVersions(Id).SelectMany(entry => Cut(entry, Renumbered?.At, after: false)))
        {
            yield return entry;
        }

        if (Renumbered is { } renumbered)
        {
            foreach (var shown in LessonVersions(renumbered.Id, renumbered.Number).Concat(EntryVersions(renumbered.Id)).SelectMany(entry => Cut(entry, renumbered.At, after: true)))
            {
                yield return shown;
            }
        }
    }

    private static IEnumerable<Shown> Cut(Shown shown, DateTimeOffset? moment, bool after)
    {
        if (moment is not { } at)
        {
            yield return shown;
        }
        else if (after ? shown.Until is null || shown.Until > at : shown.From < at)
        {
            yield return after
                ? shown with { From = shown.From > at ? shown.From : at }
                : shown with { Until = shown.Until < at ? shown.Until : at };
        }
    }

    private IEnumerable<Shown> LessonVersions(string id, int number)
    {
        Lesson At(LessonStatus status, bool topic) =>
            new(id, Day, Group.Id, number, Start, End, Subject.Id, TeacherId, topic ? Topic : null, status, ReplacesTeacherId, topic ? TopicEntered.Time : null);

        if (Cancelled)
        {
            yield return new(At(LessonStatus.Cancelled, topic: false), SchoolDays.Published);
            yield break;
        }

        DateTimeOffset? entered = Topic is null ? null : TopicEntered.At;
        var held = entered < EndsAt ? entered.Value : EndsAt;
        yield return new(At(LessonStatus.Planned, topic: false), SchoolDays.Published, held);
        if (entered is null || entered > held)
        {
            yield return new(At(LessonStatus.Held, topic: false), held, entered);
        }

        if (entered is { } since)
        {
            yield return new(At(LessonStatus.Held, topic: true), since);
        }
    }

    private IEnumerable<Shown> EntryVersions(string id)
    {
        if (Homework is not null)
        {
            yield return new(new Homework(id, Homework, HomeworkDue, HomeworkEntered.Time), HomeworkEntered.At);
        }

        foreach (var mark in Marks)
        {
            var key = $"{id}.{mark.Id}";
            var weight = mark.Work == Works.Assessment ? 2m : 1m;
            yield return new(new Mark(key, id, mark.StudentId, mark.Value, mark.Work, weight, mark.Entered.Time), mark.Entered.At, mark.Change?.At);
            if (mark.Change is { To: { } value } change)
            {
                yield return new(new Mark(key, id, mark.StudentId, value, mark.Work, weight, mark.Entered.Time), change.At);
            }
        }

        foreach (var absence in Absences)
        {
            yield return new(new Attendance(id, absence.StudentId, absence.Kind, absence.Entered.Time), absence.Entered.At);
        }
    }
}

/// <summary>Kinds of work as this school names them.</summary>
internal static class Works
{
    public const string Answer = "Ответ на уроке";
    public const string Lesson = "Работа на уроке";
    public const string Assessment = "Контрольная работа";
    public const string Independent = "Самостоятельная работа";
    public const string Home = "Домашняя работа";

    /// <summary>A name that no built-in list can know.</summary>
    public const string Unknown = "Краеведческое исследование";
}

using System.Collections.Immutable;
using System.Globalization;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Staff;

/// <summary>Puts what concerns one teacher into words: the own gaps, the own class's absences and week. Of colleagues a class teacher learns only what the own class lacks.</summary>
internal static class StaffSections
{
    private const int MostLines = 30;

    /// <summary>Own lessons of the day that still lack something, and what is left of earlier days.</summary>
    public static IEnumerable<LetterPart> Gaps(StaffDay day, IReadOnlyCollection<string> teachers, IReadOnlyList<FindingView> open)
    {
        var today = day.Today.Where(lesson => lesson.TeacherId is { } id && teachers.Contains(id) && !lesson.Excused && (lesson.Missing.Length > 0 || lesson.Waiting.Length > 0)).ToList();
        if (today.Count > 0)
        {
            yield return new NumberedPart(Texts.StaffHeadingToday, Note(today), Cut([.. today.Select(lesson => $"{Where(lesson, dated: false)}: {string.Join(", ", lesson.Missing.Concat(lesson.Waiting))}")]));
        }

        var left = open.Where(view => view.TeacherId is { } id && teachers.Contains(id) && view.Severity != Severity.Info && view.Status == FindingStatus.Open && view.StudentId is null).ToList();
        if (left.Count > 0)
        {
            yield return new NumberedPart(Texts.StaffHeadingLeft, null, Cut([.. left.Select(view => view.Message)]));
        }
    }

    /// <summary>Who was absent in the class on the day; never why.</summary>
    /// <param name="dated">Whether the day is named: it is not that of the letter.</param>
    public static LetterPart? Absences(StaffDay day, GroupInfo own, Roster roster, bool dated)
    {
        var rows = day.Today.SelectMany(lesson => lesson.Absences.Where(absence => roster.ClassOf(absence.StudentId)?.RootId == own.RootId).Select(absence => (lesson, absence)))
            .GroupBy(pair => (pair.absence.StudentId, Late: pair.absence.Kind == AttendanceKind.Late))
            .Select(group => (Name: Name(roster, group.Key.StudentId), group.Key.Late, Lessons: group.Select(pair => pair.lesson).OrderBy(lesson => lesson.Number).ToList()))
            .OrderBy(row => row.Late).ThenBy(row => row.Name, StringComparer.Ordinal).ToList();
        var all = day.Today.Count(lesson => lesson.Group.RootId == own.RootId);
        return rows.Count == 0 ? null : new GroupedPart(
            Phrase.Of(Texts.StaffHeadingAbsent, dated ? $"{own.Name}, {RussianDates.Short(day.Day)}" : own.Name),
            [.. rows.GroupBy(row => row.Late).Select(group => new LineGroup(
                group.Key ? Texts.StaffLate : Texts.StaffAbsent,
                [.. group.Select(row => $"{row.Name}: {(row.Lessons.Count == all && all > 1 ? Texts.StaffWholeDay : string.Join(", ", row.Lessons.Select(lesson => Brief(lesson))))}")]))],
            Texts.StaffAbsentNote);
    }

    /// <summary>What the class's journal lacks for the week, by subject and teacher.</summary>
    /// <param name="explained">Lessons whose gaps one cause explains: a question to the deputy director, and no teacher's.</param>
    /// <param name="dated">Whether the week's end is named: it is not the letter's day.</param>
    public static IEnumerable<LetterPart> Week(StaffDay day, GroupInfo own, Func<string?, string> teacher, IReadOnlySet<string> explained, bool dated)
    {
        var lessons = day.Lessons.Where(lesson => lesson.Group.RootId == own.RootId).ToList();
        var clarifying = lessons.Where(lesson => !lesson.Excused && lesson.Missing.Length > 0 && explained.Contains(lesson.Id)).ToList();
        var asked = lessons.Except(clarifying).Where(lesson => !lesson.Excused).ToList();

        // A single lesson without homework is for information only.
        var missing = asked.Where(lesson => lesson.Missing.Any(part => part != Texts.Part_homework)).ToList();
        var withoutHomework = asked.Where(lesson => lesson.Missing is [var only] && only == Texts.Part_homework).ToList();
        var unseen = lessons.Except(clarifying).Count(lesson => lesson.NotChecked && !lesson.Missing.Any(part => part != Texts.Part_homework));
        yield return new SentencePart(
            Phrase.Of(Texts.StaffHeadingWeek, dated ? Phrase.Of(Texts.StaffWeekUntil, own.Name, RussianDates.Short(day.Day)) : own.Name),
            [
                clarifying.Count == 0
                    ? Phrase.Of(Texts.StaffWeekTotals, Plural.Of(lessons.Count, Texts.FormsLesson), lessons.Count - missing.Count - unseen, missing.Count, unseen)
                    : Phrase.Of(Texts.StaffWeekTotalsClarifying, Plural.Of(lessons.Count, Texts.FormsLesson), lessons.Count - missing.Count - unseen - clarifying.Count, missing.Count, clarifying.Count, unseen),
                .. clarifying.Count > 0 ? [Phrase.Of(Texts.StaffWeekClarifying, string.Join(", ", clarifying.Select(lesson => lesson.Day).Distinct().Order().Select(RussianDates.Short)))] : Array.Empty<string>(),
                .. unseen > 0 ? [Texts.NotCheckedEnd] : Array.Empty<string>(),
            ]);
        if (missing.Count > 0)
        {
            yield return new GroupedPart(
                Texts.StaffHeadingWeekMissing,
                [.. missing.GroupBy(lesson => (lesson.Subject, lesson.TeacherId)).OrderBy(group => group.Key.Subject, StringComparer.Ordinal)
                    .Select(group => new LineGroup(
                        $"{group.Key.Subject ?? own.Name}, {teacher(group.Key.TeacherId)}",
                        [.. group.OrderBy(lesson => lesson.Day).ThenBy(lesson => lesson.Number).Take(MostLines).Select(lesson => $"{RussianDates.Short(lesson.Day)}{Number(lesson)}: {string.Join(", ", lesson.Missing)}")]))],
                Texts.StaffWeekNote);
        }

        if (withoutHomework.Count > 0)
        {
            yield return new SentencePart(Texts.HeadingInfo, [Phrase.Of(Texts.StaffWithoutHomework, string.Join(", ", withoutHomework.GroupBy(lesson => lesson.Subject ?? own.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{SubjectPhrase.InSentence(group.Key)} ({Plural.Of(group.Count(), Texts.FormsLesson)})")))]);
        }
    }

    private static string? Note(List<StaffLesson> lessons) =>
        lessons.Where(lesson => lesson.Missing.IsEmpty).Min(lesson => lesson.Due) is { } due ? Phrase.Of(Texts.StaffDue, RussianDates.Moment(due)) : null;

    private static string Where(StaffLesson lesson, bool dated) =>
        string.Join(", ", new[] { lesson.Group.Name, lesson.Subject is { } subject ? SubjectPhrase.InSentence(subject) : null, dated ? RussianDates.Short(lesson.Day) : null }.OfType<string>()) + Number(lesson);

    private static string Brief(StaffLesson lesson) => lesson.Number is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"{Phrase.Of(Texts.LessonNumber, number)}")
        : lesson.Subject is { } subject ? SubjectPhrase.InSentence(subject) : lesson.Group.Name;

    private static string Number(StaffLesson lesson) => lesson.Number is { } number ? ", " + Phrase.Of(Texts.LessonNumber, number) : "";

    private static string Name(Roster roster, string id) => roster.Student(id) is { } student ? PersonName.Short(student.FamilyName, student.GivenName, null) : id;

    private static ImmutableArray<string> Cut(ImmutableArray<string> lines) =>
        lines.Length <= MostLines ? lines : [.. lines.Take(MostLines), Phrase.Of(Texts.MoreUnchecked, lines.Length - MostLines)];
}

using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>Whether homework is asked at a lesson.</summary>
internal sealed class HomeworkDuty(HomeworkSettings settings)
{
    private const int VacationWithinDays = 7;
    private const int DaysOfLastWeek = 7;

    private static readonly string[] AssessmentWords = ["контрольн", "проверочн", "диагностическ", "диктант", "зачёт", "зачет", "ВПР"];

    private readonly string[] _except = [.. settings.ExceptSubjects];
    private readonly string[] _include = [.. settings.IncludeSubjects];

    public bool IsAsked(LessonEntries entries, GroupInfo group, JudgingContext context)
    {
        var lesson = entries.Lesson;
        return group.Kind is ClassKind.Class or ClassKind.Subgroup or ClassKind.HomeSchooling or ClassKind.Elective
            && group.Grade >= settings.FromGrade
            && lesson.ReplacesTeacherId is null
            && HasHomework(context.SubjectOf(lesson.SubjectId))
            && (settings.AtAssessments || !IsAssessment(entries, context))
            && (settings.InLastWeek || !IsLastWeek(lesson.Day, context.Roster))
            && (settings.BeforeVacations || !IsLastBeforeVacation(lesson, group, context));
    }

    private bool HasHomework(SubjectTraits subject)
    {
        if (subject.Name is not { } name)
        {
            return true;
        }

        return (!subject.HasNoHomework || IsAny(name, _include)) && !IsAny(name, _except);
    }

    private static bool IsAny(string name, string[] names)
    {
        foreach (var candidate in names)
        {
            if (NameComparer.Instance.IsOrBegins(name, candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAssessment(LessonEntries entries, JudgingContext context)
    {
        foreach (ref readonly var mark in CollectionsMarshal.AsSpan(entries.Marks))
        {
            if (context.WorkOf(mark.Work) is WorkKind.Assessment or WorkKind.External)
            {
                return true;
            }
        }

        // The topic is a guess, and a guess may acquit.
        if (entries.Lesson.Topic is { } topic)
        {
            foreach (var word in AssessmentWords)
            {
                if (topic.Contains(word, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsLastWeek(DateOnly day, Roster roster)
    {
        foreach (var term in roster.Terms)
        {
            if (term.TermKind == TermKind.SchoolYear && term.Contains(day) && term.End.DayNumber - day.DayNumber < DaysOfLastWeek)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLastBeforeVacation(Lesson lesson, GroupInfo group, JudgingContext context)
    {
        if (context.Calendar.VacationBeginning(group, lesson.Day, VacationWithinDays) is not { } vacation)
        {
            return false;
        }

        return lesson.SubjectId is null || context.Timetable.NextLessonDay(lesson.ClassId, lesson.SubjectId, lesson.Day) is not { } next || next >= vacation;
    }
}

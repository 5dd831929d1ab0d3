using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance;

/// <summary>Who is counted in a course. A guess leaves a pupil out, never in.</summary>
internal static class CourseMembers
{
    /// <summary>Within so many days there is some entry about most pupils who are there from the start.</summary>
    public const int DaysToBeSeen = 21;

    /// <summary>Whether the pupil is taught at school like most and was on the list on all these days.</summary>
    public static bool WasThere(Student student, DayRange days, JudgingContext context) =>
        context.Policy.FormOf(student.Id) == EducationForm.FullTime && !(student.EnrolledOn > days.From) && !(student.LeftOn <= days.To);

    /// <summary>Whether the pupil may have come after the day: the source tells no day of enrolment, and the first entry about the pupil is later.</summary>
    public static bool MayHaveComeAfter(Student student, DateOnly day, Course course) =>
        student.EnrolledOn is null && course.Pupils.TryGetValue(student.Id, out var tally) && tally.First > day;

    /// <summary>Whether the pupil belongs to the course alone: whoever has an entry in a subgroup belongs there, of a class the others.</summary>
    public static bool Belongs(string studentId, Course course, ClassTerms terms)
    {
        if (course.Group.Kind != ClassKind.Class && !course.Pupils.ContainsKey(studentId))
        {
            return false;
        }

        foreach (var other in terms.Courses)
        {
            if (!ReferenceEquals(other, course) && other.Group.Kind != ClassKind.Class && other.Term == course.Term
                && string.Equals(other.SubjectId, course.SubjectId, StringComparison.Ordinal) && other.Pupils.ContainsKey(studentId))
            {
                return false;
            }
        }

        return true;
    }
}

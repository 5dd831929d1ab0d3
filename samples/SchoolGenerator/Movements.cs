using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>A pupil who comes and a pupil who goes in the demo school's six weeks.</summary>
internal static class Movements
{
    private static readonly DateOnly Arrival = new(2026, 9, 21);
    private static readonly DateOnly Departure = new(2026, 9, 25);

    public static SchoolPlan Apply(SchoolPlan plan)
    {
        var newcomer = plan.Groups.First(group => group.Id == "5a").Students[^1];
        var leaver = plan.Groups.First(group => group.Id == "9a").Students[^1];
        var (first, namesake) = (plan.Students.First(student => student.Id == plan.Groups.First(group => group.Id == "6b").Students[0]), plan.Groups.First(group => group.Id == Namesakes).Students[0]);
        return plan with
        {
            Students = [.. plan.Students.Select(student =>
                student.Id == newcomer ? Copy(student, Arrival, null)
                : student.Id == leaver ? Copy(student, student.EnrolledOn, Departure)
                : student.Id == namesake ? new(student.Id, first.FamilyName, first.GivenName, first.MiddleName, student.BirthDate, student.ClassId, student.EnrolledOn, email: student.Email)
                : student)],
        };
    }

    /// <summary>The class whose first pupil is a namesake of the first one of 6Б: another person, born on another day.</summary>
    public const string Namesakes = "7b";

    /// <summary>The roster with the moments at which pupils appear and leave.</summary>
    public static IEnumerable<Shown> Roster(SchoolPlan plan)
    {
        foreach (var record in plan.Roster())
        {
            if (record is Student { LeftOn: { } left } student)
            {
                var at = SchoolDays.At(left, new(9, 0));
                yield return new(Copy(student, student.EnrolledOn, null), SchoolDays.Published, at);
                yield return new(record, at);
            }
            else
            {
                yield return new(record, record is Student { EnrolledOn: { } from } && from > SchoolDays.FirstDay ? SchoolDays.At(from, new(9, 0)) : SchoolDays.Published);
            }
        }
    }

    /// <summary>Whoever leaves takes along marks for the unfinished quarter; nobody else has any yet.</summary>
    public static IEnumerable<Shown> FinalMarks(SchoolPlan plan)
    {
        foreach (var student in plan.Students.Where(student => student.LeftOn is not null))
        {
            var at = SchoolDays.At(student.LeftOn!.Value, new(14, 0));
            foreach (var (subject, value) in new[] { ("rus", "4"), ("alg", "3"), ("hist", "5"), ("pe", "осв") })
            {
                yield return new(new FinalMark(student.Id, subject, "q1", value, new(at)), at);
            }
        }
    }

    private static Student Copy(Student student, DateOnly? enrolled, DateOnly? left) =>
        new(student.Id, student.FamilyName, student.GivenName, student.MiddleName, student.BirthDate, student.ClassId, enrolled, left, student.Email, student.Phone);
}

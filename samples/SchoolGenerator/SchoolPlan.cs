using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>A class or group with what the generator needs to know about it.</summary>
internal sealed record GroupPlan(string Id, string Name, int? Grade, ClassKind Kind, string? ParentId, string? TeacherId, IReadOnlyList<string> Students, int Shift = 1)
{
    public ClassGroup Record => new(Id, Name, Kind == ClassKind.Subgroup ? null : Grade, Kind, Kind == ClassKind.Class ? TeacherId : null, ParentId);
}

/// <summary>A place in the weekly timetable.</summary>
internal sealed record SlotPlan(GroupPlan Group, DayOfWeek Day, int Number, TimeOnly Start, TimeOnly End, SubjectInfo Subject, string TeacherId);

/// <summary>The people, groups and weekly timetable of the school.</summary>
internal sealed record SchoolPlan(
    IReadOnlyList<Term> Terms, IReadOnlyList<GroupPlan> Groups, IReadOnlyList<Teacher> Teachers, IReadOnlyList<Student> Students, IReadOnlyList<Subject> Subjects, IReadOnlyList<SlotPlan> Timetable)
{
    public IEnumerable<JournalRecord> Roster() =>
        [.. Terms, .. Groups.Select(group => group.Record), .. Teachers, .. Students, .. Subjects];
}

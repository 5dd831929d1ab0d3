using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;

namespace ElJournal.Adapters.OneRoster.Mapping;

/// <summary>The rows of the whole state in units that are worked out by themselves, so that the work of a package grows with what it touches.</summary>
internal sealed class Units
{
    private readonly HashSet<string> lessons = [];
    private readonly HashSet<GroupKey> groups = [];
    private readonly HashSet<(string, string)> finals = [];

    public static IEnumerable<Row> All(SchoolState state) =>
    [
        .. RosterRows.Of(state),
        .. RosterRows.Categories(state),
        .. state.Groups.Concat(state.FinalMarks.Values.Select(final => FinalRows.GroupOf(state, final)).OfType<GroupKey>()).Distinct().SelectMany(group => GroupRows.Of(state, group)),
        .. state.Lessons.Keys.SelectMany(lesson => LessonRows.Of(state, lesson)),
        .. state.Finals.SelectMany(final => FinalRows.Of(state, final)),
    ];

    /// <summary>Whether a record of the kind can change rows anywhere.</summary>
    public static bool ReachesAll(string kind) => kind is "term" or "class" or "teacher" or "student" or "subject";

    /// <summary>Marks as touched what the record's rows depend on; to be told of the record as it was and as it becomes.</summary>
    public void Touch(SchoolState state, string key, Data? data)
    {
        switch (data)
        {
            case LessonData lesson: Lesson(key, lesson); break;
            case HomeworkData homework: Lesson(state, homework.LessonId); break;
            case MarkData mark: Lesson(state, mark.LessonId); break;
            case AttendanceData attendance: Lesson(state, attendance.LessonId); break;
            case FinalMarkData final:
                finals.Add(SchoolState.FinalOf(final));
                if (FinalRows.GroupOf(state, final) is { } group)
                {
                    groups.Add(group);
                }

                break;
            default: break;
        }
    }

    public IEnumerable<Row> Rows(SchoolState state) =>
    [
        .. RosterRows.Categories(state),
        .. groups.SelectMany(group => GroupRows.Of(state, group)),
        .. lessons.SelectMany(lesson => LessonRows.Of(state, lesson)),
        .. finals.SelectMany(final => FinalRows.Of(state, final)),
    ];

    /// <summary>Marks everything as touched.</summary>
    public void TouchAll(SchoolState state)
    {
        lessons.UnionWith(state.Lessons.Keys);
        finals.UnionWith(state.Finals);
    }

    /// <summary>The touched rows of the gradebook with the unit that each belongs to; the categories' unit has no name.</summary>
    public IEnumerable<(string Unit, Row Row)> Gradebook(SchoolState state) =>
    [
        .. RosterRows.Categories(state).Select(row => (string.Empty, row)),
        .. lessons.SelectMany(lesson => LessonRows.Of(state, lesson).Select(row => (LessonUnit(lesson), row))),
        .. finals.SelectMany(final => FinalRows.Of(state, final).Select(row => (FinalUnit(final), row))),
    ];

    /// <summary>The unit that a record's own rows belong to.</summary>
    public static string? UnitOf(string key, Data? data) => data switch
    {
        LessonData => LessonUnit(key),
        HomeworkData { LessonId: { } lesson } => LessonUnit(lesson),
        MarkData { LessonId: { } lesson } => LessonUnit(lesson),
        AttendanceData { LessonId: { } lesson } => LessonUnit(lesson),
        FinalMarkData final => FinalUnit(SchoolState.FinalOf(final)),
        _ => null,
    };

    private static string LessonUnit(string lesson) => SourcedId.Lesson(lesson);

    private static string FinalUnit((string Subject, string Term) final) => SourcedId.Of("final", final.Subject, final.Term);

    private void Lesson(SchoolState state, string? id)
    {
        if (id is not null && state.Lessons.TryGetValue(id, out var lesson))
        {
            Lesson(id, lesson);
        }
    }

    private void Lesson(string id, LessonData lesson)
    {
        lessons.Add(id);
        groups.Add(SchoolState.GroupOf(lesson));
    }
}

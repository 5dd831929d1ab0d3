using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Ids as Дневник.ру has them: 13 digits for people and schools, 19 for the rest, so that neighbours become equal when read as floating-point numbers.</summary>
internal static class DnevnikIds
{
    private const long Groups = 2_400_000_000_000_000_001;
    private const long Timetables = 2_401_000_000_000_000_001;
    private const long LessonBase = 2_410_000_000_000_000_011;
    private const long WorkBase = 2_420_000_000_000_000_021;
    private const long PeriodWorks = 2_425_000_000_000_000_001;
    private const long WorkTypes = 2_430_000_000_000_000_005;
    private const long MarkBase = 2_440_000_000_000_000_031;
    private const long FinalMarks = 2_445_000_000_000_000_001;
    private const long SecondMarks = 2_446_000_000_000_000_001;
    private const long Periods = 2_450_000_000_000_000_001;
    private const long Subjects = 510_000_000_001;
    private const long Pupils = 1_000_001_000_001;
    private const long Teachers = 1_000_002_000_001;
    private const long UsersAbove = 5_000_000;
    private const long PerGeneration = 1_000_000_000;
    private const int WorksPerLesson = 16;

    public static long Group(GroupEntry group) => Groups + group.Index;

    public static GroupEntry? Group(SchoolIndex school, long id) => At(school.Groups, id - Groups);

    public static long Timetable(GroupEntry group) => Timetables + group.Index;

    public static long Subject(SubjectEntry subject) => Subjects + subject.Index;

    public static SubjectEntry? Subject(SchoolIndex school, long id) => At(school.Subjects, id - Subjects);

    public static long Pupil(WorldView view, StudentEntry student) => Pupils + view.IdIndex(student);

    public static StudentEntry? Pupil(SchoolIndex school, long id) => At(school.Students, id - Pupils);

    public static long Teacher(TeacherEntry teacher) => Teachers + teacher.Index;

    public static TeacherEntry? Teacher(SchoolIndex school, long id) => At(school.Teachers, id - Teachers);

    /// <summary>Some people have no account.</summary>
    public static long? User(long person) => person % 7 == 0 ? null : person + UsersAbove;

    public static long Person(long user) => user - UsersAbove;

    public static long Lesson(WorldView view, LessonEntry lesson) => LessonBase + Shift(view) + lesson.Index;

    public static LessonEntry? Lesson(WorldView view, long id) => At(view.School.Lessons, id - LessonBase - Shift(view));

    /// <param name="view">The moment.</param>
    /// <param name="lesson">The lesson.</param>
    /// <param name="kind">The number of the kind of work; <see langword="null"/> for homework.</param>
    public static long Work(WorldView view, LessonEntry lesson, int? kind) => WorkBase + Shift(view) + ((long)lesson.Index * WorksPerLesson) + (kind + 1 ?? 0);

    public static (LessonEntry Lesson, int? Kind)? Work(WorldView view, long id)
    {
        var number = id - WorkBase - Shift(view);
        return number >= 0 && At(view.School.Lessons, number / WorksPerLesson) is { } lesson ? (lesson, number % WorksPerLesson is > 0 and var kind ? (int)kind - 1 : null) : null;
    }

    public static long PeriodWork(int period) => PeriodWorks + period;

    public static long WorkType(int kind) => WorkTypes + kind;

    public static long Mark(WorldView view, int mark) => MarkBase + Shift(view) + mark;

    public static int? Mark(WorldView view, long id) => id - MarkBase - Shift(view) is >= 0 and var index && index < view.School.MarkCount ? (int)index : null;

    public static long SecondMark(WorldView view, int mark) => SecondMarks + Shift(view) + mark;

    public static long FinalMark(int index) => FinalMarks + index;

    public static long Period(GroupEntry group, int number) => Periods + (group.Root.Index * 8) + number;

    private static long Shift(WorldView view) => view.Distortions.Generation * PerGeneration;

    private static T? At<T>(IReadOnlyList<T> list, long index)
        where T : class => index >= 0 && index < list.Count ? list[(int)index] : null;
}

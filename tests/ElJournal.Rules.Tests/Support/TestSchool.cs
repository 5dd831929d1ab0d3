using System.Globalization;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Tests.Support;

/// <summary>A small school in Moscow; 5 October 2026 is a Monday. Everything was read at <see cref="Now"/> unless a test says otherwise.</summary>
internal sealed class TestSchool : IReadTimes, IFinalMarks
{
    public static readonly DateOnly Monday = new(2026, 10, 5);

    private readonly List<LessonEntries> _lessons = [];
    private readonly Dictionary<RecordKind, ReadTimes> _reads = [];
    private readonly Dictionary<(string, string, string), DateTimeOffset> _finals = [];

    public List<JournalRecord> Roster { get; } =
    [
        new Term("y", "2026/2027", TermKind.SchoolYear, new DateOnly(2026, 9, 1), new DateOnly(2027, 5, 31)),
        new Term("q1", "1 четверть", TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 25)),
        new Term("h1", "1 полугодие", TermKind.HalfYear, new DateOnly(2026, 9, 1), new DateOnly(2026, 12, 27)),
        new Term("q2", "2 четверть", TermKind.Quarter, new DateOnly(2026, 11, 2), new DateOnly(2026, 12, 27)),
        new ClassGroup("c1", "1А", 1),
        new ClassGroup("c2", "2А", 2),
        new ClassGroup("c7", "7А", 7),
        new ClassGroup("c7e", "7А англ. 1", null, ClassKind.Subgroup, parentId: "c7"),
        new ClassGroup("c7f", "7А англ. 2", null, ClassKind.Subgroup, parentId: "c7"),
        new ClassGroup("c8", "8А", 8),
        new ClassGroup("c10", "10А", 10),
        new ClassGroup("x", "Шахматы", 7, ClassKind.Additional),
        new ClassGroup("v", "Разговоры, 7А", 7, ClassKind.Extracurricular, parentId: "c7"),
        new ClassGroup("f", "Факультатив", 7, ClassKind.Elective),
        new ClassGroup("g", "ГПД", 2, ClassKind.ExtendedDay),
        new ClassGroup("h", "На дому, 7А", 7, ClassKind.HomeSchooling),
        new ClassGroup("m", "Класс-комплект 1–2", 2),
        new Subject("alg", "Алгебра"),
        new Subject("mat", "Математика"),
        new Subject("pe", "Физическая культура"),
        new Subject("tech", "Труд (технология)"),
        new Subject("ork", "ОРКСЭ"),
        new Subject("beh", "Поведение"),
        new Subject("eng", "Английский язык"),
        new Teacher("t1", "Примерова", "Ольга", "Ивановна"),
        new Teacher("t2", "Образцов", "Пётр", "Ильич"),
        new Student("s1", "Первый", classId: "c1"),
        new Student("s2", "Второй", classId: "c2"),
        new Student("s7", "Седьмой", classId: "c7"),
        new Student("s7b", "Седьмая", classId: "c7"),
        new Student("s10", "Десятый", classId: "c10"),
    ];

    public CalendarSettings Calendar { get; set; } = CalendarSettings.Default;

    public SchoolPolicy Policy { get; set; } = SchoolPolicy.Default;

    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    public DateTimeOffset Now { get; set; } = At("2026-10-06 20:00");

    public List<Excuse> Excuses { get; } = [];

    public List<Outage> Outages { get; } = [];

    public SourceCapabilities Source { get; set; } = SourceCapabilities.All;

    public ISchoolFacts? Facts { get; set; }

    public DayRange? Days { get; set; }

    public DateOnly? FirstReadDay { get; set; } = new(2026, 9, 1);

    public EntryDeadlineSettings Deadlines { get; set; } = new();

    public IReadOnlyList<LessonEntries> Lessons => _lessons;

    /// <summary>A moment by Moscow's clock.</summary>
    public static DateTimeOffset At(string local) =>
        new(DateTime.ParseExact(local, local.Length > 16 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(3));

    public static TimeOnly Clock(string time) => TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An entry that the source dates.</summary>
    public static Evidence Entered(string local, bool vouched = true) => new(new EntryTime(At(local), vouched), null, null);

    /// <summary>An entry that two reads date.</summary>
    public static Evidence Seen(string? after, string by) => new(null, after is null ? null : At(after), At(by));

    public LessonEntries Lesson(
        string id = "l1", string classId = "c7", string day = "2026-10-05", int? number = 1, string? start = "08:30", string? end = "09:15", string? subject = "alg", string? teacher = "t1",
        string? topic = "Тема", LessonStatus status = LessonStatus.Held, string? replaces = null, bool? taken = null, Evidence? topicEvidence = null)
    {
        var entries = new LessonEntries
        {
            Lesson = new Lesson(id, DateOnly.Parse(day, CultureInfo.InvariantCulture), classId, number, start is null ? null : Clock(start), end is null ? null : Clock(end), subject, teacher, topic, status, replaces, attendanceTaken: taken),
            Origin = id,
            TopicEvidence = topicEvidence ?? default,
        };
        _lessons.Add(entries);
        return entries;
    }

    public void ReadAt(RecordKind kind, string? started, string? doubt = null) =>
        _reads[kind] = new ReadTimes(started is null ? null : At(started), started is null ? null : At(started), doubt);

    public void ReadAt(string started)
    {
        foreach (var kind in RecordKinds.All)
        {
            ReadAt(kind, started);
        }
    }

    /// <summary>The final marks that are judged.</summary>
    public List<FinalMarkEntry> FinalMarks { get; } = [];

    public void Final(string student, string subject, string term, string setBy) => _finals[(student, subject, term)] = At(setBy);

    public ReadTimes For(RecordKind kind, string classId, DateOnly day) => _reads.TryGetValue(kind, out var times) ? times : new ReadTimes(Now, Now);

    public DateTimeOffset? SetBy(string studentId, string subjectId, string termId) => _finals.TryGetValue((studentId, subjectId, termId), out var at) ? at : null;

    public IEnumerable<FinalMarkEntry> Of(string studentId) => FinalMarks.Where(mark => mark.StudentId == studentId);

    /// <summary>Pupils <c>p1</c>, <c>p2</c> … of the class, besides those it has.</summary>
    public void Pupils(string classId, int count, int from = 1)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            Roster.Add(new Student($"p{number}", $"Пример{number}", classId: classId));
        }
    }

    public JudgingContext Context()
    {
        var roster = Rules.Journal.Roster.Create(Roster);
        return new JudgingContext
        {
            SchoolId = "s",
            Roster = roster,
            Calendar = new SchoolCalendar(Calendar, Zone),
            Policy = Policy,
            Now = Now,
            Reads = this,
            Timetable = Timetable.Create(_lessons, roster),
            Excuses = new ExcuseBook(Excuses),
            Outages = Outages,
            Source = Source,
            FinalMarks = this,
            FirstReadDay = FirstReadDay,
            Days = Days,
            School = Facts,
        };
    }

    public LessonAssessment Assess(LessonEntries entries)
    {
        var context = Context();
        return Assessor().Assess(entries, context.Roster.Group(entries.Lesson.ClassId)!, context);
    }

    public EntryAssessor Assessor() => new(new RuleSettingsTimeline<EntryDeadlineSettings>(Deadlines));

    /// <summary>Judges by one rule with the given settings, or by <c>entry-deadline</c> with <see cref="Deadlines"/>.</summary>
    public TestSink Judge(string rule = "entry-deadline", RuleSettings? settings = null)
    {
        var definition = RuleCatalog.Find(rule)!;
        var book = new RuleBook([definition.Create(definition.Timeline([settings ?? (rule == "entry-deadline" ? Deadlines : definition.Defaults())]))]);
        return Judge(book);
    }

    public TestSink Judge(RuleBook book)
    {
        var context = Context();
        var sink = new TestSink();
        book.Evaluate(context, Sorted(context.Roster), sink, FinalMarks);
        return sink;
    }

    public IEnumerable<LessonEntries> Sorted(Roster roster) =>
        _lessons.OrderBy(entries => roster.Group(entries.Lesson.ClassId)?.RootId ?? entries.Lesson.ClassId, StringComparer.Ordinal).ThenBy(entries => entries.Lesson.Day).ThenBy(entries => entries.Lesson.Number).ThenBy(entries => entries.Lesson.Id, StringComparer.Ordinal);
}

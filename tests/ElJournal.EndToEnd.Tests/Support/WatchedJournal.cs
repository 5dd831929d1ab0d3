using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Support;

/// <summary>What somebody knows who looked at the generated journal at its reading times and remembers everything: a slow, obvious stand-in for the ledger.</summary>
internal sealed class WatchedJournal : IReadTimes, IFinalMarks, ISchoolFacts
{
    private readonly Dictionary<(RecordKind, string), (DateTimeOffset? After, DateTimeOffset By)> seen = [];
    private readonly Dictionary<string, List<MarkChange>> changes = [];
    private readonly Dictionary<string, Mark> gone = [];
    private Dictionary<(RecordKind, string), JournalRecord> last = [];
    private List<SignIn> signIns = [];
    private ILookup<string, FinalMark> finals = Enumerable.Empty<FinalMark>().ToLookup(final => final.StudentId);
    private DateTimeOffset? lastRead;

    public void Read(GeneratedSchool school, DateTimeOffset moment)
    {
        var state = school.StateAt(moment).Where(record => record.Kind != RecordKind.SignIn).ToDictionary(record => (record.Kind, record.Key));
        var vanished = last.Where(pair => !state.ContainsKey(pair.Key)).ToDictionary();
        foreach (var ((kind, key), record) in state)
        {
            if (record is Lesson { Topic: null } || seen.ContainsKey((kind, key)))
            {
                continue;
            }

            // A record that appears in the read in which its like disappears has moved.
            var former = vanished.FirstOrDefault(pair => pair.Key.Item1 == kind && IsLike(pair.Value, record)).Key;
            seen[(kind, key)] = former.Item2 is not null && seen.TryGetValue(former, out var inherited) ? inherited : (lastRead, moment);
            gone.Remove(former.Item2 ?? "");
        }

        foreach (var (key, record) in last)
        {
            if (record is Mark before && state.GetValueOrDefault(key) is var now && now is null or Mark && (now as Mark)?.Value != before.Value
                && !(now is null && state.Values.Any(other => other.Kind == RecordKind.Mark && !last.ContainsKey((other.Kind, other.Key)) && IsLike(before, other))))
            {
                if (!changes.TryGetValue(before.Id, out var list))
                {
                    changes.Add(before.Id, list = []);
                }

                list.Add(new MarkChange(before.Value, (now as Mark)?.Value, lastRead, moment));
                if (now is null)
                {
                    gone[before.Id] = before;
                }
            }
        }

        last = state;
        finals = state.Values.OfType<FinalMark>().ToLookup(final => final.StudentId);
        signIns = [.. school.StateAt(moment).OfType<SignIn>()];
        lastRead = moment;
    }

    public IEnumerable<JournalRecord> Records => last.Values;

    public ReadTimes For(RecordKind kind, string classId, DateOnly day) => new(lastRead, lastRead);

    public DateTimeOffset? SetBy(string studentId, string subjectId, string termId) => finals[studentId].FirstOrDefault(final => final.SubjectId == subjectId && final.TermId == termId)?.Entered?.At;

    public IEnumerable<FinalMarkEntry> Of(string studentId) =>
        finals[studentId].Select(final => new FinalMarkEntry(final.Key, final.Key, final.StudentId, final.SubjectId, final.TermId, final.Value, DateOnly.FromDateTime(final.Entered!.Value.At.DateTime)));

    public IReadOnlyList<LastSignIn> LastSignIns() => [];

    public IReadOnlyList<LessonsGiven> Teaching(DayRange days) => [];

    public IReadOnlyList<PlacedSignIn> PlacedSignIns(DayRange days) =>
        [.. signIns.Where(signIn => signIn.Place is not null).Select(signIn => new PlacedSignIn(signIn.PersonId, signIn.Role, signIn.At, signIn.Place!)).Where(signIn => days.Contains(DateOnly.FromDateTime(signIn.At.DateTime)))];

    public List<LessonEntries> Lessons(Roster roster)
    {
        var homework = last.Values.OfType<Homework>().ToDictionary(item => item.LessonId);
        var marks = last.Values.OfType<Mark>().ToLookup(item => item.LessonId);
        var removed = gone.Values.ToLookup(item => item.LessonId);
        var absences = last.Values.OfType<Attendance>().ToLookup(item => item.LessonId);
        var lessons = new List<LessonEntries>();
        foreach (var lesson in last.Values.OfType<Lesson>().OrderBy(lesson => roster.Group(lesson.ClassId)!.RootId, StringComparer.Ordinal).ThenBy(lesson => lesson.Day).ThenBy(lesson => lesson.Number))
        {
            var entries = new LessonEntries { Lesson = lesson, Origin = lesson.Id, TopicEvidence = Evidence(lesson, lesson.TopicEntered) };
            if (homework.TryGetValue(lesson.Id, out var task))
            {
                entries.Homework = new HomeworkEntry(task.Key, task.Text, Evidence(task, task.Entered));
            }

            entries.Marks.AddRange(marks[lesson.Id].Select(AsEntry));
            entries.RemovedMarks.AddRange(removed[lesson.Id].Select(AsEntry));
            entries.Attendance.AddRange(absences[lesson.Id].Select(item => new AttendanceEntry(item.StudentId, item.AttendanceKind, item.Ambiguous, Evidence(item, item.Entered))));
            lessons.Add(entries);
        }

        return lessons;
    }

    private MarkEntry AsEntry(Mark mark) => new(mark.Id, mark.Id, mark.StudentId, mark.Value, mark.Work, Evidence(mark, mark.Entered), [.. changes.GetValueOrDefault(mark.Id, [])], (int)(1000 * (mark.Weight ?? 0)));

    private Evidence Evidence(JournalRecord record, EntryTime? entered) =>
        seen.TryGetValue((record.Kind, record.Key), out var sight) ? new Evidence(entered, sight.After, sight.By) : new Evidence(entered, null, null);

    private static bool IsLike(JournalRecord one, JournalRecord other) => (one, other) switch
    {
        (Lesson a, Lesson b) => (a.Day, a.ClassId, a.SubjectId, a.TeacherId, a.Topic) == (b.Day, b.ClassId, b.SubjectId, b.TeacherId, b.Topic),
        (Homework a, Homework b) => a.Text == b.Text && Day(a.LessonId) == Day(b.LessonId),
        (Mark a, Mark b) => (a.StudentId, a.Value, a.Work, Day(a.LessonId)) == (b.StudentId, b.Value, b.Work, Day(b.LessonId)),
        _ => false,
    };

    // Generated lesson keys are <group>.<MMdd>.<number>.
    private static string Day(string lessonId) => lessonId[..lessonId.LastIndexOf('.')];
}

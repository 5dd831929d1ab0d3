using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.EntryOnDayOff;

/// <summary>A lesson with entries is dated on a day without lessons. The lesson's date counts, never the hour of typing.</summary>
internal sealed class EntryOnDayOffRule(RuleSettingsTimeline<EntryOnDayOffSettings> settings) : IRule
{
    private const string Id = "entry-on-day-off";
    private static readonly RuleTexts Texts = new(typeof(EntryOnDayOffRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Day,
        new HashSet<RecordKind> { RecordKind.Class, RecordKind.Subject, RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance },
        Version: 1,
        typeof(EntryOnDayOffSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<EntryOnDayOffSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun
    {
        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            // Sections and courses meet on Sundays too, and teaching at home follows the family: only classes have days off here.
            if (group.Kind is not (ClassKind.Class or ClassKind.Subgroup) || lesson.Lesson.Status == LessonStatus.Cancelled)
            {
                return;
            }

            var day = lesson.Lesson.Day;
            var kind = context.Calendar.KindOf(group, day);
            if (kind is not (DayKind.DayOff or DayKind.Vacation) || !WasUsed(lesson))
            {
                return;
            }

            var current = settings.At(day);
            if (!current.Enabled)
            {
                return;
            }

            if (context.Calendar.DayOf(context.Now) < day)
            {
                sink.Unsettled(group.RootId, day, context.Calendar.At(day, TimeOnly.MinValue));
                return;
            }

            var text = kind == DayKind.Vacation ? "FoundVacation" : "FoundDayOff";
            sink.Add(new Finding(Id, Part: null, lesson.Origin, FindingState.Present, current.Severity ?? Severity.Warning, day, Texts.Format(text, LessonPhrase.Of(lesson.Lesson, group, context)), current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = lesson.Lesson.ClassId,
                LessonId = lesson.Lesson.Id,
                SubjectId = lesson.Lesson.SubjectId,
                TeacherId = lesson.Lesson.TeacherId,
                Blocks = current.Blocking ? [new RecordReference(RecordKind.Lesson, lesson.Lesson.Id)] : [],
            });
        }

        // A timetable that was not taken down, with topics filled in beforehand, is nobody's entry.
        private static bool WasUsed(LessonEntries entries) =>
            entries.Lesson.Status == LessonStatus.Held
            || entries.Marks.Count > 0
            || entries.Attendance.Count > 0
            || entries.Homework is not null
            || entries.Lesson.AttendanceTaken == true
            || (entries.Lesson.Topic is not null && entries.Lesson.Status != LessonStatus.Planned);
    }
}

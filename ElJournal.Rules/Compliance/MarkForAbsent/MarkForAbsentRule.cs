using System.Runtime.InteropServices;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.MarkForAbsent;

/// <summary>A mark for an answer at the lesson beside an absence from it: a question, not a reproach.</summary>
internal sealed class MarkForAbsentRule(RuleSettingsTimeline<MarkForAbsentSettings> settings) : IRule
{
    private const string Id = "mark-for-absent";
    private static readonly RuleTexts Texts = new(typeof(MarkForAbsentRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Day,
        new HashSet<RecordKind> { RecordKind.Class, RecordKind.Subject, RecordKind.Lesson, RecordKind.Mark, RecordKind.Attendance },
        Version: 2,
        typeof(MarkForAbsentSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<MarkForAbsentSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun
    {
        private NotChecked? lastSaid;

        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            if (lesson.Attendance.Count == 0 || lesson.Marks.Count == 0 || lesson.Lesson.Status == LessonStatus.Cancelled)
            {
                return;
            }

            foreach (ref readonly var mark in CollectionsMarshal.AsSpan(lesson.Marks))
            {
                if (StandingOf(lesson, mark.StudentId) is not { } absence || context.WorkOf(mark.Work) != WorkKind.Oral || Placeholders.Contains(mark.Value) || context.Policy.FormOf(mark.StudentId) is not (EducationForm.FullTime or EducationForm.Individual))
                {
                    continue;
                }

                var day = lesson.Lesson.Day;
                var current = settings.At(day);
                if (!current.Enabled || context.Calendar.KindOf(group, day) == DayKind.Distance)
                {
                    return;
                }

                if (absence.Ambiguous)
                {
                    SayNotChecked(new NotChecked(group.RootId, RecordKind.Attendance, day, NotCheckedReasons.NotShown));
                }
                else
                {
                    sink.Add(Finding(lesson, group, mark, current));
                }
            }
        }

        /// <summary>What the journal says of the pupil's absence; <see langword="null"/> when it says none.</summary>
        private static AttendanceEntry? StandingOf(LessonEntries lesson, string studentId)
        {
            foreach (ref readonly var entry in CollectionsMarshal.AsSpan(lesson.Attendance))
            {
                if (entry.Kind is AttendanceKind.Absent or AttendanceKind.Ill or AttendanceKind.Excused && string.Equals(entry.StudentId, studentId, StringComparison.Ordinal))
                {
                    return entry;
                }
            }

            return null;
        }

        /// <summary>A word that may also mean something else is no ground for a question, and nobody may believe that there was nothing to ask.</summary>
        private void SayNotChecked(NotChecked scope)
        {
            if (lastSaid != scope)
            {
                lastSaid = scope;
                sink.NotChecked(scope);
            }
        }

        private Finding Finding(LessonEntries entries, GroupInfo group, in MarkEntry mark, MarkForAbsentSettings current)
        {
            var lesson = entries.Lesson;
            return new Finding(Id, Part: null, mark.Origin, FindingState.Present, current.Severity ?? Severity.Warning, lesson.Day, Texts.Format("Found", LessonPhrase.Of(lesson, group, context)), current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = lesson.ClassId,
                LessonId = lesson.Id,
                SubjectId = lesson.SubjectId,
                TeacherId = lesson.TeacherId,
                StudentId = mark.StudentId,
                Blocks = current.Blocking ? [new RecordReference(RecordKind.Mark, mark.Key)] : [],
            };
        }
    }
}

using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>What is due is entered by its deadline.</summary>
internal sealed class EntryDeadlineRule(RuleSettingsTimeline<EntryDeadlineSettings> settings) : IRule
{
    public const string Id = "entry-deadline";

    private readonly EntryAssessor _assessor = new(settings);

    public static RuleInfo Description { get; } = new(
        Id,
        EntryDeadlineMessages.Title,
        Reach.Term,
        new HashSet<RecordKind> { RecordKind.Term, RecordKind.Class, RecordKind.Subject, RecordKind.Student, RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance },
        Version: 2,
        typeof(EntryDeadlineSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, _assessor, context, sink);

    private sealed class Run(RuleSettingsTimeline<EntryDeadlineSettings> settings, EntryAssessor assessor, JudgingContext context, IFindingSink sink) : IRuleRun
    {
        private readonly Dictionary<(string ClassId, string SubjectId), Row> _rows = [];
        private readonly List<NotChecked> _said = [];

        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            var current = settings.At(lesson.Lesson.Day);
            if (!current.Enabled)
            {
                return;
            }

            var assessment = assessor.Assess(lesson, group, context);
            if (!assessment.Asked)
            {
                return;
            }

            var @case = new Case(lesson, group, context, assessment.Excused);
            Look(@case, EntryPart.Topic, assessment.Topic, current, inARow: 0);
            Look(@case, EntryPart.Homework, assessment.Homework, current, CountInARow(@case, assessment.Homework.Outcome));
            Look(@case, EntryPart.Marks, assessment.Marks, current, inARow: 0);
            Look(@case, EntryPart.Attendance, assessment.Attendance, current, inARow: 0);
        }

        public void EndOfClass()
        {
            _rows.Clear();
            _said.Clear();
        }

        private void Look(in Case of, EntryPart part, in PartAssessment assessment, EntryDeadlineSettings current, int inARow)
        {
            Report(of, part, assessment, current, inARow);
            Keep(of, part, assessment);
        }

        // Until it has passed, another day off may still move it; afterwards nobody's entry becomes late by that.
        private void Keep(in Case of, EntryPart part, in PartAssessment assessment)
        {
            if (assessment is not { KeptBy: { } terms, Deadline: { } deadline })
            {
                return;
            }

            if (context.Now < deadline.AddSeconds(1))
            {
                sink.Unsettled(of.Group.RootId, of.Lesson.Day, deadline.AddSeconds(1));
                return;
            }

            var kept = new KeptDeadline(of.Entries.Origin, of.Lesson.Day, part, deadline, assessment.Shift, terms);
            if (context.Kept.Find(kept.Lesson, kept.Day, part) is not { } known || known != kept)
            {
                sink.Keep(kept);
            }
        }

        private void Report(in Case of, EntryPart part, in PartAssessment assessment, EntryDeadlineSettings current, int inARow)
        {
            switch (assessment.Outcome)
            {
                case PartOutcome.Late or PartOutcome.Missing:
                    sink.Add(EntryDeadlineMessages.Finding(of, part, assessment, current, inARow));
                    break;
                case PartOutcome.NotChecked:
                    SayNotChecked(of, part, assessment.Reason!);
                    if (assessment.Reason != NotCheckedReasons.NotShown)
                    {
                        sink.Unsettled(of.Group.RootId, of.Lesson.Day);
                    }

                    break;
                case PartOutcome.Unproved when assessment.Reason is { } reason:
                    SayNotChecked(of, part, reason);
                    break;
                case PartOutcome.NotYetDue when assessment.Deadline is { } deadline && context.Now < deadline.AddSeconds(1):
                    sink.Unsettled(of.Group.RootId, of.Lesson.Day, deadline.AddSeconds(1));
                    break;
                case PartOutcome.NotYetDue:
                    sink.Unsettled(of.Group.RootId, of.Lesson.Day);
                    break;
                default:
                    break;
            }
        }

        private void SayNotChecked(in Case of, EntryPart part, string reason)
        {
            var kind = part switch
            {
                EntryPart.Homework => RecordKind.Homework,
                EntryPart.Marks => RecordKind.Mark,
                EntryPart.Attendance when of.Lesson.AttendanceTaken is null => RecordKind.Attendance,
                _ => RecordKind.Lesson,
            };
            var scope = new NotChecked(of.Group.RootId, kind, of.Lesson.Day, reason);
            if (_said.Count > 0 && _said[0].Day != scope.Day)
            {
                _said.Clear();
            }

            if (!_said.Contains(scope))
            {
                _said.Add(scope);
                sink.NotChecked(scope);
            }
        }

        // A lesson of which homework is not asked, or not due yet, neither lengthens a row nor ends it.
        private int CountInARow(in Case of, PartOutcome homework)
        {
            if (homework is PartOutcome.NotAsked or PartOutcome.NotYetDue || of.Lesson.SubjectId is not { } subject)
            {
                return 0;
            }

            if (homework != PartOutcome.Missing || of.Excused)
            {
                _rows.Remove((of.Lesson.ClassId, subject));
                return 0;
            }

            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (of.Lesson.ClassId, subject), out _);
            var term = context.Policy.TermAt(context.Roster, of.Group.Grade, of.Lesson.Day, context.SubjectOf(subject).Name)?.Start ?? DateOnly.MinValue;
            row = new Row(term, row.Term == term ? row.Count + 1 : 1);
            return row.Count;
        }

        private readonly record struct Row(DateOnly Term, int Count);
    }
}

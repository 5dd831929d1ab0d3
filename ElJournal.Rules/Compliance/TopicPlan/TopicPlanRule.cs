using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.TopicPlan;

/// <summary>The lessons of the plan are given, and their topics go on. The plan is the timetable: lessons that fell out, less those made up.</summary>
internal sealed class TopicPlanRule(RuleSettingsTimeline<TopicPlanSettings> settings) : IRule
{
    private const string Id = "topic-plan";
    private static readonly RuleTexts Texts = new(typeof(TopicPlanRule));
    private static readonly string[] MayRepeat = ["Повторение", "Решение задач", "Контрольная", "Самостоятельная", "Обобщение", "Работа над ошибками", "Практикум", "Развитие речи", "Резерв"];

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Term,
        new HashSet<RecordKind> { RecordKind.Term, RecordKind.Class, RecordKind.Subject, RecordKind.Lesson },
        Version: 1,
        typeof(TopicPlanSettings),
        OnWhenNamed: true);

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<TopicPlanSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ITermRun
    {
        private readonly Dictionary<(string ClassId, string SubjectId), Row> _rows = [];
        private readonly DateOnly _today = context.Calendar.DayOf(context.Now);

        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            if (group.Kind is not (ClassKind.Class or ClassKind.Subgroup) || lesson.Lesson is not { SubjectId: { } subject, Topic: { } topic, Status: not LessonStatus.Cancelled } || lesson.Lesson.Day > _today)
            {
                return;
            }

            var current = settings.At(lesson.Lesson.Day);
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (group.Id, subject), out _);
            var term = context.TermOf(group.Grade, subject, lesson.Lesson.Day)?.Start ?? default;
            row = row.Topic is not null && row.Term == term && NameComparer.Instance.Equals(row.Topic, topic) ? row with { Count = row.Count + 1 } : new Row(topic, term, 1);
            if (current.Enabled && row.Count == current.SameTopicInARow && !MayBeRepeated(topic, current))
            {
                var message = Texts.Format("Repeated", current.SameTopicInARow, LessonPhrase.Of(lesson.Lesson, group, context));
                sink.Add(new Finding(Id, "repeated", lesson.Origin, FindingState.Present, current.Severity ?? Severity.Info, lesson.Lesson.Day, message, current.Norm ?? LessonPhrase.NoNorm)
                {
                    ClassId = group.Id,
                    LessonId = lesson.Lesson.Id,
                    SubjectId = subject,
                    TeacherId = lesson.Lesson.TeacherId,
                });
            }
        }

        public void EndOfClass(ClassTerms terms)
        {
            foreach (var course in terms.Courses)
            {
                if (course is { IsWhole: true, Pace.Lost: > 0, Term: { } term, LastLost: { } last, Group.Kind: ClassKind.Class or ClassKind.Subgroup } && settings.At(last.Day) is { Enabled: true } current)
                {
                    Judge(course, term, last, current);
                }
            }
        }

        public void EndOfClass() => _rows.Clear();

        private static bool MayBeRepeated(string topic, TopicPlanSettings current) =>
            Array.Exists(MayRepeat, beginning => topic.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            || current.ExceptTopics.Any(beginning => topic.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

        private void Judge(Course course, Term term, Lesson last, TopicPlanSettings current)
        {
            if (!course.Pace.IsLag(current))
            {
                return;
            }

            var behind = course.Pace.Behind;

            var message = Texts.Format(
                "Behind",
                LessonPhrase.OfTerm(course.Group, course.SubjectId, term.Name, context),
                course.Pace.Planned,
                course.Given + course.Unread,
                behind,
                LessonPhrase.Plural(behind, Texts["LessonOne"], Texts["LessonFew"], Texts["LessonMany"]));
            sink.Add(new Finding(Id, "behind", $"{course.Group.Id}/{course.SubjectId}/{term.Id}", FindingState.Present, current.Severity ?? Severity.Warning, last.Day, message, current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = course.Group.Id,
                SubjectId = course.SubjectId,
                TeacherId = (course.Last ?? last).TeacherId,
            });
        }

        private readonly record struct Row(string? Topic, DateOnly Term, int Count);
    }
}

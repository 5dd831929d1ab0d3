using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.HomeworkLoad;

/// <summary>Many subjects with homework on one day of a class. A signal to the deputy, who reads the texts: nothing is concluded from their length.</summary>
internal sealed class HomeworkLoadRule(RuleSettingsTimeline<HomeworkLoadSettings> settings) : IRule
{
    private const string Id = "homework-load";
    private static readonly RuleTexts Texts = new(typeof(HomeworkLoadRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Day,
        new HashSet<RecordKind> { RecordKind.Class, RecordKind.Subject, RecordKind.Lesson, RecordKind.Homework },
        Version: 1,
        typeof(HomeworkLoadSettings),
        OnWhenNamed: true);

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<HomeworkLoadSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun
    {
        private readonly List<string> _subjects = [];
        private GroupInfo? _group;
        private DateOnly _day;

        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            if (lesson.Lesson.Day != _day)
            {
                EndOfDay();
                _day = lesson.Lesson.Day;
            }

            if (group.Kind is ClassKind.Class or ClassKind.Subgroup && lesson.Homework is { } homework && lesson.Lesson is { SubjectId: { } subject, Status: not LessonStatus.Cancelled }
                && !HomeworkText.SaysNone(homework.Text) && !_subjects.Contains(subject))
            {
                _subjects.Add(subject);
                _group = group;
            }
        }

        public void EndOfClass()
        {
            EndOfDay();
            _day = default;
        }

        private void EndOfDay()
        {
            if (_group is { } any && settings.At(_day) is { Enabled: true } current && any.Grade is not (null or <= 1) && _subjects.Count >= (any.Grade <= 4 ? current.FromSubjectsPrimary : current.FromSubjects))
            {
                Say(context.Roster.Group(any.RootId) ?? any, any.Grade <= 4 ? current.FromSubjectsPrimary : current.FromSubjects, current);
            }

            _subjects.Clear();
            _group = null;
        }

        private void Say(GroupInfo group, int from, HomeworkLoadSettings current)
        {
            if (!context.Source.ShowsHomeworkAtLessonGiven)
            {
                sink.NotChecked(new NotChecked(group.RootId, RecordKind.Homework, _day, NotCheckedReasons.NotShown));
                return;
            }

            var message = Texts.Format("Found", group.Name, _day, _subjects.Count, LessonPhrase.Plural(_subjects.Count, Texts["SubjectOne"], Texts["SubjectFew"], Texts["SubjectMany"]), from);
            sink.Add(new Finding(Id, Part: null, $"{group.RootId}/{_day:yyyy-MM-dd}", FindingState.Present, current.Severity ?? Severity.Info, _day, message, current.Norm ?? LessonPhrase.NoNorm) { ClassId = group.RootId });
        }
    }
}

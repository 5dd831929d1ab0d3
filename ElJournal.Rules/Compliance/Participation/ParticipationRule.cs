using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.Participation;

/// <summary>Teachers with lessons sign in to the journal, pupils and parents to the diary. For information; whoever has no lessons is not asked for.</summary>
internal sealed class ParticipationRule(RuleSettingsTimeline<ParticipationSettings> settings) : IRule
{
    private const string Id = "participation";
    private static readonly RuleTexts Texts = new(typeof(ParticipationRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Day,
        new HashSet<RecordKind> { RecordKind.Student, RecordKind.Teacher, RecordKind.Lesson, RecordKind.SignIn },
        Version: 1,
        typeof(ParticipationSettings),
        OnWhenNamed: true);

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<ParticipationSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ISchoolRun
    {
        private readonly DateOnly _today = context.Calendar.DayOf(context.Now);

        public void Judge(ISchoolFacts facts)
        {
            var current = settings.At(_today);
            if (!current.Enabled)
            {
                return;
            }

            var signedIn = facts.LastSignIns();
            if (!context.Source.Shown.Contains(RecordKind.SignIn) || signedIn.Count == 0)
            {
                sink.NotChecked(new NotChecked(ClassId: null, RecordKind.SignIn, _today, NotCheckedReasons.NotShown));
                return;
            }

            var days = new DayRange(_today.AddDays(-current.Days), _today.AddDays(-1));
            var since = context.Calendar.At(days.From, TimeOnly.MinValue);
            Teachers(facts, signedIn, days, since, current);
            var pupils = context.Roster.Students.Where(student => !(student.EnrolledOn > days.From) && !(student.LeftOn <= _today) && context.Policy.FormOf(student.Id) != EducationForm.Family).Select(student => student.Id).ToHashSet(StringComparer.Ordinal);
            Share("pupils", signedIn.Count(person => person.Role == PersonRole.Student && person.At >= since && pupils.Contains(person.PersonId)), pupils.Count, current.PupilsPercent, days, current);
            Share("parents", signedIn.Count(person => person.Role == PersonRole.Parent && person.At >= since), pupils.Count, current.ParentsPercent, days, current);
        }

        /// <summary>Only people with lessons in these days who were not excused in them.</summary>
        private void Teachers(ISchoolFacts facts, IReadOnlyList<LastSignIn> signedIn, DayRange days, DateTimeOffset since, ParticipationSettings current)
        {
            var seen = signedIn.Where(person => person.Role == PersonRole.Teacher && person.At >= since).Select(person => person.PersonId).ToHashSet(StringComparer.Ordinal);
            foreach (var teacher in facts.Teaching(days).Where(teacher => !seen.Contains(teacher.TeacherId) && !days.Days().Any(day => context.Excuses.Covers(teacher.TeacherId, day))))
            {
                sink.Add(Finding(
                    "teacher", teacher.TeacherId, teacher.Last, Texts.Format("Teacher", days.From, days.To, teacher.Lessons, LessonPhrase.Plural(teacher.Lessons, Texts["LessonOne"], Texts["LessonFew"], Texts["LessonMany"])), current) with
                {
                    TeacherId = teacher.TeacherId,
                });
            }
        }

        private void Share(string part, int came, int all, int? wanted, DayRange days, ParticipationSettings current)
        {
            if (wanted is { } percent && all > 0 && came * 100 < percent * all)
            {
                sink.Add(Finding(part, "school", days.To, Texts.Format(part == "pupils" ? "Pupils" : "Parents", days.From, days.To, came, all, percent), current));
            }
        }

        private static Finding Finding(string part, string subject, DateOnly day, string message, ParticipationSettings current) =>
            new(Id, part, subject, FindingState.Present, current.Severity ?? Severity.Info, day, message, current.Norm ?? LessonPhrase.NoNorm);
    }
}

using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.CredentialSharing;

/// <summary>One login in two places at once: a question to the administrator. That a login is used while its owner gives a lesson is ordinary work.</summary>
internal sealed class CredentialSharingRule(RuleSettingsTimeline<CredentialSharingSettings> settings) : IRule
{
    private const string Id = "credential-sharing";
    private static readonly RuleTexts Texts = new(typeof(CredentialSharingRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Day,
        new HashSet<RecordKind> { RecordKind.SignIn },
        Version: 2,
        typeof(CredentialSharingSettings),
        OnWhenNamed: true,
        ForAdministrator: true);

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<CredentialSharingSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ISchoolRun
    {
        private readonly DateOnly _today = context.Calendar.DayOf(context.Now);

        public void Judge(ISchoolFacts facts)
        {
            var current = settings.At(_today);
            if (!current.Enabled)
            {
                return;
            }

            var days = new DayRange(_today.AddDays(-current.Days), _today);
            if (facts.PlacedSignIns(days) is not { } all)
            {
                foreach (var day in days.Days())
                {
                    sink.NotChecked(new NotChecked(ClassId: null, RecordKind.SignIn, day, NotCheckedReasons.PlacesNotShown));
                }

                return;
            }

            foreach (var person in all.Where(signIn => signIn.Role == PersonRole.Teacher).GroupBy(signIn => (signIn.PersonId, Day: context.Calendar.DayOf(signIn.At))).OrderBy(person => person.Key.PersonId, StringComparer.Ordinal).ThenBy(person => person.Key.Day))
            {
                var ordered = person.OrderBy(signIn => signIn.At).ToList();
                if (ordered.Zip(ordered.Skip(1)).FirstOrDefault(pair => pair.First.Place != pair.Second.Place && pair.Second.At - pair.First.At <= current.Within) is { Second.PersonId: not null } pair)
                {
                    var message = Texts.Format("Question", LessonPhrase.Between(pair.First.At, pair.Second.At, context.Calendar));
                    sink.Add(new Finding(Id, Part: null, $"{person.Key.PersonId}/{person.Key.Day:yyyy-MM-dd}", FindingState.Present, current.Severity ?? Severity.Info, person.Key.Day, message, current.Norm ?? LessonPhrase.NoNorm)
                    {
                        TeacherId = person.Key.PersonId,
                    });
                }
            }
        }
    }
}

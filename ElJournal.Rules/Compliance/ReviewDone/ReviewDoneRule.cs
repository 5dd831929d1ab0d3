using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.ReviewDone;

/// <summary>The month's review is made, and a deputy director has acknowledged it.</summary>
internal sealed class ReviewDoneRule(RuleSettingsTimeline<ReviewDoneSettings> settings) : IRule
{
    private const string Id = "review-done";
    private static readonly RuleTexts Texts = new(typeof(ReviewDoneRule));

    public static RuleInfo Description { get; } = new(Id, Texts["Title"], Reach.Day, new HashSet<RecordKind>(), Version: 2, typeof(ReviewDoneSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<ReviewDoneSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ISchoolRun
    {
        public void Judge(ISchoolFacts facts)
        {
            foreach (var review in facts.MonthlyReviews() ?? [])
            {
                var current = settings.At(review.DueOn);
                if (!current.Enabled || review.AcknowledgedAt is not null)
                {
                    continue;
                }

                var last = review.DueOn;
                for (var days = 0; days < current.WithinSchoolDays; days++)
                {
                    last = context.Calendar.NextSchoolDay(group: null, last);
                }

                // What is made in the course of its day is missed only when the day is over.
                var deadline = context.Calendar.At(last, review.MadeAt is null ? new TimeOnly(23, 59, 59) : TimeOnly.MinValue);
                if (context.Now >= deadline)
                {
                    sink.Add(new Finding(
                        Id, Part: null, $"{review.Month:yyyy-MM}", FindingState.Present, current.Severity ?? Severity.Warning, last,
                        Message(review), current.Norm ?? LessonPhrase.NoNorm)
                    {
                        Deadline = deadline,
                    });
                }
            }
        }

        private static string Message(in MonthlyReview review) =>
            review.MadeAt is null ? Texts.Format("NotMade", review.Month)
            : review.Waiting.IsDefaultOrEmpty ? Texts.Format("NotAcknowledged", review.Month)
            : Texts.Format("NotByAll", review.Month, string.Join(", ", review.Waiting));
    }
}

using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.BackupFresh;

/// <summary>There are fresh copies on enough media, and archives. To the administrator.</summary>
internal sealed class BackupFreshRule(RuleSettingsTimeline<BackupFreshSettings> settings) : IRule
{
    private const string Id = "backup-fresh";
    private static readonly RuleTexts Texts = new(typeof(BackupFreshRule));

    public static RuleInfo Description { get; } = new(Id, Texts["Title"], Reach.Day, new HashSet<RecordKind>(), Version: 1, typeof(BackupFreshSettings), ForAdministrator: true);

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<BackupFreshSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ISchoolRun
    {
        public void Judge(ISchoolFacts facts)
        {
            var current = settings.At(context.Calendar.DayOf(context.Now));
            if (!current.Enabled || facts.Backups() is not { } state)
            {
                return;
            }

            foreach (var medium in state.Media)
            {
                Look("copy", medium, medium.LastGood, state.Since, current.Oldest, current);
                if (current.Archives)
                {
                    Look("archive", medium, medium.LastArchive, state.Since, current.OldestArchive, current);
                }
            }

            if (state.Media.Length < current.Media)
            {
                Say("media", "media", context.Calendar.DayOf(state.Since), Texts.Format("Media", state.Media.Length, current.Media), deadline: null, current);
            }
        }

        /// <summary>Before the first copy was due nothing is owed.</summary>
        private void Look(string part, BackupMedium medium, DateTimeOffset? last, DateTimeOffset since, TimeSpan oldest, BackupFreshSettings current)
        {
            var deadline = (last is { } made && made > since ? made : since) + oldest;
            if (context.Now < deadline)
            {
                return;
            }

            var text = Texts.Format(part == "copy" ? "Copy" : "Archive", medium.Name, last is { } known ? LessonPhrase.Moment(known, context.Calendar) : Texts["Never"]);
            Say(part, medium.Name, context.Calendar.DayOf(deadline), medium.IsPresent ? text : $"{text} {Texts["Absent"]}", deadline, current);
        }

        private void Say(string part, string subject, DateOnly day, string message, DateTimeOffset? deadline, BackupFreshSettings current) =>
            sink.Add(new Finding(Id, part, subject, FindingState.Present, current.Severity ?? Severity.Warning, day, message, current.Norm ?? LessonPhrase.NoNorm) { Deadline = deadline });
    }
}

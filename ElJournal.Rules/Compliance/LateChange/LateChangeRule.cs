using System.Globalization;
using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.LateChange;

/// <summary>A mark became another one, or vanished, long after it was given.</summary>
internal sealed class LateChangeRule(RuleSettingsTimeline<LateChangeSettings> settings) : IRule
{
    private const string Id = "late-change";
    private static readonly RuleTexts Texts = new(typeof(LateChangeRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Term,
        new HashSet<RecordKind> { RecordKind.Term, RecordKind.Class, RecordKind.Subject, RecordKind.Lesson, RecordKind.Mark, RecordKind.FinalMark },
        Version: 2,
        typeof(LateChangeSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<LateChangeSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun
    {
        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            Examine(lesson, group, lesson.Marks);
            Examine(lesson, group, lesson.RemovedMarks);
        }

        private void Examine(LessonEntries lesson, GroupInfo group, List<MarkEntry> marks)
        {
            foreach (ref readonly var mark in CollectionsMarshal.AsSpan(marks))
            {
                // Marks from a hospital's school, from lessons at home and of externs are put in when their papers come.
                if (!mark.Changes.IsDefaultOrEmpty && context.Policy.IsTaughtWithClass(mark.StudentId))
                {
                    Examine(lesson, group, mark);
                }
            }
        }

        private void Examine(LessonEntries lesson, GroupInfo group, in MarkEntry mark)
        {
            var current = settings.At(lesson.Lesson.Day);
            if (!current.Enabled || FirstEntryBy(mark.Evidence) is not { } first)
            {
                return;
            }

            for (var i = mark.Changes.Length - 1; i >= 0; i--)
            {
                // The change came after the last read that still showed the old value: without such a read nothing is proved.
                var change = mark.Changes[i];
                if (change.After is { } after && after - first > TimeSpan.FromDays(current.AfterDays) && IsAlteration(change, current))
                {
                    sink.Add(Finding(lesson, group, mark, change, after, (int)(after - first).TotalDays, current));
                    return;
                }
            }
        }

        private Finding Finding(LessonEntries entries, GroupInfo group, in MarkEntry mark, MarkChange change, DateTimeOffset after, int days, LateChangeSettings current)
        {
            var lesson = entries.Lesson;
            var final = IsAfterFinal(lesson, group, mark.StudentId, after);
            var message = Texts.Format(
                change.To is null ? "Removed" : "Changed",
                days,
                LessonPhrase.Plural(days, Texts["DayOne"], Texts["DayFew"], Texts["DayMany"]),
                LessonPhrase.Of(lesson, group, context),
                LessonPhrase.Between(after, change.By, context.Calendar));
            message = final ? $"{message} {Texts["AfterFinal"]}" : message;
            return new Finding(Id, Part: null, mark.Origin, FindingState.Present, current.Severity ?? (final ? Severity.Warning : Severity.Info), lesson.Day, message, current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = lesson.ClassId,
                LessonId = lesson.Id,
                SubjectId = lesson.SubjectId,
                TeacherId = lesson.TeacherId,
                StudentId = mark.StudentId,
                EnteredAfter = after,
                EnteredBy = change.By,
                Blocks = current.Blocking && change.To is not null ? [new RecordReference(RecordKind.Mark, mark.Key)] : [],
            };
        }

        private bool IsAfterFinal(Lesson lesson, GroupInfo group, string studentId, DateTimeOffset after)
        {
            if (lesson.SubjectId is not { } subject)
            {
                return false;
            }

            var grade = context.Roster.ClassOf(studentId)?.Grade ?? group.Grade;
            var wanted = context.Policy.TermsOf(grade, context.SubjectOf(subject).Name);
            foreach (var term in context.Roster.Terms)
            {
                if ((term.TermKind == wanted || term.TermKind == TermKind.SchoolYear) && term.Contains(lesson.Day) && context.FinalMarks.SetBy(studentId, subject, term.Id) <= after)
                {
                    return true;
                }
            }

            return false;
        }

        // The latest moment at which the mark can have been given first: a moment nobody vouches for accuses nobody.
        private static DateTimeOffset? FirstEntryBy(in Evidence evidence)
        {
            var entered = evidence.Entered is { Vouched: true } known ? known.At : (DateTimeOffset?)null;
            return evidence.SeenBy is { } seen && (entered is null || seen < entered) ? seen : entered;
        }

        private static bool IsAlteration(in MarkChange change, LateChangeSettings current) =>
            IsDigit(change.From, current) && (change.To is not { } to || (IsDigit(to, current) && !string.Equals(change.From.Trim(), to.Trim(), StringComparison.Ordinal)));

        private static bool IsDigit(string value, LateChangeSettings current) =>
            int.TryParse(value.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            && (current.Placeholders.Count == 0 ? !Placeholders.Contains(value) : !current.Placeholders.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase));
    }
}

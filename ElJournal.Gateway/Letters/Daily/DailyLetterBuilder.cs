using System.Collections.Immutable;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>Decides what a daily letter tells whom, and under which heading.</summary>
internal sealed class DailyLetterBuilder
{
    public const string EntryDeadline = "entry-deadline";
    private const string FinalMark = "finalMark";

    private readonly DailyLetterInput input;
    private readonly ImmutableArray<DateOnly> days;
    private readonly List<LessonOverview> lessons;
    private readonly Dictionary<(DateOnly Day, string Lesson), LessonOverview> byId = [];
    private readonly ILookup<(DateOnly Day, string? Lesson), FindingView> byLesson;
    private readonly List<FindingView> open;
    private readonly List<FindingView> before;
    private readonly Dictionary<string, LetterSection> told = new(StringComparer.Ordinal);
    private readonly List<FindingView> listed = [];
    private readonly List<LessonLine> fresh = [];
    private readonly List<LessonLine> left = [];

    private DailyLetterBuilder(DailyLetterInput given)
    {
        input = DailyLessons.Settle(given);
        days = [.. input.Days.Select(day => day.Day)];
        lessons = [.. input.Days.SelectMany(day => day.Lessons).Where(lesson => lesson.Outcome != LessonOutcome.NotCounted && Mine(lesson))];
        foreach (var day in input.Earlier.Concat(input.Days))
        {
            foreach (var lesson in day.Lessons)
            {
                byId[(day.Day, lesson.LessonId)] = lesson;
            }
        }

        var findings = input.Days[^1].Findings.Where(finding => finding.Day <= days[^1] && input.Care.Covers(finding.Grade, finding.ClassKind)).ToList();
        byLesson = findings.Where(IsMissing).ToLookup(finding => (finding.Day, finding.LessonId));
        (before, open) = BeforeWatching.Split(input, findings.Where(finding => finding.Status == FindingStatus.Open));
    }

    /// <summary>The letter's contents, and the findings that it tells of.</summary>
    public static (DailyLetterModel Model, ImmutableArray<ToldFinding> Told) Build(DailyLetterInput input) => new DailyLetterBuilder(input).Build();

    private (DailyLetterModel Model, ImmutableArray<ToldFinding> Told) Build()
    {
        var causes = new DailyCauses(input, lesson => Mine(lesson)).Find(open.Where(IsMissing), WasTold);
        Note(open.Where(IsMissing).Where(finding => causes.Explains(finding)), section: null);
        var totals = DayLessons(causes);
        EarlierDays(causes);
        var late = Late();
        var (others, othersLeft) = Others();
        var informational = open.Count(finding => finding.Severity == Severity.Info && !WasTold(finding));
        Note(open.Where(finding => finding.Severity == Severity.Info && !WasTold(finding)), LetterSection.Info);
        foreach (var finding in before)
        {
            told[finding.Id] = LetterSection.Before;
        }

        foreach (var id in input.Entered)
        {
            told[id] = LetterSection.Fixed;
        }

        var model = new DailyLetterModel
        {
            SchoolId = input.SchoolId,
            SchoolName = input.SchoolName,
            Days = days,
            DataAsOf = input.Days.Any(day => day.DataAsOf is null) ? null : Local(input.Days.Min(day => day.DataAsOf)),
            LateRun = input.LateRun,
            Replaces = input.Replaces,
            ObserveUntil = input.ObserveUntil is { } until && until >= days[^1] ? until : null,
            Totals = totals,
            Causes = causes.All,
            New = [.. fresh],
            Left = [.. left],
            Late = late,
            Others = others,
            OthersLeft = othersLeft,
            IsFirst = input.Told.Count == 0,
            Informational = informational,
            Before = before.Count(finding => finding.Severity > Severity.Info && !input.Told.ContainsKey(finding.Id)),
            WatchedSince = input.Days[^1].WatchedSince,
            Fixed = input.Entered.Count,
            NotChecked = DailyUnchecked.Of(input, lessons),
            NotCounted = Excused(),
            Norms = [.. listed.Select(finding => finding.Norm).Distinct(StringComparer.Ordinal)],
            Example = listed.Count > 0 ? listed[0].Id : null,
            Orphans = [.. lessons.Where(lesson => input.Care.IsOrphan(lesson.Grade, lesson.ClassKind)).Select(lesson => lesson.ClassName).Distinct(StringComparer.Ordinal).Order(ClassName.Order)],
        };
        return (model, [.. told.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ToldFinding(pair.Key, pair.Value))]);
    }

    /// <summary>Counts the days' lessons, each once, and lists the missing ones as they are counted: head and list cannot disagree.</summary>
    private DayTotals DayLessons(DailyCauses causes)
    {
        int recorded = 0, missing = 0, clarifying = 0, notChecked = 0, notYetDue = 0, notCounted = 0;
        LessonOverview? waiting = null;
        foreach (var day in input.Days)
        {
            foreach (var lesson in day.Lessons.Where(lesson => lesson.Outcome != LessonOutcome.NotCounted && Mine(lesson)))
            {
                switch (lesson.Outcome)
                {
                    case LessonOutcome.Recorded:
                        recorded++;
                        break;
                    case LessonOutcome.NotChecked:
                        notChecked++;
                        break;
                    case LessonOutcome.NotYetDue:
                        notYetDue++;
                        waiting = waiting is null || waiting.Due < lesson.Due ? lesson : waiting;
                        break;
                    case LessonOutcome.Clarifying when causes.Explains(day.Day, lesson):
                        clarifying++;
                        break;
                    default:
                        switch (Missing(day.Day, lesson))
                        {
                            case LessonOutcome.Missing:
                                missing++;
                                break;
                            case LessonOutcome.Recorded:
                                recorded++;
                                break;
                            default:
                                notCounted++;
                                break;
                        }

                        break;
                }
            }
        }

        return new DayTotals(lessons.Count, recorded, missing, clarifying, notChecked, notYetDue, notCounted)
        {
            OnlyNotYetDue = notYetDue == 1 && waiting is not null ? Waiting(waiting) : null,
            LastDue = Local(waiting?.Due),
        };
    }

    /// <summary>Lists a missing lesson; waived and excused parts are not told, and parts that are only «к сведению» do not make it missing.</summary>
    private LessonOutcome Missing(DateOnly day, LessonOverview lesson)
    {
        var parts = byLesson[(day, lesson.LessonId)].ToList();
        var holding = parts.Where(finding => finding.Status == FindingStatus.Open).ToList();
        if (lesson is { Excused: true, ReplacesTeacherId: null } && parts.Where(finding => finding is { Part: "topic", Status: FindingStatus.Excused }).ToList() is { Count: > 0 } unsubstituted)
        {
            // The teacher is off, nobody stood in, and the lesson is said to have been given: the deputy is asked, and no teacher.
            var seen = unsubstituted.TrueForAll(WasTold);
            Note(unsubstituted, section: null);
            (seen ? left : fresh).Add(Line(day, lesson, [], again: false) with { Teacher = null, AbsentTeacher = lesson.TeacherName ?? Texts.TeacherUnnamed });
            return LessonOutcome.Missing;
        }

        if (parts.Count == 0)
        {
            fresh.Add(Line(day, lesson, lesson.Missing, again: false));
            return LessonOutcome.Missing;
        }

        if (holding.Count == 0)
        {
            return LessonOutcome.NotCounted;
        }

        var serious = holding.Where(finding => finding.Severity > Severity.Info).ToList();
        if (serious.Count == 0)
        {
            return LessonOutcome.Recorded;
        }

        List(serious, day, lesson);
        return LessonOutcome.Missing;
    }

    private void List(List<FindingView> findings, DateOnly day, LessonOverview lesson)
    {
        foreach (var group in findings.GroupBy(WasTold))
        {
            var again = group.Key && group.Any(WasThere);
            (group.Key ? left : fresh).Add(Line(day, lesson, [.. group.Select(finding => finding.Part ?? "")], again) with { Teacher = group.First().TeacherName });
            Note(group, section: null);
        }
    }

    /// <summary>What is still open, or fell due, of days before the letter's own.</summary>
    private void EarlierDays(DailyCauses causes)
    {
        var missing = open.Where(finding => IsMissing(finding) && finding.Severity > Severity.Info && !days.Contains(finding.Day) && !causes.Explains(finding));
        foreach (var group in missing.GroupBy(finding => (finding.Day, finding.LessonId ?? finding.Id, WasTold: WasTold(finding))).OrderBy(group => group.Key.Day))
        {
            var first = group.First();
            var lesson = first.LessonId is { } id ? byId.GetValueOrDefault((first.Day, id)) : null;
            if (lesson?.Outcome == LessonOutcome.NotChecked && !group.Key.WasTold)
            {
                // Old data is never newly missing.
                continue;
            }

            var again = group.Any(WasThere);
            var absent = first.TeacherId is null && lesson is { Excused: true } ? lesson.TeacherName : null;
            var line = Line(first, [.. group.Select(finding => finding.Part ?? "").Distinct(StringComparer.Ordinal)], again);
            (group.Key.WasTold ? left : fresh).Add(absent is null ? line : line with { Teacher = null, AbsentTeacher = absent });
            Note(group, section: null);
        }
    }

    private ImmutableArray<LessonLine> Late()
    {
        var late = open.Where(finding => finding.Rule == EntryDeadline && finding.State == FindingState.Late && finding.Severity > Severity.Info && !WasTold(finding)).ToList();
        Note(late, LetterSection.Late);
        return [.. late.GroupBy(finding => (finding.Day, finding.LessonId ?? finding.Id)).Select(group => Line(group.First(), [.. group.Select(finding => finding.Part ?? "")], again: false) with { SchoolDay = 1 })];
    }

    private (ImmutableArray<RuleLines> New, int Left) Others()
    {
        var others = open.Where(finding => finding.Rule != EntryDeadline && finding.Severity > Severity.Info).ToList();
        var news = others.Where(finding => !WasTold(finding)).ToList();
        Note(others, LetterSection.Other);
        var lines = news.GroupBy(finding => finding.Rule, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(rule => new RuleLines(
            rule.Key,
            input.RuleTitle(rule.Key),
            [.. rule.GroupBy(finding => (finding.TeacherName, finding.ClassName, finding.ClassKind, SubjectName: What(finding), finding.LessonNumber, finding.Day)).Select(group => new RuleLine(
                group.Key.TeacherName, group.Key.ClassName, group.Key.ClassKind ?? ClassKind.Class, group.Key.SubjectName, group.Key.LessonNumber, group.Key.Day, group.Count(), group.Any(finding => input.Blocking.Contains(finding.Id)))
            {
                Message = group.Key is { TeacherName: null, ClassName: null } ? group.First().Message : null,
            })]));
        return ([.. lines], others.Count - news.Count);
    }

    private static string? What(FindingView finding) =>
        finding.Part == FinalMark ? Phrase.Of(Texts.FinalMarkOf, finding.SubjectName) : finding.SubjectName;

    private ImmutableArray<ExcusedTeacher> Excused() =>
        [.. input.Days.SelectMany(day => day.Excused).GroupBy(excused => excused.TeacherId, StringComparer.Ordinal)
            .Where(group => lessons.Exists(lesson => lesson.TeacherId == group.Key || lesson.ReplacesTeacherId == group.Key))
            .Select(group => new ExcusedTeacher(group.First().TeacherName, group.Max(excused => excused.To), lessons.Count(lesson => lesson.ReplacesTeacherId == group.Key)))
            .OrderBy(teacher => teacher.Name, StringComparer.Ordinal)];

    private LessonLine Line(DateOnly day, LessonOverview lesson, IReadOnlyList<string> parts, bool again) => new()
    {
        Teacher = lesson.TeacherName,
        Class = lesson.ClassName,
        ClassKind = lesson.ClassKind,
        Subject = lesson.SubjectName,
        Number = lesson.Number,
        Day = day,
        Parts = [.. parts],
        SchoolDay = input.SchoolDays(day, days[^1]),
        Again = again,
    };

    private LessonLine Line(FindingView finding, ImmutableArray<string> parts, bool again) => new()
    {
        Teacher = finding.TeacherName,
        Class = finding.ClassName ?? "",
        ClassKind = finding.ClassKind ?? ClassKind.Class,
        Subject = finding.SubjectName,
        Number = finding.LessonNumber,
        Day = finding.Day,
        Parts = parts,
        SchoolDay = input.SchoolDays(finding.Day, days[^1]),
        Again = again,
    };

    private string Waiting(LessonOverview lesson)
    {
        var name = lesson.ClassKind is ClassKind.Class or ClassKind.Subgroup && lesson.SubjectName is { } subject ? $"{lesson.ClassName}, {SubjectPhrase.InSentence(subject)}" : lesson.ClassName;
        return lesson.Due is { } due ? $"{name}, {RussianDates.Moment(Local(due)!.Value, days)}" : name;
    }

    private void Note(IEnumerable<FindingView> findings, LetterSection? section)
    {
        foreach (var finding in findings)
        {
            told[finding.Id] = section ?? (WasTold(finding) ? LetterSection.Left : LetterSection.Missing);
            if (finding.Severity > Severity.Info)
            {
                listed.Add(finding);
            }
        }
    }

    private bool Mine(LessonOverview lesson) => input.Care.Covers(lesson.Grade, lesson.ClassKind);

    /// <summary>What was only counted has not been told.</summary>
    private bool WasTold(FindingView finding) =>
        input.Told.TryGetValue(finding.Id, out var section) && (section != LetterSection.Info || finding.Severity == Severity.Info);

    private bool WasThere(FindingView finding) =>
        input.Told.TryGetValue(finding.Id, out var section) && section is LetterSection.Fixed or LetterSection.Late;

    private static bool IsMissing(FindingView finding) => finding.Rule == EntryDeadline && finding.State == FindingState.Missing;

    private DateTimeOffset? Local(DateTimeOffset? moment) => moment is { } known ? TimeZoneInfo.ConvertTime(known, input.Zone) : null;
}

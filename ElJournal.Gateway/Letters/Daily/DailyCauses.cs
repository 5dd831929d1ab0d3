using System.Collections.Immutable;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Findings;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>Finds the causes behind many findings: a class without any record all day, or nearly the whole school.</summary>
internal sealed class DailyCauses(DailyLetterInput input, Func<LessonOverview, bool> mine)
{
    private readonly HashSet<(DateOnly Day, string Lesson)> explained = [];

    public ImmutableArray<Cause> All { get; private set; } = [];

    /// <param name="missing">Open findings of missing parts: an earlier day's cause is told as long as it has one.</param>
    /// <param name="wasTold">Whether an earlier letter told of the finding.</param>
    public DailyCauses Find(IEnumerable<FindingView> missing, Func<FindingView, bool> wasTold)
    {
        var open = missing.ToLookup(finding => (finding.Day, finding.LessonId));
        var causes = ImmutableArray.CreateBuilder<Cause>();
        foreach (var day in input.Earlier.Concat(input.Days))
        {
            var counted = day.Lessons.Where(lesson => lesson.Outcome != LessonOutcome.NotCounted).ToList();
            var silent = counted.Where(IsSilent).ToList();
            var own = silent.Where(mine).ToList();
            if (own.Count == 0)
            {
                continue;
            }

            explained.UnionWith(own.Select(lesson => (day.Day, lesson.LessonId)));
            if (!input.Days.Contains(day) && !own.Exists(lesson => open.Contains((day.Day, lesson.LessonId))))
            {
                continue;
            }

            if (silent.Count * 5 > counted.Count * 4 && silent.Select(lesson => lesson.RootClassId).Distinct(StringComparer.Ordinal).Count() > 1)
            {
                causes.Add(new Cause(null, day.Day, silent.Count, counted.Count, Told(day.Day, silent)));
                continue;
            }

            foreach (var group in own.GroupBy(lesson => lesson.RootClassId, StringComparer.Ordinal).OrderBy(group => Name(group), StringComparer.Ordinal))
            {
                causes.Add(new Cause(Name(group), day.Day, group.Count(), counted.Count(lesson => lesson.RootClassId == group.Key), Told(day.Day, group)));
            }
        }

        All = causes.ToImmutable();
        return this;

        bool Told(DateOnly day, IEnumerable<LessonOverview> lessons)
        {
            var findings = lessons.SelectMany(lesson => open[(day, lesson.LessonId)]).ToList();
            return findings.Count > 0 && findings.TrueForAll(finding => wasTold(finding));
        }
    }

    public bool Explains(DateOnly day, LessonOverview lesson) => explained.Contains((day, lesson.LessonId));

    public bool Explains(FindingView finding) => finding.LessonId is { } lesson && explained.Contains((finding.Day, lesson));

    private static bool IsSilent(LessonOverview lesson) => lesson.Outcome == LessonOutcome.Clarifying;

    /// <summary>The class's own name where one of its lessons is not a subgroup's.</summary>
    private static string Name(IEnumerable<LessonOverview> lessons) =>
        lessons.OrderBy(lesson => lesson.ClassId == lesson.RootClassId ? 0 : 1).ThenBy(lesson => lesson.ClassName, StringComparer.Ordinal).First().ClassName;
}

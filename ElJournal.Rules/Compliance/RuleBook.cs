using System.Collections.Immutable;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>Evaluates rules in one pass over sorted lessons. Allocates nothing per record unless there is something to say.</summary>
public sealed class RuleBook
{
    /// <summary>The grade of kindergarten groups: they move up and are counted, and no rule looks at them.</summary>
    internal const int Preschool = 0;

    private readonly ImmutableArray<IRule> _rules;

    /// <summary>Makes a book.</summary>
    public RuleBook(IReadOnlyList<IRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = [.. rules];
    }

    /// <summary>The rules.</summary>
    public IReadOnlyList<IRule> Rules => _rules;

    /// <summary>Judges the lessons.</summary>
    /// <param name="context">What judging knows besides the lessons.</param>
    /// <param name="lessons">Sorted by class (the root one), day and number; one object may be filled again and again.</param>
    /// <param name="sink">Takes what is found.</param>
    /// <param name="finalMarks">The final marks, in any order.</param>
    public void Evaluate(JudgingContext context, IEnumerable<LessonEntries> lessons, IFindingSink sink, IEnumerable<FinalMarkEntry>? finalMarks = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(lessons);
        ArgumentNullException.ThrowIfNull(sink);
        var runs = new IRuleRun[_rules.Length];
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i] = _rules[i].Start(context, sink);
        }

        var terms = Array.Exists(runs, run => run is ITermRun) ? new ClassTerms(context, sink) : null;

        GroupInfo? group = null;
        foreach (var lesson in lessons)
        {
            var classId = lesson.Lesson.ClassId;
            if (group is null || !string.Equals(group.Id, classId, StringComparison.Ordinal))
            {
                var next = context.Roster.Group(classId);
                if (group is not null && !string.Equals(next?.RootId, group.RootId, StringComparison.Ordinal))
                {
                    EndOfClass(runs, terms);
                }

                group = next;
            }

            if (group is null)
            {
                // Without a class there is no grade and no calendar; the gate keeps such records back by itself.
                sink.NotChecked(new NotChecked(classId, RecordKind.Lesson, lesson.Lesson.Day, NotCheckedReasons.UnknownClass));
                continue;
            }

            if (group.Grade == Preschool)
            {
                continue;
            }

            terms?.Add(lesson, group);
            foreach (var run in runs)
            {
                run.Examine(lesson, group);
            }
        }

        if (group is not null)
        {
            EndOfClass(runs, terms);
        }

        Examine(finalMarks, runs);
        foreach (var run in runs)
        {
            if (context.School is { } facts && run is ISchoolRun ofSchool)
            {
                ofSchool.Judge(facts);
            }

            run.EndOfRun();
        }
    }

    private static void Examine(IEnumerable<FinalMarkEntry>? finalMarks, IRuleRun[] runs)
    {
        var interested = runs.OfType<IFinalMarkRun>().ToList();
        if (finalMarks is null || interested.Count == 0)
        {
            return;
        }

        foreach (var mark in finalMarks)
        {
            interested.ForEach(run => run.Examine(mark));
        }
    }

    private static void EndOfClass(IRuleRun[] runs, ClassTerms? terms)
    {
        foreach (var run in runs)
        {
            if (terms is not null && run is ITermRun ofTerms)
            {
                ofTerms.EndOfClass(terms);
            }

            run.EndOfClass();
        }

        terms?.Clear();
    }
}

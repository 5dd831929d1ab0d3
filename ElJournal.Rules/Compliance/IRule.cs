using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>A rule: judges lessons one after another and tells a sink what it finds. Made once per settings, used by several threads.</summary>
public interface IRule
{
    /// <summary>What the rule is.</summary>
    RuleInfo Info { get; }

    /// <summary>Begins a run over sorted lessons.</summary>
    IRuleRun Start(JudgingContext context, IFindingSink sink);
}

/// <summary>One run of a rule. Lessons come sorted by class (with its subgroups), day and number; nothing of a lesson may be kept. A rule writes the steps that it needs.</summary>
public interface IRuleRun
{
    /// <summary>Looks at a lesson.</summary>
    void Examine(LessonEntries lesson, GroupInfo group)
    {
    }

    /// <summary>All lessons of the class have been seen.</summary>
    void EndOfClass()
    {
    }

    /// <summary>All lessons have been seen.</summary>
    void EndOfRun()
    {
    }
}

/// <summary>A run that also looks at what a class did in its terms, once all its lessons have been seen.</summary>
internal interface ITermRun
{
    /// <summary>All lessons of the class have been seen; nothing of the courses may be kept.</summary>
    void EndOfClass(ClassTerms terms);
}

/// <summary>A run that also looks at the school as a whole. Its findings name no class, and each run tells all that hold.</summary>
public interface ISchoolRun
{
    /// <summary>Looks at what is known beside lessons.</summary>
    void Judge(ISchoolFacts facts);
}

/// <summary>A run that looks at final marks as well. They come after all lessons.</summary>
public interface IFinalMarkRun
{
    /// <summary>Looks at a final mark.</summary>
    void Examine(in FinalMarkEntry mark);
}

/// <summary>How far a change can be felt: what has to be judged again together with a changed day of a class.</summary>
public enum Reach
{
    /// <summary>The day of the class.</summary>
    Day = 1,
    /// <summary>Its week (Monday to Sunday).</summary>
    Week = 2,
    /// <summary>Its term.</summary>
    Term = 3,
    /// <summary>The class's school year.</summary>
    Year = 4,
    /// <summary>Every class of the school.</summary>
    School = 5,
}

/// <summary>What a rule is.</summary>
/// <param name="Id">Its name in configuration and output.</param>
/// <param name="Title">Russian title.</param>
/// <param name="Reach">How far a change can be felt.</param>
/// <param name="Reads">The kinds of record it looks at.</param>
/// <param name="Version">Goes up whenever the same data may be judged differently.</param>
/// <param name="SettingsType">The type of its settings.</param>
/// <param name="LooksAtParallels">Whether what is entered in a class can be felt in the other classes of its grade.</param>
/// <param name="OnWhenNamed">Whether the rule, off by itself, is on as soon as the school's configuration names it.</param>
/// <param name="ForAdministrator">Whether its findings are the administrator's alone.</param>
public sealed record RuleInfo(string Id, string Title, Reach Reach, IReadOnlySet<RecordKind> Reads, int Version, Type SettingsType, bool LooksAtParallels = false, bool OnWhenNamed = false, bool ForAdministrator = false);

/// <summary>Takes what rules find.</summary>
public interface IFindingSink
{
    /// <summary>A finding that holds now.</summary>
    void Add(Finding finding);

    /// <summary>Something could not be judged. An earlier finding about it is neither confirmed nor refuted: leave it as it is.</summary>
    void NotChecked(NotChecked scope);

    /// <summary>The outcome of the class's day still depends on the clock or on read times: judge it again later even if nothing changes.</summary>
    void Unsettled(string rootClassId, DateOnly day);

    /// <summary>The outcome of the class's day still depends on the clock alone, and not before a moment: judge it again then.</summary>
    void Unsettled(string rootClassId, DateOnly day, DateTimeOffset until) => Unsettled(rootClassId, day);

    /// <summary>The outcome of the class's day hangs on a read: judge it again when the kind has been read again (of this day, if the kind has days).</summary>
    void Unsettled(string rootClassId, DateOnly day, RecordKind read) => Unsettled(rootClassId, day);

    /// <summary>A deadline has passed: hand it in through <see cref="JudgingContext.Kept"/> from now on. Who judges once need not.</summary>
    void Keep(KeptDeadline deadline)
    {
    }
}

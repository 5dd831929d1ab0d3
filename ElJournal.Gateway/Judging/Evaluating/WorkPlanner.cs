using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Evaluating;

/// <summary>Decides what is worth judging again: what changed, what the clock may have changed, and whatever those are felt in.</summary>
internal sealed class WorkPlanner(JudgingScene scene, IReadOnlyCollection<IRule> rules, IReadOnlyCollection<JudgedDayRow> judged)
{
    /// <summary>A vacation that begins within so many days lets off the last lesson before it.</summary>
    private const int VacationDays = 7;

    /// <param name="dirty">What changed since the last judging.</param>
    /// <param name="judgedAt">When that was.</param>
    public WorkSet Plan(IReadOnlyCollection<DirtyRow> dirty, DateTimeOffset judgedAt)
    {
        var work = new WorkSet();
        foreach (var row in dirty)
        {
            Add(work, row);
        }

        AddCompanions(work, dirty);
        AddParallels(work);
        AddWaiting(work);

        foreach (var (name, from, to) in scene.Doubtful(judgedAt))
        {
            foreach (var rootClass in name.Length == 0 ? scene.Classes : [name])
            {
                Add(work, rootClass, from, to);
            }
        }

        foreach (var outage in scene.Facts.Outages.Where(outage => outage.To >= judgedAt))
        {
            // It moves deadlines, those of a week's lessons at home at most.
            AddDays(work, scene.Facts.Calendar.DayOf(outage.From).AddDays(-7), scene.Facts.Calendar.DayOf(outage.To));
        }

        Widen(work);
        return work;
    }

    /// <summary>Adds what the clock or another read may have changed.</summary>
    private void AddWaiting(WorkSet work)
    {
        var (today, now) = (scene.Facts.Calendar.DayOf(scene.Facts.Now).DayNumber, scene.Facts.Now.ToStored());
        HashSet<(string Class, int Day)>? readAgain = null;
        foreach (var day in judged.Where(day => !day.Settled && day.Day <= today))
        {
            // A clock that goes back has said nothing about what was to come.
            if (day.Until is not { } until || until <= now || now < day.JudgedAt || (day.Reads != 0 && (readAgain ??= scene.ReadAgain(judged)).Contains((day.Class, day.Day))))
            {
                work.Add(day.Class, day.Day);
            }
        }
    }

    /// <summary>Adds the days on which the work's days can be felt.</summary>
    public void Widen(WorkSet work)
    {
        if (!work.Everything)
        {
            AddBeforeVacations(work);
            AddReach(work);
        }
    }

    /// <summary>Adds days of every class.</summary>
    public void AddDays(WorkSet work, DateOnly from, DateOnly to)
    {
        for (var day = Math.Max(from.DayNumber, scene.Days.From.DayNumber); day <= Math.Min(to.DayNumber, scene.Days.To.DayNumber); day++)
        {
            foreach (var name in scene.Classes)
            {
                work.Add(name, day);
            }
        }
    }

    private void Add(WorkSet work, DirtyRow row)
    {
        if (row.Class.Length == 0)
        {
            if (row.Day == 0)
            {
                work.AddEverything();
            }
            else
            {
                AddDays(work, DateOnly.FromDayNumber(row.Day), DateOnly.FromDayNumber(row.Day));
            }
        }
        else if (row.Day == 0)
        {
            work.AddClass(row.Class);
        }
        else if (scene.Days.Contains(DateOnly.FromDayNumber(row.Day)))
        {
            work.Add(row.Class, row.Day);
        }
    }

    /// <summary>Lessons given together are judged together, those that were and those that are.</summary>
    private void AddCompanions(WorkSet work, IReadOnlyCollection<DirtyRow> dirty)
    {
        // Of the changes themselves, not of the work: a class that is judged whole still has companions on the days on which its lessons changed.
        var changed = dirty.Where(row => row is { Class.Length: > 0, Day: not 0 } && scene.Days.Contains(DateOnly.FromDayNumber(row.Day))).Select(row => (row.Class, row.Day)).ToList();
        if (work.Everything || changed.Count == 0)
        {
            return;
        }

        var touched = new WorkSet();
        foreach (var (name, day) in changed)
        {
            touched.Add(name, day);
        }

        var were = judged.Where(day => day.Together).ToLookup(day => day.Day, day => day.Class);
        var timetable = scene.TimetableOf(touched.DaysWithin(scene.Days, andAfter: 0));
        foreach (var (name, day) in changed)
        {
            var companions = timetable.ClassesTogetherWith(name, DateOnly.FromDayNumber(day));
            foreach (var companion in were[day].Contains(name, StringComparer.Ordinal) ? companions.Concat(were[day]) : companions)
            {
                work.Add(companion, day);
            }
        }
    }

    /// <summary>How much a teacher has to check depends on the other classes of the grade.</summary>
    private void AddParallels(WorkSet work)
    {
        if (work.Everything || !rules.Any(rule => rule.Info.LooksAtParallels))
        {
            return;
        }

        foreach (var name in work.Whole.ToList())
        {
            foreach (var parallel in ParallelsOf(name))
            {
                work.AddClass(parallel);
            }
        }

        foreach (var (name, day) in work.Days.ToList())
        {
            foreach (var parallel in ParallelsOf(name))
            {
                work.Add(parallel, day);
            }
        }
    }

    private IEnumerable<string> ParallelsOf(string rootClass) => scene.Roster.Group(rootClass)?.Grade is { } grade
        ? scene.Classes.Where(name => name != rootClass && scene.Roster.Group(name)?.Grade == grade)
        : [];

    /// <summary>Whether a lesson is the last of its subject before a vacation depends on later ones.</summary>
    private void AddBeforeVacations(WorkSet work)
    {
        var groups = scene.Roster.Groups.ToLookup(group => group.RootId, StringComparer.Ordinal);
        foreach (var (name, number) in work.Days.ToList())
        {
            var day = DateOnly.FromDayNumber(number);
            foreach (var group in groups[name].DefaultIfEmpty(null))
            {
                if (scene.Facts.Calendar.VacationBeginning(group, day, VacationDays + 1) is { } vacation)
                {
                    for (var earlier = vacation.DayNumber - VacationDays; earlier < number; earlier++)
                    {
                        work.Add(name, earlier);
                    }
                }
            }
        }
    }

    private void AddReach(WorkSet work)
    {
        var reach = rules.Count == 0 ? Reach.Day : rules.Max(rule => rule.Info.Reach);
        if (work.IsEmpty || reach == Reach.Day)
        {
            return;
        }

        if (reach == Reach.School)
        {
            work.AddEverything();
            return;
        }

        foreach (var (name, number) in work.Days.ToList())
        {
            switch (reach)
            {
                case Reach.Week:
                    var day = DateOnly.FromDayNumber(number);
                    var monday = number - (((int)day.DayOfWeek + 6) % 7);
                    Add(work, name, monday, monday + 6);
                    break;
                case Reach.Term when TermsOf(name, DateOnly.FromDayNumber(number)) is { Count: > 0 } terms:
                    Add(work, name, terms.Min(term => term.Start.DayNumber), terms.Max(term => term.End.DayNumber));
                    break;
                default:
                    work.AddClass(name);
                    break;
            }
        }
    }

    /// <summary>The terms that the class has on the day, in any subject, and those that overlap them: a term is judged as a whole or not at all.</summary>
    private List<Term> TermsOf(string rootClass, DateOnly day)
    {
        var policy = scene.Facts.School.Policy;
        var kinds = policy.Terms.Where(term => term.Subject is not null).Select(term => term.Kind)
            .Append(policy.TermsOf(scene.Roster.Group(rootClass)?.Grade))
            .ToHashSet();
        var all = scene.Roster.Terms.Where(term => kinds.Contains(term.TermKind)).ToList();
        var found = all.FindAll(term => term.Contains(day));
        for (var before = -1; before != found.Count;)
        {
            before = found.Count;
            found = all.FindAll(term => found.Exists(other => other.Start <= term.End && term.Start <= other.End));
        }

        return found;
    }

    private static void Add(WorkSet work, string name, int from, int to)
    {
        for (var day = from; day <= to; day++)
        {
            work.Add(name, day);
        }
    }
}

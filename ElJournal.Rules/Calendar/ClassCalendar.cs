using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Calendar;

/// <summary>The calendar as it holds for one group.</summary>
internal sealed class ClassCalendar
{
    private readonly HashSet<DateOnly> _daysOff;
    private readonly HashSet<DateOnly> _extra;
    private readonly List<DayRange> _vacations;
    private readonly List<ClassDays> _classDays;
    private readonly bool[] _working = new bool[7];

    public ClassCalendar(CalendarSettings settings, GroupInfo? group)
    {
        _daysOff = [.. settings.DaysOff];
        _extra = [.. settings.ExtraWorkingDays];
        _vacations = [.. settings.Vacations];
        var working = settings.WorkingDays;
        if (group is not null)
        {
            foreach (var change in settings.Overrides.Where(change => Means(change, group)))
            {
                working = change.WorkingDays ?? working;
                _daysOff.UnionWith(change.DaysOff);
                _extra.UnionWith(change.ExtraWorkingDays);
                _vacations.AddRange(change.Vacations);
            }
        }

        foreach (var day in working)
        {
            _working[(int)day] = true;
        }

        _classDays = [.. settings.ClassDays.Where(days => days.Classes.IsDefaultOrEmpty || (group is not null && Names(days.Classes, group)))];
    }

    public DayKind KindOf(DateOnly day)
    {
        if (_extra.Count == 0 || !_extra.Contains(day))
        {
            foreach (var vacation in _vacations)
            {
                if (vacation.Contains(day))
                {
                    return DayKind.Vacation;
                }
            }

            if (!_working[(int)day.DayOfWeek] || _daysOff.Contains(day))
            {
                return DayKind.DayOff;
            }
        }

        for (var i = _classDays.Count - 1; i >= 0; i--)
        {
            if (_classDays[i].Days.Contains(day))
            {
                return _classDays[i].Kind;
            }
        }

        return DayKind.Open;
    }

    public DateOnly? VacationBeginning(DateOnly day, int withinDays)
    {
        DateOnly? first = null;
        foreach (var vacation in _vacations)
        {
            var ahead = vacation.From.DayNumber - day.DayNumber;
            if (ahead > 0 && ahead <= withinDays && (first is null || vacation.From < first))
            {
                first = vacation.From;
            }
        }

        return first;
    }

    private static bool Means(CalendarOverride change, GroupInfo group) =>
        (group.Grade is { } grade && change.Grades.Contains(grade)) || Names(change.Classes, group);

    private static bool Names(IEnumerable<string> classes, GroupInfo group) =>
        classes.Any(name => ClassName.Same(name, group.Name) || ClassName.Same(name, group.Root.Name));
}

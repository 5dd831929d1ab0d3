using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Scheduling;

/// <summary>The schedules of the schools that there are now.</summary>
internal sealed class ScheduleBook(SchoolDirectory schools)
{
    private (IReadOnlyList<SchoolRuntime> Schools, IReadOnlyList<ScheduleEntry> Schedules) last = ([], []);

    public IReadOnlyList<ScheduleEntry> Current
    {
        get
        {
            var known = last;
            var now = schools.All;
            if (!ReferenceEquals(known.Schools, now))
            {
                last = known = (now, ScheduleTable.Build(now.Select(school => (school.Options, school.Zone))));
            }

            return known.Schedules;
        }
    }
}

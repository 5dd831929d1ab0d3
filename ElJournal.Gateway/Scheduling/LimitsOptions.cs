using System.ComponentModel.DataAnnotations;

namespace ElJournal.Gateway.Scheduling;

/// <summary>How the worker shares itself among schools, so that a slow, broken or enormous one delays no other.</summary>
internal sealed class LimitsOptions
{
    /// <summary>How many schools are worked on at once. Each has one of these places, however much it has to do.</summary>
    /// <value>Default 8, 1 to 64.</value>
    [Range(1, 64)]
    public int SideBySide { get; set; } = 8;

    /// <summary>How many schools that read from one and the same host are worked on at once; the other places are for schools of other hosts and of files.</summary>
    /// <value>Default 4, 1 to 64.</value>
    [Range(1, 64)]
    public int PerHost { get; set; } = 4;

    /// <summary>How long a school keeps its place. Then it goes on beside the others, as many as there are places; one more, and the one that has run longest is stopped and tried later.</summary>
    /// <value>Default ten minutes; ten seconds to a day.</value>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SchoolTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A school that has run for so long is stopped and tried later, even when there is room.</summary>
    /// <value>Default two hours; one minute to a day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan LongestTime { get; set; } = TimeSpan.FromHours(2);
}

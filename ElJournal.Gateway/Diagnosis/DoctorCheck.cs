namespace ElJournal.Gateway.Diagnosis;

/// <summary>What was looked at, and how it is.</summary>
/// <param name="Area">One of <see cref="DoctorArea"/>.</param>
/// <param name="School">The school; <see langword="null"/> for what concerns all.</param>
/// <param name="Subject">What of the area: a job, a route, a folder.</param>
/// <param name="Status">How it is.</param>
/// <param name="Message">Russian: what was seen.</param>
/// <param name="Next">Russian: what to do; <see langword="null"/> when there is nothing to be done.</param>
internal sealed record DoctorCheck(string Area, string? School, string Subject, DoctorStatus Status, string Message, string? Next = null)
{
    public static DoctorCheck Good(string area, string? school, string subject, string message) => new(area, school, subject, DoctorStatus.Ok, message);

    public static DoctorCheck Doubtful(string area, string? school, string subject, string message, string next) => new(area, school, subject, DoctorStatus.Warning, message, next);

    public static DoctorCheck Bad(string area, string? school, string subject, string message, string next) => new(area, school, subject, DoctorStatus.Problem, message, next);
}

internal enum DoctorStatus
{
    Ok = 1,

    /// <summary>Works, and somebody should look.</summary>
    Warning,

    /// <summary>Does not work.</summary>
    Problem,
}

/// <summary>What is looked at, in this order; the names are those of <c>--json</c>.</summary>
internal static class DoctorArea
{
    public const string Clock = "clock";
    public const string Configuration = "configuration";
    public const string Database = "database";
    public const string Adapter = "adapter";
    public const string Portal = "portal";
    public const string Mail = "mail";
    public const string Disk = "disk";
    public const string Job = "job";
    public const string Machine = "machine";
}

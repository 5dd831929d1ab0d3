using System.Globalization;

namespace ElJournal.Gateway.Ledger;

/// <summary>A process that holds a lease. Tells whether it is still there, so that nobody waits for a process that was killed.</summary>
/// <param name="Machine">Its machine.</param>
/// <param name="Process">Its number there.</param>
/// <param name="Start">What tells it from a later process of the same number, in the operating system's own unit; 0 for unknown.</param>
internal sealed record LeaseHolder(string? Machine, int Process, long Start)
{
    /// <summary>This process.</summary>
    public static LeaseHolder Me { get; } = new(Environment.MachineName, Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>Whether the process is known to have ended. Of other machines nobody knows.</summary>
    public bool HasEnded() =>
        string.Equals(Machine, Environment.MachineName, StringComparison.Ordinal) && Process > 0 && Start != 0 && StartOf(Process) != Start;

    private static long? StartOf(int process)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // The kernel's own count: Process.StartTime is worked out from the clock and differs between readers.
                var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
            }

            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException or InvalidOperationException or FormatException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

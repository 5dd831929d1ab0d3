using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Scheduling;

/// <summary>The host that a school's journal is read from.</summary>
internal static class SourceHost
{
    /// <summary>The authority of the first web address among the source's settings; <see langword="null"/> where there is none: the journal lies in files or a database.</summary>
    public static string? Of(SchoolRuntime school, DateOnly day) => school.Options.Source.Count == 0 ? null : school.SourceFor(day).Settings.Values
        .Select(value => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.GetLeftPart(UriPartial.Authority) : null)
        .FirstOrDefault(host => host is not null);
}

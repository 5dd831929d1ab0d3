using System.Globalization;
using System.Text.RegularExpressions;
using ElJournal.Adapters.Paragraf.Mapping;

namespace ElJournal.Adapters.Paragraf.Backup;

/// <summary>What a failed backup means. gbak's own words may name hosts and users, so they are read and not passed on.</summary>
internal static partial class GbakFailures
{
    public static AdapterException OfExit(string database, string step, GbakResult result)
    {
        var (failure, instruction) =
            DiskFull().IsMatch(result.Words) ? (AdapterFailure.Temporary, Texts.BackupDiskFull)
            : Credentials().IsMatch(result.Words) ? (AdapterFailure.Permanent, Texts.BackupCredentials)
            : Unreachable().IsMatch(result.Words) ? (AdapterFailure.Temporary, Texts.BackupUnreachable)
            : NotThere().IsMatch(result.Words) ? (AdapterFailure.Permanent, Texts.BackupNotThere)
            : (AdapterFailure.Permanent, Texts.BackupFailed);
        return new AdapterException(failure, $"gbak ended with {result.ExitCode.ToString(CultureInfo.InvariantCulture)} in the {step} of database {database}; no backup set was made.", MappingNode.Format(instruction, database));
    }

    public static AdapterException Empty(string database) =>
        new(AdapterFailure.Permanent, $"gbak ended with 0, but the copy of database {database} is empty; no backup set was made.", MappingNode.Format(Texts.BackupEmpty, database));

    public static AdapterException NotRestored(string database) =>
        new(AdapterFailure.Permanent, $"gbak ended with 0, but the copy of database {database} did not become a database again; no backup set was made.", MappingNode.Format(Texts.BackupNotRestored, database));

    public static AdapterException OfDisk(IOException cause) =>
        new(AdapterFailure.Temporary, $"The backup could not be written ({cause.GetType().Name}); no backup set was made.", MappingNode.Format(Texts.BackupDiskFull, "–"), innerException: cause);

    [GeneratedRegex("no space left|disk full|not enough space|There is not enough space", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DiskFull();

    [GeneratedRegex("user name and password|password are not defined|no permission|login", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Credentials();

    [GeneratedRegex("network request|connection (refused|rejected|lost|shutdown)|unavailable database|connection timed out", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unreachable();

    [GeneratedRegex("No such file|cannot find the (file|path)|does not exist", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotThere();
}

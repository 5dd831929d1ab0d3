using System.Globalization;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>Which device a folder lies on, and how much room there is.</summary>
internal class StorageDevices
{
    /// <summary>The device: on Linux the disk behind the partition, elsewhere the volume. Two partitions of one disk are one device where the system says so.</summary>
    public virtual string DeviceOf(string directory) =>
        OperatingSystem.IsLinux() && File.Exists("/proc/self/mountinfo") ? LinuxDevice(Path.GetFullPath(directory)) : Path.GetPathRoot(Path.GetFullPath(directory)) ?? directory;

    public virtual long FreeBytes(string directory) => new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;

    private static string LinuxDevice(string directory)
    {
        var real = Directory.Exists(directory) ? new DirectoryInfo(directory).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? directory : directory;
        var mount = File.ReadLines("/proc/self/mountinfo")
            .Select(line => line.Split(' '))
            .Where(fields => fields.Length > 4)
            .Select(fields => (Device: fields[2], Point: Unescaped(fields[4])))
            .Where(mount => mount.Point == "/" || real == mount.Point || real.StartsWith(mount.Point + "/", StringComparison.Ordinal))
            .OrderBy(mount => mount.Point.Length)
            .LastOrDefault();
        return Disk(mount.Device) ?? mount.Device ?? "/";
    }

    /// <summary>The disk that a partition belongs to, by its folder in the system's own tree.</summary>
    private static string? Disk(string? device)
    {
        var folder = new DirectoryInfo($"/sys/dev/block/{device}");
        return folder.Exists && folder.ResolveLinkTarget(returnFinalTarget: true) is { } real && File.Exists(Path.Combine(real.FullName, "partition"))
            ? Path.GetDirectoryName(real.FullName)
            : null;
    }

    /// <summary>Blanks and the like stand as octal numbers behind a backslash.</summary>
    private static string Unescaped(string text) => !text.Contains('\\', StringComparison.Ordinal)
        ? text
        : string.Concat(text.Split('\\').Select((part, index) =>
            index > 0 && part.Length >= 3 ? (char)(((part[0] - '0') * 64) + ((part[1] - '0') * 8) + (part[2] - '0')) + part[3..] : part.ToString(CultureInfo.InvariantCulture)));
}

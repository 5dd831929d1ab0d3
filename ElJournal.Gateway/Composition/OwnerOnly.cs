using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace ElJournal.Gateway.Composition;

/// <summary>What the program writes holds personal data, so only its own user may read it. On Windows a new file has the rights of its folder, and a new folder is made for its owner only.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Takes the rights of group and others from all that this process and its children will create, whoever's code creates it: the database's side files, reports, temporary files.</summary>
    public static void ForWholeProcess()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = ModeMask(Convert.ToUInt32("77", 8));
        }
    }

    /// <summary>Makes the folder where it is missing.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            CreateOnWindows(Path.GetFullPath(path));
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }
    }

    /// <summary>A new file, or an old one emptied, for writing.</summary>
    public static FileStream Create(string path, FileMode mode = FileMode.Create)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes a file so that it is seen whole or not at all, and survives a power cut once this returns.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".tmp";
        using (var stream = Create(temporary))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Takes rights from everybody else where somebody has given them.</summary>
    public static void Restrict(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var allowed = Directory.Exists(path) ? OwnerFolder : OwnerFile;
        if ((File.GetUnixFileMode(path) & ~allowed) is not UnixFileMode.None)
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & allowed);
        }
    }

    /// <summary>A folder that inherits nothing and gives rights to the process's user only, in it and below. One that is there already keeps its rights, and one in a folder that is closed to people in general inherits from that: the service's account and the administrator who types commands are two.</summary>
    [SupportedOSPlatform("windows")]
    private static void CreateOnWindows(string path)
    {
        if (Directory.Exists(path) || WindowsIdentity.GetCurrent().User is not { } owner)
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (Path.GetDirectoryName(path) is { } parent)
        {
            Directory.CreateDirectory(parent);
            if (!IsOpenOnWindows(parent))
            {
                Directory.CreateDirectory(path);
                return;
            }
        }

        var rights = new DirectorySecurity();
        rights.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        rights.AddAccessRule(new FileSystemAccessRule(owner, FileSystemRights.FullControl, InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit, PropagationFlags.None, AccessControlType.Allow));
        rights.CreateDirectory(path);
    }

    /// <summary>Whether what is made in the folder can be got into by people in general.</summary>
    [SupportedOSPlatform("windows")]
    private static bool IsOpenOnWindows(string folder)
    {
        WellKnownSidType[] peopleInGeneral = [WellKnownSidType.WorldSid, WellKnownSidType.BuiltinUsersSid, WellKnownSidType.AuthenticatedUserSid, WellKnownSidType.InteractiveSid, WellKnownSidType.BuiltinGuestsSid, WellKnownSidType.NetworkSid];
        foreach (FileSystemAccessRule rule in new DirectoryInfo(folder).GetAccessControl().GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier)))
        {
            if (rule.AccessControlType == AccessControlType.Allow && rule.InheritanceFlags != InheritanceFlags.None && rule.IdentityReference is SecurityIdentifier who)
            {
                foreach (var people in peopleInGeneral)
                {
                    if (who.IsWellKnown(people))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint ModeMask(uint mask);
}

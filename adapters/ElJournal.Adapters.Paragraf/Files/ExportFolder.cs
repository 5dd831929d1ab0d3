using System.IO.Enumeration;
using ElJournal.Adapters.Paragraf.Mapping;

namespace ElJournal.Adapters.Paragraf.Files;

/// <summary>The folder and the files in it that a mapping means.</summary>
internal static class ExportFolder
{
    /// <summary>The files of an entity, by name.</summary>
    /// <exception cref="AdapterException">The folder is not there or may not be read.</exception>
    public static IReadOnlyList<string> FilesOf(string directory, FileRule rule)
    {
        try
        {
            // «~$…» is what a spreadsheet program leaves beside a file that is open in it.
            return [.. Directory.EnumerateFiles(directory).Where(path => Path.GetFileName(path) is var name && !name.StartsWith("~$", StringComparison.Ordinal) && FileSystemName.MatchesSimpleExpression(rule.Pattern, name)).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException cause)
        {
            throw new AdapterException(AdapterFailure.Permanent, "The folder of exported files does not exist.", Texts.FolderMissing, innerException: cause);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new AdapterException(AdapterFailure.Permanent, "The folder of exported files may not be read.", Texts.FolderForbidden, innerException: cause);
        }
        catch (IOException cause)
        {
            throw new AdapterException(AdapterFailure.Temporary, "The folder of exported files cannot be read.", Texts.FolderUnreachable, innerException: cause);
        }
    }
}

using System.Globalization;
using System.Text;
using ElJournal.Adapters.Files.Csv;
using ElJournal.Adapters.Tabular.Rows;
using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Files.Reading;

/// <summary>The folder and which of its files are there.</summary>
internal sealed class JournalFolder
{
    private readonly Dictionary<string, string> paths;

    private JournalFolder(Dictionary<string, string> paths, bool isExtract)
    {
        this.paths = paths;
        IsExtract = isExtract;
    }

    /// <summary>Whether the gateway itself wrote the files, for people with spreadsheets: texts that begin like formulas have an apostrophe more.</summary>
    public bool IsExtract { get; }

    /// <summary>The file that marks an extract of the gateway's backups.</summary>
    private const string ExtractMark = "eljournal-extract.json";

    /// <summary>Looks at the folder.</summary>
    /// <exception cref="AdapterException">It is not there, may not be read, or holds none of the files.</exception>
    public static JournalFolder Open(string directory)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var path in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(path);
                if (Tables.All.FirstOrDefault(table => table.FileName.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } table && (name == table.FileName || !found.ContainsKey(name)))
                {
                    found[name] = path;
                }
            }
        }
        catch (DirectoryNotFoundException cause)
        {
            throw new AdapterException(AdapterFailure.Permanent, "The folder of CSV files does not exist.", Named(Texts.FolderMissing), innerException: cause);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new AdapterException(AdapterFailure.Permanent, "The folder of CSV files may not be read.", Named(Texts.FolderForbidden), innerException: cause);
        }
        catch (IOException cause) when (File.Exists(directory))
        {
            throw new AdapterException(AdapterFailure.Permanent, "The folder of CSV files is a file.", Named(Texts.FolderMissing), innerException: cause);
        }
        catch (IOException cause)
        {
            throw new AdapterException(AdapterFailure.Temporary, "The folder of CSV files cannot be read.", Named(Texts.FolderUnreachable), innerException: cause);
        }

        return found.Count > 0
            ? new JournalFolder(found, File.Exists(Path.Combine(directory, ExtractMark)))
            : throw new AdapterException(AdapterFailure.Permanent, "The folder of CSV files holds none of the expected files.", Named(Texts.FolderEmpty));

        string Named(string instruction) => string.Format(CultureInfo.InvariantCulture, instruction, directory);
    }

    public bool Has(Table table) => paths.ContainsKey(table.FileName);

    /// <summary>Opens a file that the folder has.</summary>
    public SourceFile OpenFile(Table table, CancellationToken cancellationToken) => SourceFile.Open(paths[table.FileName], cancellationToken);

    /// <summary>Whether a file's header names the column; reads no more than the file's beginning.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public bool HeaderHas(Table table, string column)
    {
        if (!paths.TryGetValue(table.FileName, out var path))
        {
            return false;
        }

        // Names of columns are ASCII, so the encoding matters only where a byte order mark says so.
        var text = new StreamReader(SourceFile.OpenShared(path), Encoding.UTF8);
        using var csv = CsvTable.TryOpen(text, table.Columns, _ => { }, _ => { }, out _, CancellationToken.None);
        return csv is not null && table.Columns.Select((known, i) => known.Name == column && csv.PlaceOf(i) >= 0).Any(found => found);
    }
}

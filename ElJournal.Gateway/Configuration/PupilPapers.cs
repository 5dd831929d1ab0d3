using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ElJournal.Gateway.Configuration.Checks;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration;

/// <summary>A paper that a pupil's parents sign.</summary>
internal enum PupilPaper
{
    /// <summary>The application for keeping the diary electronically.</summary>
    Application = 1,
    /// <summary>The consent to the processing of personal data.</summary>
    Consent = 2,
}

/// <summary>What became of a school's list of papers.</summary>
/// <param name="Papers">The list; <see langword="null"/> where there is none, or none that can be read.</param>
/// <param name="IsUnread">Whether the school names a list that cannot be read: what it would say is not checked.</param>
/// <param name="Barred">By name the routes that must not send anything, and why: without the list nobody knows about whom they may.</param>
internal sealed record PapersReading(PupilPapers? Papers, bool IsUnread, ImmutableDictionary<string, string> Barred)
{
    /// <summary>A school that keeps no list.</summary>
    public static PapersReading None { get; } = new(null, IsUnread: false, ImmutableDictionary<string, string>.Empty);
}

/// <summary>Whose papers the school has, by the list that it keeps: no journal shows them. Both the class teacher's review and the routes go by it.</summary>
/// <param name="Listed">The papers that the list speaks of.</param>
/// <param name="OnFile">The pupils of the list with the papers that are there.</param>
internal sealed record PupilPapers(ImmutableArray<PupilPaper> Listed, ImmutableDictionary<string, ImmutableArray<PupilPaper>> OnFile)
{
    private const string PupilColumn = "studentId";
    private const int MostMistakes = 10;

    private static readonly string[] Yes = ["да", "есть", "yes", "true", "1", "+"];
    private static readonly string[] No = ["", "нет", "no", "false", "0", "-", "–", "—"];
    private static readonly string[] Days = ["yyyy-MM-dd", "dd.MM.yyyy"];

    /// <summary>Whether the paper is there.</summary>
    public bool Has(string pupil, PupilPaper paper) => OnFile.TryGetValue(pupil, out var papers) && papers.Contains(paper);

    /// <summary>The pupils whose papers are all there.</summary>
    public IEnumerable<string> With(IReadOnlyCollection<PupilPaper> papers) => OnFile.Where(pupil => papers.All(pupil.Value.Contains)).Select(pupil => pupil.Key);

    /// <summary>Reads a school's list, where it names one, and puts what it says into the routes that ask for papers.</summary>
    /// <param name="report">Takes what is wrong in the configuration itself.</param>
    /// <param name="warnings">Takes what is wrong in the list: a slip in a table must not stop the reading of a journal, only what goes by the table.</param>
    public static PapersReading Of(SchoolOptions school, string directory, Report report, Report warnings)
    {
        PupilPapers? papers = null;
        var unread = new Report([], warnings.At(nameof(school.PapersFile)).Path);
        if (school.PapersFile is { } named && report.At(nameof(school.PapersFile)).Require(named))
        {
            papers = Read(Path.GetFullPath(named, directory), unread);
            warnings.Mistakes.AddRange(unread.Mistakes);
        }

        var barred = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

        for (var i = 0; i < school.Routes.Count; i++)
        {
            var route = school.Routes[i];
            if (route.RequiredPapers.Count == 0)
            {
                continue;
            }

            var at = report.At(nameof(school.Routes)).At(i).At(nameof(route.RequiredPapers));
            if (school.PapersFile is null)
            {
                at.Add(ConfigurationTexts.PapersMissing);
            }
            else if (papers is null)
            {
                barred[route.Name] = unread.Mistakes.FirstOrDefault()?.Message ?? ConfigurationTexts.SettingMissing;
            }
            else if (route.RequiredPapers.Except(papers.Listed).Select(Column).ToList() is { Count: > 0 } unknown)
            {
                barred[route.Name] = Phrase.Of(ConfigurationTexts.PapersColumnMissing, string.Join(", ", unknown));
                warnings.At(nameof(school.Routes)).At(i).At(nameof(route.RequiredPapers)).Add(barred[route.Name]);
            }
            else
            {
                var with = papers.With([.. route.RequiredPapers]);
                route.OnlyPupils = [.. route.OnlyPupils is { } only ? with.Intersect(only, StringComparer.Ordinal) : with];
            }
        }

        return new PapersReading(papers, IsUnread: papers is null && school.PapersFile is not null, barred.ToImmutable());
    }

    private static PupilPapers? Read(string file, Report report)
    {
        try
        {
            // A spreadsheet may have the file open.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return Parse(text.ReadToEnd(), file, report);
        }
        catch (DecoderFallbackException)
        {
            report.Add(Phrase.Of(ConfigurationTexts.PapersEncoding, file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            report.Add(Phrase.Of(ConfigurationTexts.PapersUnreadable, file));
        }
        catch (CsvHelperException failure)
        {
            report.Add(Phrase.Of(ConfigurationTexts.PapersNoTable, file, failure.Context?.Parser?.RawRow ?? 1));
        }

        return null;
    }

    private static PupilPapers? Parse(string text, string file, Report report)
    {
        var delimiter = text.AsSpan(0, Math.Max(0, text.AsSpan().IndexOfAny('\r', '\n'))).Contains(';') ? ";" : ",";
        using var csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter, TrimOptions = TrimOptions.Trim, MissingFieldFound = null, IgnoreBlankLines = true });
        var columns = csv.Read() && csv.ReadHeader() ? csv.HeaderRecord! : [];
        var listed = Enum.GetValues<PupilPaper>().Where(paper => columns.Contains(Column(paper), StringComparer.OrdinalIgnoreCase)).ToImmutableArray();
        if (!columns.Contains(PupilColumn, StringComparer.OrdinalIgnoreCase) || listed.IsEmpty)
        {
            report.Add(Phrase.Of(ConfigurationTexts.PapersColumnsExpected, file, PupilColumn));
            return null;
        }

        int Place(string name) => Array.FindIndex(columns, column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase));
        var (pupilAt, papersAt) = (Place(PupilColumn), listed.Select(paper => (Paper: paper, At: Place(Column(paper)))).ToList());
        var found = ImmutableDictionary.CreateBuilder<string, ImmutableArray<PupilPaper>>(StringComparer.Ordinal);
        var mistakes = new List<string>();
        while (csv.Read())
        {
            var pupil = csv.GetField(pupilAt) ?? "";
            if (pupil.Length == 0)
            {
                mistakes.Add(Phrase.Of(ConfigurationTexts.PapersWithoutStudent, csv.Parser.RawRow, PupilColumn));
                continue;
            }

            var papers = ImmutableArray.CreateBuilder<PupilPaper>();
            foreach (var (paper, at) in papersAt)
            {
                if (IsThere(csv.GetField(at) ?? "") is not { } there)
                {
                    mistakes.Add(Phrase.Of(ConfigurationTexts.PapersValueExpected, csv.Parser.RawRow, Column(paper), csv.GetField(at)));
                }
                else if (there)
                {
                    papers.Add(paper);
                }
            }

            if (!found.TryAdd(pupil, papers.ToImmutable()))
            {
                mistakes.Add(Phrase.Of(ConfigurationTexts.PapersStudentRepeated, csv.Parser.RawRow, pupil));
            }
        }

        if (found.Count == 0 && mistakes.Count == 0)
        {
            // Taken at its word, an empty list would take every pupil away from the portal.
            mistakes.Add(ConfigurationTexts.PapersEmpty);
        }

        foreach (var mistake in mistakes.Take(MostMistakes))
        {
            report.Add(Phrase.Of(ConfigurationTexts.PapersAt, file, mistake));
        }

        return mistakes.Count == 0 ? new PupilPapers(listed, found.ToImmutable()) : null;
    }

    private static bool? IsThere(string text) =>
        Yes.Contains(text, StringComparer.OrdinalIgnoreCase) || DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? true
        : No.Contains(text, StringComparer.OrdinalIgnoreCase) ? false
        : null;

    private static string Column(PupilPaper paper) => paper == PupilPaper.Application ? "application" : "consent";
}

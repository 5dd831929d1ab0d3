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
    /// <returns><see langword="null"/> where there is none, or none that can be read: that is among the mistakes.</returns>
    public static PupilPapers? Of(SchoolOptions school, string directory, Report report)
    {
        PupilPapers? papers = null;
        if (school.PapersFile is { } named)
        {
            var at = report.At(nameof(school.PapersFile));
            papers = at.Require(named) ? Read(Path.GetFullPath(named, directory), at) : null;
        }

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
            else if (papers is not null && route.RequiredPapers.Except(papers.Listed).Select(Column).ToList() is { Count: > 0 } unknown)
            {
                at.Add(Phrase.Of(ConfigurationTexts.PapersColumnMissing, string.Join(", ", unknown)));
            }
            else if (papers is not null)
            {
                var with = papers.With([.. route.RequiredPapers]);
                route.OnlyPupils = [.. route.OnlyPupils is { } only ? with.Intersect(only, StringComparer.Ordinal) : with];
            }
        }

        return papers;
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

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.People;

/// <summary>Takes a person's name out of texts that others keep: with given name or initials, before or after, in any case of the declension. In doubt it takes a namesake out too.</summary>
internal sealed partial class NameMask
{
    private readonly Regex? names;

    private NameMask(Regex? names, IReadOnlyList<string> stems)
    {
        this.names = names;
        Stems = stems;
    }

    /// <summary>What a text must contain to be worth a closer look.</summary>
    public IReadOnlyList<string> Stems { get; }

    public static NameMask Of(IEnumerable<JournalRecord> cards)
    {
        var patterns = new List<string>();
        var stems = new List<string>();
        foreach (var (family, given, middle, contacts) in cards.Select(Parts))
        {
            stems.Add(Stem(family));
            stems.AddRange(contacts);
            patterns.AddRange(contacts.Select(contact => $@"(?<![\w.@+-]){Regex.Escape(contact)}(?![\w@-])"));
            var name = $@"{Word(family)}";
            const string Space = @"(?:\s|\u00A0)";
            if (given is null)
            {
                patterns.Add($@"(?<!\p{{L}}){name}");
                continue;
            }

            var first = $@"(?:{Word(given)}|{Regex.Escape(given[..1])}\.)" + (middle is null ? "" : $@"(?:{Space}*(?:{Word(middle)}|{Regex.Escape(middle[..1])}\.))?");
            patterns.Add($@"(?<!\p{{L}}){name}{Space}+{first}");
            patterns.Add($@"(?<!\p{{L}}){first}{Space}*{name}");
        }

        return new NameMask(
            patterns.Count == 0 ? null : new Regex(string.Join('|', patterns.Distinct(StringComparer.Ordinal)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)),
            [.. stems.Distinct(StringComparer.Ordinal)]);
    }

    public bool IsIn(string text) => names?.IsMatch(text) == true;

    /// <summary>The text without the name; the same object where it does not stand there.</summary>
    public string Of(string text) => IsIn(text) ? names!.Replace(text, Texts.Masked) : text;

    /// <summary>As <see cref="Of(string)"/>, where letters may be written as references.</summary>
    public string OfMarkup(string markup)
    {
        var plain = Reference().Replace(markup, match => int.Parse(match.ValueSpan[3..^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var code and (>= 0x400 and < 0x530 or 0xA0) ? ((char)code).ToString() : match.Value);
        return IsIn(plain) ? names!.Replace(plain, Texts.Masked) : markup;
    }

    [GeneratedRegex("&#x[0-9A-Fa-f]{1,5};", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Reference();

    private static (string Family, string? Given, string? Middle, IReadOnlyList<string> Contacts) Parts(JournalRecord card) => card switch
    {
        Student student => (student.FamilyName, student.GivenName, student.MiddleName, [.. new[] { student.Email, student.Phone }.OfType<string>()]),
        Teacher teacher => (teacher.FamilyName, teacher.GivenName, teacher.MiddleName, [.. new[] { teacher.Email }.OfType<string>()]),
        _ => throw new ArgumentOutOfRangeException(nameof(card), card.Kind, "Not a person."),
    };

    /// <summary>The word in any case: its last vowel gives way to another ending.</summary>
    private static string Word(string name) => Yo(Regex.Escape(Stem(name))) + @"\p{L}{0,4}(?!\p{L})";

    private static string Stem(string name) => name.Length > 3 && "аяоейьыиАЯОЕЙЬЫИ".Contains(name[^1], StringComparison.Ordinal) ? name[..^1] : name;

    private static string Yo(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        foreach (var letter in pattern)
        {
            text.Append(letter switch { 'е' or 'ё' => "[её]", 'Е' or 'Ё' => "[ЕЁ]", _ => letter.ToString() });
        }

        return text.ToString();
    }
}

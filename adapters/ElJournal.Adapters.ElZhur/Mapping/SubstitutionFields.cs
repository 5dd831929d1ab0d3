using System.Globalization;
using System.Text.RegularExpressions;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>By which names <c>getreplaces</c> says what. That its rows are like lessons is all that is public; who is replaced stands under a name that only an answer of the school's own journal tells.</summary>
internal sealed partial record SubstitutionFields
{
    /// <summary>The name of who was to give the lesson.</summary>
    public string? Replaced { get; init; }

    /// <summary>The id of who was to give the lesson.</summary>
    public string? ReplacedId { get; init; }

    /// <summary>The name of who gives it; where no field is named, the timetable's teacher does.</summary>
    public string? Substitute { get; init; }

    /// <summary>The id of who gives it.</summary>
    public string? SubstituteId { get; init; }

    /// <summary>The day; needed only where one request spans several.</summary>
    public string? Date { get; init; }

    /// <summary>The lesson's number, as in timetables.</summary>
    public string Number { get; init; } = "num";

    /// <summary>The subject, as in timetables.</summary>
    public string Subject { get; init; } = "name";

    /// <summary>The subgroup, as in timetables.</summary>
    public string Group { get; init; } = "grp";

    /// <summary>Reads <c>replaced=…, replacedId=…, …</c>.</summary>
    /// <returns><see langword="null"/> when nothing is set.</returns>
    /// <exception cref="AdapterException">A part of it makes no sense, or nothing says who is replaced.</exception>
    public static SubstitutionFields? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var fields = new SubstitutionFields();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            fields = part.Split('=', StringSplitOptions.TrimEntries) is [var what, var name] && IsName(name) ? fields.With(what, name) : throw Wrong(part);
        }

        return fields.Replaced is null && fields.ReplacedId is null
            ? throw new AdapterException(AdapterFailure.Permanent, "Setting 'SubstitutionFields' must name 'replaced' or 'replacedId': the field that says who was to give the lesson.", Texts.SubstitutionFieldsIncomplete)
            : fields;
    }

    /// <summary>Whether a text can be the name of a field, and is nobody's.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    private SubstitutionFields With(string what, string name) => what.ToLowerInvariant() switch
    {
        "replaced" => this with { Replaced = name },
        "replacedid" => this with { ReplacedId = name },
        "substitute" => this with { Substitute = name },
        "substituteid" => this with { SubstituteId = name },
        "date" => this with { Date = name },
        "number" => this with { Number = name },
        "subject" => this with { Subject = name },
        "group" => this with { Group = name },
        _ => throw Wrong(what),
    };

    private static AdapterException Wrong(string part) => new(
        AdapterFailure.Permanent,
        $"Setting 'SubstitutionFields': '{part}' is not understood. Write pairs with commas, such as 'replaced=field, replacedId=field'; allowed are replaced, replacedId, substitute, substituteId, date, number, subject, group.",
        string.Format(CultureInfo.GetCultureInfo("ru"), Texts.SubstitutionFieldsWrong, part));

    [GeneratedRegex("""^[A-Za-z_][A-Za-z0-9_]{0,39}$""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}

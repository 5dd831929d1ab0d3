using System.Globalization;
using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>The row that a table stands at, read as values. The first value that cannot be one becomes <see cref="Problem"/>.</summary>
internal sealed class Row(IFields fields, IReadOnlyList<Column> columns)
{
    /// <summary>The first thing that is wrong with the row.</summary>
    public Told? Problem { get; private set; }

    /// <summary>Whether the source vouches for its moments of entry.</summary>
    public bool VouchesForEntries { get; init; } = true;

    /// <summary>Forgets the former row.</summary>
    public void Begin() => Problem = null;

    /// <summary>Notes what is wrong, unless something was before.</summary>
    public void Fail(Told problem) => Problem ??= problem;

    /// <summary>The field without white space around it.</summary>
    public string this[int column] => fields[column].Trim();

    /// <summary>The field as it stands, for free text.</summary>
    public string Text(int column) => fields[column];

    public string Required(int column)
    {
        var text = this[column];
        if (text.Length == 0)
        {
            Fail(Told.Empty(columns[column].Name));
        }

        return text;
    }

    public DateOnly? Day(int column)
    {
        var text = this[column];
        if (text.Length == 0)
        {
            return null;
        }

        if (IsoText.TryDay(text, out var day))
        {
            return day;
        }

        Refuse(column, text, "a date like 2026-10-05", Texts.WantedDay);
        return null;
    }

    public DateOnly RequiredDay(int column)
    {
        if (Day(column) is { } day)
        {
            return day;
        }

        Fail(Told.Empty(columns[column].Name));
        return default;
    }

    public TimeOnly? Time(int column)
    {
        var text = this[column];
        if (text.Length == 0)
        {
            return null;
        }

        if (IsoText.TryTime(text, out var time))
        {
            return time;
        }

        Refuse(column, text, "a time like 08:30", Texts.WantedTime);
        return null;
    }

    public DateTimeOffset? Instant(int column)
    {
        var text = this[column];
        if (text.Length == 0)
        {
            return null;
        }

        if (IsoText.TryInstant(text, out var instant))
        {
            return instant;
        }

        Refuse(column, text, "a moment with its offset like 2026-10-05T16:59:00+03:00", Texts.WantedMoment);
        return null;
    }

    public EntryTime? Entered(int column) => Instant(column) is { } at ? new EntryTime(at, VouchesForEntries) : null;

    public int? Number(int column)
    {
        var text = this[column];
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Refuse(column, text, "a whole number", Texts.WantedWhole);
        return null;
    }

    /// <summary>A decimal with a point or, as Russian spreadsheets write it, a comma.</summary>
    public decimal? Decimal(int column)
    {
        var text = this[column];
        if (text.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Refuse(column, text, "a number like 1.5", Texts.WantedNumber);
        return null;
    }

    /// <summary>One of a list of words; <paramref name="whenEmpty"/> when nothing is there.</summary>
    public T Word<T>(int column, IReadOnlyList<(string Word, T Meaning)> words, T? whenEmpty = null)
        where T : struct
    {
        var text = this[column];
        if (text.Length == 0)
        {
            if (whenEmpty is null)
            {
                Fail(Told.Empty(columns[column].Name));
            }

            return whenEmpty ?? default;
        }

        foreach (var (word, meaning) in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return meaning;
            }
        }

        var known = string.Join(", ", words.Select(pair => pair.Word));
        Refuse(column, text, $"one of {known}", Told.Of("", Texts.WantedWord, known).Russian);
        return default;
    }

    private void Refuse(int column, string text, string wanted, string wantedInRussian) =>
        Fail(columns[column].Personal
            ? Told.Of($"{columns[column].Name} is not {wanted}", Texts.PersonalRefused, columns[column].Name, wantedInRussian)
            : Told.Of($"{columns[column].Name} '{Told.Shown(text)}' is not {wanted}", Texts.Refused, columns[column].Name, Told.Shown(text), wantedInRussian));
}

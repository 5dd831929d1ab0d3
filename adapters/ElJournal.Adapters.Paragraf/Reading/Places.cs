using ElJournal.Adapters.Paragraf.Mapping;

namespace ElJournal.Adapters.Paragraf.Reading;

/// <summary>Finds a mapping's columns in a header.</summary>
internal static class Places
{
    /// <summary>Where each column stands.</summary>
    /// <exception cref="EntityUnreadException">One is not there, or its name is there twice.</exception>
    public static IReadOnlyList<(string Name, int Column)> Of(IEnumerable<string> names, IRawRows rows)
    {
        var header = rows.Header.Select(CellText.Clean).ToList();
        var found = new List<(string, int)>();
        var missing = new List<string>();
        foreach (var name in names)
        {
            if (name.StartsWith('#') && int.TryParse(name.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                found.Add((name, number - 1));
                continue;
            }

            var place = header.FindIndex(column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (place < 0)
            {
                missing.Add(name);
            }
            else if (header.FindIndex(place + 1, column => column.Equals(name, StringComparison.OrdinalIgnoreCase)) >= 0)
            {
                throw new EntityUnreadException(new EntityFailure("column-twice", $"{rows.Place}: column '{Short(name)}' is there twice; the mapping can name it by its place, as '#{place + 1}'", MappingNode.Format(Texts.UnreadColumnTwice, rows.Place, Short(name), place + 1)));
            }
            else
            {
                found.Add((name, place));
            }
        }

        return missing.Count == 0 ? found : throw new EntityUnreadException(Missing(missing, header, rows.Place));
    }

    private static EntityFailure Missing(IEnumerable<string> missing, IEnumerable<string> header, string place)
    {
        var wanted = missing.Order(StringComparer.Ordinal).Select(Short).ToList();
        var there = header.Where(name => name.Length > 0).Take(20).Select(Short).ToList();
        return new EntityFailure(
            "column-missing",
            $"{place}: column {string.Join(", ", wanted.Select(name => $"'{name}'"))} is missing; there are {string.Join(", ", there.Select(name => $"'{name}'"))}",
            MappingNode.Format(Texts.UnreadColumnMissing, place, string.Join(", ", wanted.Select(name => $"«{name}»")), string.Join(", ", there.Select(name => $"«{name}»"))));
    }

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}

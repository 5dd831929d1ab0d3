using System.Collections.Immutable;
using System.Globalization;

namespace ElJournal.Adapters.Paragraf.Mapping;

/// <summary>Reads the part <c>database</c> of a mapping.</summary>
internal static class DatabaseReader
{
    public static DatabaseMapping? Read(MappingNode node, ImmutableDictionary<string, ImmutableDictionary<string, string>> values)
    {
        if (!node.IsObject())
        {
            return null;
        }

        var asOf = node.Take("asOf") is { } moment ? AsOf(moment) : null;
        var dates = node.Take("dateParameters")?.Word("date", "timestamp", "text") switch
        {
            "timestamp" => DateParameters.Timestamp,
            "text" => DateParameters.Text,
            _ => DateParameters.Date,
        };
        var readOnly = node.Take("readOnly") is { } way ? ReadOnly(way) : null;
        var binary = node.Take("binaryEncoding") is { } encoding ? MappingReader.EncodingOf(encoding) : null;
        var repair = node.Take("repair") is { } wrong ? Repair(wrong) : null;
        var entities = EntityReader.ReadAll(node, isDatabase: true, values);
        return new DatabaseMapping(entities, asOf, dates, readOnly, binary, repair);
    }

    private static AsOfRule? AsOf(MappingNode node)
    {
        if (!node.IsObject())
        {
            return null;
        }

        DateTimeOffset? moment = null;
        if (node.Take("moment") is { } given && given.Text() is { } text)
        {
            if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
            {
                moment = parsed;
            }
            else
            {
                given.Mistake(MappingNode.Format(Texts.MappingMoment, text));
            }
        }

        var rule = new AsOfRule(moment, node.Take("file")?.Text(), node.Take("sql") is { } sql ? Statement(sql) : null);
        node.RefuseOthers();
        if (new[] { node.Take("moment"), node.Take("file"), node.Take("sql") }.Count(part => part is not null) != 1)
        {
            node.Mistake(Texts.MappingAsOf);
        }

        return rule;
    }

    private static ReadOnlyRule? ReadOnly(MappingNode node)
    {
        if (!node.IsObject())
        {
            return null;
        }

        var rule = new ReadOnlyRule(node.Take("statements")?.OneOrMore() ?? [], node.Take("byAccount")?.Flag() ?? false);
        if (rule.Statements.IsEmpty && !rule.ByAccount)
        {
            node.Mistake(Texts.MappingReadOnly);
        }

        node.RefuseOthers();
        return rule;
    }

    private static TextRepair? Repair(MappingNode node)
    {
        if (!node.IsObject())
        {
            return null;
        }

        var (readAs, writtenAs) = (node.Take("readAs"), node.Take("writtenAs"));
        node.RefuseOthers();
        if (readAs is null || writtenAs is null)
        {
            node.Mistake(Texts.MappingRepair);
            return null;
        }

        return MappingReader.EncodingOf(readAs) is { } wrong && MappingReader.EncodingOf(writtenAs) is { } right ? new TextRepair(wrong, right) : null;
    }

    /// <summary>One statement that reads. The account's rights and the transaction are what protects the data; this only catches what was not meant.</summary>
    public static string? Statement(MappingNode node)
    {
        if (node.Text() is not { } sql)
        {
            return null;
        }

        var trimmed = sql.Trim().TrimEnd(';').TrimEnd();
        var first = new string([.. trimmed.TakeWhile(char.IsAsciiLetter)]);
        if (!first.Equals("SELECT", StringComparison.OrdinalIgnoreCase) && !first.Equals("WITH", StringComparison.OrdinalIgnoreCase))
        {
            node.Mistake(Texts.MappingSqlSelect);
        }

        // Every second piece between apostrophes is a text, in which a semicolon is harmless.
        if (trimmed.Split('\'').Where((_, i) => i % 2 == 0).Any(piece => piece.Contains(';', StringComparison.Ordinal)))
        {
            node.Mistake(Texts.MappingSqlOne);
        }

        return trimmed;
    }
}

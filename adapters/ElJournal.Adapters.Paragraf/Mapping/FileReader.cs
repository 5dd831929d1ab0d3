using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ElJournal.Adapters.Paragraf.Mapping;

/// <summary>Reads where an entity's files are and what stands in them beside the data.</summary>
internal static class FileReader
{
    private const int MostSkippedRows = 1000;

    public static FileRule? Read(MappingNode node)
    {
        var pattern = node.Take("file") is { } file ? Pattern(file) : null;
        if (node.Take("file") is null)
        {
            node.Mistake(Texts.MappingNoFile);
        }

        var rule = new FileRule(pattern ?? "*")
        {
            NewestOnly = node.Take("take")?.Word("all", "newest") == "newest",
            Sheet = node.Take("sheet")?.Text(),
            Encoding = node.Take("encoding") is { } encoding ? MappingReader.EncodingOf(encoding) : null,
            Separator = node.Take("separator") is { } separator ? Separator(separator) : null,
            SkipRows = node.Take("skipRows")?.Number(MostSkippedRows) ?? 0,
            EndsWithoutLineBreak = node.Take("endsWithoutLineBreak")?.Flag() ?? false,
            Footer = node.Take("footer") is { } footer ? EntityReader.RegexOf(footer) : null,
            SkipWhere = node.Take("skipWhere") is { } where ? SkipWhere(where) : ImmutableDictionary<string, Regex>.Empty,
            RepeatedHeader = node.Take("repeatedHeader")?.Flag() ?? false,
            FillDown = [.. (node.Take("fillDown")?.OneOrMore() ?? []).Select(CellText.Clean)],
            MergedCells = node.Take("mergedCells")?.Flag() ?? false,
            ExportedAt = node.Take("exportedAt") is { } exported ? ExportedAt(exported) : null,
        };
        return pattern is null ? null : rule;
    }

    private static string? Pattern(MappingNode node)
    {
        if (node.Text() is { } text && text.IndexOfAny(['/', '\\', ':']) >= 0)
        {
            node.Mistake(Texts.MappingFilePattern);
            return null;
        }

        return node.Text();
    }

    private static char? Separator(MappingNode node)
    {
        if (node.Word(";", ",", "\t", "|") is { } text)
        {
            return text[0];
        }

        return null;
    }

    private static ImmutableDictionary<string, Regex> SkipWhere(MappingNode node)
    {
        var rules = ImmutableDictionary.CreateBuilder<string, Regex>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, pattern) in node.IsObject() ? node.All() : [])
        {
            if (EntityReader.RegexOf(pattern) is { } regex)
            {
                rules[CellText.Clean(column)] = regex;
            }
        }

        return rules.ToImmutable();
    }

    private static ExportTimeRule? ExportedAt(MappingNode node)
    {
        if (!node.IsObject())
        {
            return null;
        }

        var inTitle = node.Take("in")?.Word("name", "title") == "title";
        var pattern = node.Take("pattern") is { } regex ? EntityReader.RegexOf(regex) : null;
        var format = node.Take("format")?.Text();
        node.RefuseOthers();
        if (node.Take("in") is null || pattern is null || format is null || pattern.GetGroupNumbers().Length != 2)
        {
            node.Mistake(Texts.MappingExportedAt);
            return null;
        }

        return new ExportTimeRule(inTitle, pattern, format);
    }
}

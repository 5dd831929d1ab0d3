using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ElJournal.Adapters.Paragraf.Mapping;

/// <summary>Reads a mapping file. Every mistake is told at once, with its place in the file.</summary>
internal static class MappingReader
{
    public const string Format = "paragraf-mapping/1";

    private const int LargestBytes = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schoolId">The school that it must be for, when it names one.</param>
    /// <param name="mistakes">Russian: what is wrong, each beginning with the file's path.</param>
    public static SiteMapping? Read(string path, string? schoolId, out IReadOnlyList<string> mistakes)
    {
        var found = new List<string>();
        var mapping = Parse(path, schoolId, found);
        mistakes = [.. found.Distinct().Select(mistake => $"{path}: {mistake}")];
        return found.Count == 0 ? mapping : null;
    }

    private static SiteMapping? Parse(string path, string? schoolId, List<string> mistakes)
    {
        byte[] bytes;
        try
        {
            bytes = new FileInfo(path).Length <= LargestBytes ? File.ReadAllBytes(path) : throw new IOException();
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            mistakes.Add(Texts.MappingMissing);
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(Texts.MappingUnreadable);
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Json);
            return Site(new MappingNode(document.RootElement, "$", mistakes), Convert.ToHexStringLower(SHA256.HashData(bytes)), schoolId, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (JsonException cause)
        {
            mistakes.Add(MappingNode.Format(Texts.MappingNoJson, (cause.LineNumber + 1)?.ToString(CultureInfo.InvariantCulture)));
            return null;
        }
    }

    private static SiteMapping? Site(MappingNode root, string hash, string? schoolId, string directory)
    {
        if (!root.IsObject())
        {
            return null;
        }

        _ = root.Take("$schema");
        if (root.Take("format") is not { } format)
        {
            root.Mistake(MappingNode.Format(Texts.MappingFormat, Format));
        }
        else
        {
            _ = format.Word(Format);
        }

        if (root.Take("site") is { } site && site.Text() is { } named && schoolId is not null && !string.Equals(named, schoolId, StringComparison.OrdinalIgnoreCase))
        {
            site.Mistake(MappingNode.Format(Texts.MappingOtherSite, named, schoolId));
        }

        _ = root.Take("writtenFor")?.Text();
        var values = root.Take("values") is { } maps ? Values(maps) : ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty;
        var database = root.Take("database") is { } part ? DatabaseReader.Read(part, values) : null;
        ImmutableArray<EntityMapping>? files = root.Take("files") is { } folder ? EntityReader.ReadAll(folder, isDatabase: false, values) : null;
        if (database?.AsOf?.File is { } momentFile)
        {
            database = database with { AsOf = database.AsOf with { File = Path.GetFullPath(momentFile, directory) } };
        }

        var backup = root.Take("backup") is { } copies ? Backup(copies) : null;
        if (database is null && files is null && backup is null)
        {
            root.Mistake(Texts.MappingEmpty);
        }

        root.RefuseOthers();
        return new SiteMapping(hash, database, files, values, backup);
    }

    private static ImmutableDictionary<string, ImmutableDictionary<string, string>> Values(MappingNode node)
    {
        var maps = ImmutableDictionary.CreateBuilder<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        if (!node.IsObject())
        {
            return maps.ToImmutable();
        }

        foreach (var (name, words) in Shapes.CodeMaps.OrderBy(map => map.Key, StringComparer.Ordinal))
        {
            if (node.Take(name) is not { } map || !map.IsObject())
            {
                continue;
            }

            var codes = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach (var (code, meaning) in map.All())
            {
                if ((words.IsEmpty ? meaning.Text() : meaning.Word(words)) is { } word)
                {
                    codes[CellText.Clean(code)] = word;
                }
            }

            maps[name] = codes.ToImmutable();
        }

        node.RefuseOthers();
        return maps.ToImmutable();
    }

    private static BackupMapping? Backup(MappingNode node)
    {
        if (!node.IsObject())
        {
            return null;
        }

        var databases = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        if (node.Take("databases") is { } list && list.IsObject())
        {
            foreach (var (name, place) in list.All())
            {
                if (name.Length is 0 or > 60 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                {
                    place.Mistake(Texts.MappingBackupName);
                }
                else if (place.Text() is { } where)
                {
                    databases.Add(KeyValuePair.Create(name, where));
                }
            }
        }

        if (databases.Count == 0)
        {
            node.Mistake(Texts.MappingBackupNothing);
        }

        var compress = node.Take("compress")?.Flag() ?? false;
        var scratch = node.Take("scratchDirectory")?.Text();
        node.RefuseOthers();
        return new BackupMapping(databases.ToImmutable(), compress, scratch);
    }

    /// <summary>An encoding by name, Windows code pages among them.</summary>
    public static Encoding? EncodingOf(MappingNode node)
    {
        if (node.Text() is not { } name)
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            node.Mistake(MappingNode.Format(Texts.MappingEncoding, name));
            return null;
        }
    }
}

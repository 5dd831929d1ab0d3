using System.Text.Json;

namespace ElJournal.Adapters.Paragraf.Tests.Support;

/// <summary>A site with three databases to back up, named as those of the product are said to be.</summary>
internal static class BackupSite
{
    public static readonly string[] Names = ["BASE", "BIN", "BLOB"];

    public static Site Create(bool compress)
    {
        var site = new Site("{}");
        site.Map(Mapping(name => Path.Combine(site.Path, name + ".fdb"), compress));
        return site;
    }

    private static string Mapping(Func<string, string> place, bool compress) => $$"""
        { "format": "paragraf-mapping/1",
          "files": { "classes": { "file": "klassy.csv", "columns": { "Класс": ["id", "name", "grade"] } } },
          "backup": { "databases": { {{string.Join(", ", Names.Select(name => $"\"{name}\": {JsonSerializer.Serialize(place(name))}"))}} }, "compress": {{(compress ? "true" : "false")}} } }
        """;
}

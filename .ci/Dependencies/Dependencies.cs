#:property PublishAot=false
// Writes a bill of materials (CycloneDX) of what the program is made of and says what the feeds know of vulnerabilities in it.
// Arguments: the JSON of `dotnet list package --include-transitive`, that of `dotnet list package --vulnerable`, the file to write.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

var packages = new SortedDictionary<(string Id, string Version), bool>();
foreach (var project in Read(args[0])["projects"]!.AsArray().Where(IsShipped))
{
    foreach (var framework in project!["frameworks"]?.AsArray() ?? [])
    {
        foreach (var (kind, direct) in new[] { ("topLevelPackages", true), ("transitivePackages", false) })
        {
            foreach (var package in framework![kind]?.AsArray() ?? [])
            {
                var key = ((string)package!["id"]!, (string)package["resolvedVersion"]!);
                packages[key] = packages.GetValueOrDefault(key) || direct;
            }
        }
    }
}

// Neither time nor serial number: the same packages give the same bytes.
var bill = new JsonObject
{
    ["bomFormat"] = "CycloneDX",
    ["specVersion"] = "1.5",
    ["version"] = 1,
    ["metadata"] = new JsonObject { ["component"] = new JsonObject { ["type"] = "application", ["name"] = "ElJournal.Gateway" } },
    ["components"] = new JsonArray([.. packages.Select(package => Component(package.Key.Id, package.Key.Version, package.Value))]),
};
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[2]))!);
File.WriteAllText(args[2], bill.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");
Console.WriteLine($"Bill of materials: {packages.Count} packages in {args[2]}.");

var answer = Read(args[1]);
var found = 0;
foreach (var project in answer["projects"]?.AsArray() ?? [])
{
    foreach (var framework in project!["frameworks"]?.AsArray() ?? [])
    {
        foreach (var package in (framework!["topLevelPackages"]?.AsArray() ?? []).Concat(framework["transitivePackages"]?.AsArray() ?? []))
        {
            foreach (var notice in package!["vulnerabilities"]?.AsArray() ?? [])
            {
                found++;
                Console.WriteLine($"KNOWN VULNERABILITY: {package["id"]} {package["resolvedVersion"]}, {notice!["severity"]}, {notice["advisoryurl"]}");
            }
        }
    }
}

var knowing = 0;
using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
foreach (var source in (answer["sources"]?.AsArray() ?? []).Select(source => (string)source!).Where(source => source.StartsWith("https:", StringComparison.Ordinal)))
{
    try
    {
        var told = (await client.GetStringAsync(source)).Contains("\"VulnerabilityInfo/", StringComparison.Ordinal);
        knowing += told ? 1 : 0;
        Console.WriteLine(told ? "A feed with data on vulnerabilities was asked." : "A feed has no data on vulnerabilities: that it names none says nothing.");
    }
    catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
    {
        Console.WriteLine("A feed could not be asked: nothing is known of vulnerabilities now.");
    }
}

Console.WriteLine(found > 0 ? $"Known vulnerabilities: {found}." : knowing > 0 ? "Known vulnerabilities: none." : "Known vulnerabilities: not checked.");
return found > 0 ? 1 : 0;

// What tests and samples use is not shipped.
static bool IsShipped(JsonNode? project) => project?["path"] is not { } path || !(((string)path!).Contains("/tests/", StringComparison.Ordinal) || ((string)path!).Contains("/samples/", StringComparison.Ordinal));

static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(file)) ?? throw new InvalidDataException(file);

static JsonNode Component(string id, string version, bool direct)
{
    var component = new JsonObject
    {
        ["type"] = "library",
        ["name"] = id,
        ["version"] = version,
        ["purl"] = $"pkg:nuget/{id}@{version}",
        ["properties"] = new JsonArray(new JsonObject { ["name"] = "direct", ["value"] = direct ? "true" : "false" }),
    };
    var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
    var sum = Path.Combine(folder, id.ToLowerInvariant(), version.ToLowerInvariant(), $"{id.ToLowerInvariant()}.{version.ToLowerInvariant()}.nupkg.sha512");
    if (File.Exists(sum))
    {
        component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(sum).Trim())) });
    }

    return component;
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace ElJournal.Samples.Simulators.Faults;

/// <summary>What each system sends when it has nothing or refuses. Which body goes with which status is mostly not known; it is our choice.</summary>
internal static class SystemBodies
{
    public const string Json = "application/json; charset=utf-8";

    public static string Empty(string system) => system switch
    {
        "elzhur" => """{"response":{"state":200,"error":null,"result":[]}}""",
        "dnevnik" => "[]",
        _ => "{}",
    };

    public static string Error(string system, int status) => system switch
    {
        "elzhur" => $"{{\"response\":{{\"state\":{status.ToString(CultureInfo.InvariantCulture)},\"error\":\"{(status is 429 or 433 ? "слишком много запросов" : "сервис временно недоступен")}\",\"result\":{{}}}}}}",
        "dnevnik" => status switch
        {
            429 or 433 => """{"type":"requestLimit","description":"Request limit for this token exceeded"}""",
            401 => """{"type":"invalidToken","description":"Access token is invalid or expired"}""",
            403 => """{"type":"outOfScope","description":"Method is out of scope of the token"}""",
            405 => """{"type":"methodNotSupported","description":"Method is not supported"}""",
            >= 400 and < 500 => """{"type":"parameterInvalid","description":"Invalid parameter"}""",
            _ => """{"type":"apiServerError","description":"Internal server error"}""",
        },
        "oneroster" => StatusInfo(status switch { 401 => "unauthorisedrequest", 403 => "forbidden", 404 => "unknownobject", 429 or 503 => "server_busy", >= 500 => "internal_server_error", _ => "invaliddata" }, "on demand"),
        _ => string.Create(CultureInfo.InvariantCulture, $$"""{"error":"{{status}}"}"""),
    };

    /// <summary>The error body of OneRoster.</summary>
    public static string StatusInfo(string minor, string description) => new JsonObject
    {
        ["imsx_codeMajor"] = "failure",
        ["imsx_severity"] = "error",
        ["imsx_description"] = description,
        ["imsx_CodeMinor"] = new JsonObject
        {
            ["imsx_codeMinorField"] = new JsonArray(new JsonObject { ["imsx_codeMinorFieldName"] = "sourcedId", ["imsx_codeMinorFieldValue"] = minor }),
        },
    }.ToJsonString();
}

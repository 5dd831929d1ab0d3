using ElJournal.Adapters.OneRoster.Bundles;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>What a provider says about a request (<c>imsx_StatusInfo</c>). Spelling and wrapping vary, so it is found by the names of its fields wherever they stand.</summary>
/// <param name="Failed">Whether it says that the request failed.</param>
/// <param name="Code">The minor code; <see langword="null"/> when there is none.</param>
/// <param name="Description">The provider's words on one line.</param>
internal sealed record StatusInfo(bool Failed, string? Code, string? Description)
{
    private const int Longest = 300;

    /// <returns><see langword="null"/> when the body is none; <paramref name="isJson"/> tells whether it is at least JSON.</returns>
    public static StatusInfo? Read(string body, out bool isJson)
    {
        isJson = false;
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        try
        {
            var root = JToken.Parse(body, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Ignore });
            isJson = true;
            var fields = root is JContainer container ? container.DescendantsAndSelf().OfType<JProperty>().Where(field => field.Name.StartsWith("imsx_", StringComparison.OrdinalIgnoreCase)).ToList() : [];
            return fields.Count == 0 ? null : new StatusInfo(
                Value(fields, "imsx_codeMajor") is { } major && !major.Equals("success", StringComparison.OrdinalIgnoreCase),
                Value(fields, "imsx_codeMinorFieldValue"),
                Value(fields, "imsx_description"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Value(List<JProperty> fields, string name) =>
        fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value is JValue { Value: { } value } && Cell.Text(value.ToString()) is { } text ? text[..Math.Min(text.Length, Longest)] : null;
}

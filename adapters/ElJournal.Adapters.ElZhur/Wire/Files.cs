using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ElJournal.Adapters.ElZhur.Wire;

/// <summary>A file beside a homework; its link is left alone.</summary>
/// <param name="WorkId">The work that it belongs to, when the API says.</param>
/// <param name="Name">Its name.</param>
internal sealed record WireFile(string? WorkId, string Name);

/// <summary>Files in their three shapes: a list, <c>{"file":[…]}</c>, and a map by id.</summary>
internal sealed class LooseFiles : JsonConverter<IReadOnlyList<WireFile>?>
{
    public override bool CanWrite => false;

    public override IReadOnlyList<WireFile>? ReadJson(JsonReader reader, Type objectType, IReadOnlyList<WireFile>? existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        var files = new List<WireFile>();
        Collect(JToken.Load(reader), files);
        return files;
    }

    public override void WriteJson(JsonWriter writer, IReadOnlyList<WireFile>? value, JsonSerializer serializer) => throw new NotSupportedException();

    private static void Collect(JToken token, List<WireFile> files)
    {
        if (token is JObject item && item.GetValue("filename", StringComparison.OrdinalIgnoreCase) is JValue { Value: string name } && name.Length > 0)
        {
            files.Add(new WireFile((item.GetValue("toid", StringComparison.OrdinalIgnoreCase) as JValue)?.ToString(System.Globalization.CultureInfo.InvariantCulture), name));
            return;
        }

        foreach (var child in token.Children())
        {
            Collect(child is JProperty property ? property.Value : child, files);
        }
    }
}

using System.Text;
using Newtonsoft.Json;

namespace ElJournal.Adapters.Http.Json;

/// <summary>Reads JSON from answers, straight from the received blocks.</summary>
internal sealed class JsonBodies
{
    private readonly int maxDepth;

    public JsonBodies(JsonSerializerSettings? settings, int maxDepth)
    {
        this.maxDepth = maxDepth;
        Settings = settings is null ? new JsonSerializerSettings() : new JsonSerializerSettings(settings);

        // Dates without a zone are the adapter's to understand; guessed here they would be in this machine's zone.
        Settings.DateParseHandling = DateParseHandling.None;
        Settings.TypeNameHandling = TypeNameHandling.None;
        Settings.MetadataPropertyHandling = MetadataPropertyHandling.Ignore;
        Settings.MaxDepth = maxDepth;
    }

    public JsonSerializerSettings Settings { get; }

    /// <exception cref="AdapterException">It is no JSON of that shape, is cut off, or is nested too deep.</exception>
    public T Read<T>(HttpResponseMessage answer)
    {
        using var text = new StreamReader(answer.Content.ReadAsStream(), EncodingOf(answer), detectEncodingFromByteOrderMarks: true);
        using var reader = new JsonTextReader(text) { DateParseHandling = DateParseHandling.None, MaxDepth = maxDepth, CloseInput = false };
        try
        {
            var value = JsonSerializer.Create(Settings).Deserialize<T>(reader);
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                {
                    throw Broken(answer, "holds more than one value");
                }
            }

            return value ?? throw Broken(answer, "is empty");
        }
        catch (JsonException exception)
        {
            // Newtonsoft's message quotes the value that it stumbled over, which may be a pupil's name; its path and line do not.
            var place = exception switch
            {
                JsonReaderException read => $"line {read.LineNumber}, {read.Path}",
                JsonSerializationException written => $"line {written.LineNumber}, {written.Path}",
                _ => "",
            };
            throw Broken(answer, $"is no JSON of the expected shape ({place})");
        }
    }

    private static AdapterException Broken(HttpResponseMessage answer, string what) =>
        new(AdapterFailure.Temporary, $"{(answer.RequestMessage is { } request ? HttpAddresses.Redacted(request) : "answer")}: the body {what}", Texts.BodyBroken, innerException: new BrokenBodyException(what));

    private static Encoding EncodingOf(HttpResponseMessage answer) =>
        string.Equals(answer.Content.Headers.ContentType?.CharSet?.Trim('"'), "utf-16", StringComparison.OrdinalIgnoreCase) ? Encoding.Unicode : Encoding.UTF8;
}

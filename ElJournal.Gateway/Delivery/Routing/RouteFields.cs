using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ElJournal.Gateway.Configuration;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery;

/// <summary>Which columns a route sends. What it does not send never enters a package.</summary>
internal sealed class RouteFields
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly FrozenDictionary<RecordKind, ImmutableArray<string>> left;
    private readonly bool illAsAbsent;

    private RouteFields(RouteOptions options)
    {
        illAsAbsent = options.IllAsAbsent;
        left = RecordKinds.All
            .Select(kind => (Kind: kind, Left: LeftOut(kind, options.Fields.TryGetValue(kind.WireName(), out var named) ? named : null)))
            .Where(one => one.Left.Length > 0)
            .ToFrozenDictionary(one => one.Kind, one => one.Left);
    }

    /// <summary>What a route sends that names nothing: all but how to reach people.</summary>
    public static RouteFields Default { get; } = new(new RouteOptions());

    public static RouteFields Of(RouteOptions options) => new(options);

    /// <summary>The columns that go out.</summary>
    public string DataOf(RecordKind kind, string payload)
    {
        var hides = illAsAbsent && kind == RecordKind.Attendance;
        if (!left.TryGetValue(kind, out var leftOut) && !hides)
        {
            return payload;
        }

        using var json = JsonDocument.Parse(payload);
        var buffer = new ArrayBufferWriter<byte>(payload.Length);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (var column in json.RootElement.EnumerateObject())
            {
                if (!leftOut.IsDefaultOrEmpty && leftOut.Contains(column.Name))
                {
                    continue;
                }

                if (hides && column.NameEquals("kind") && column.Value.ValueEquals("ill"))
                {
                    writer.WriteString(column.Name, "absent");
                }
                else
                {
                    column.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Whether the columns hold nothing that the route does not send: what was frozen under other settings may not go out under these.</summary>
    public bool Sends(RecordKind kind, string data)
    {
        var hides = illAsAbsent && kind == RecordKind.Attendance;
        if (!left.TryGetValue(kind, out var leftOut) && !hides)
        {
            return true;
        }

        using var json = JsonDocument.Parse(data);
        return json.RootElement.EnumerateObject().All(column =>
            (leftOut.IsDefaultOrEmpty || !leftOut.Contains(column.Name)) && !(hides && column.NameEquals("kind") && column.Value.ValueEquals("ill")));
    }

    /// <summary>What is left out per kind, as the route's row remembers it; a kind of which everything goes out is not in it.</summary>
    public IEnumerable<string> Marks(IEnumerable<RecordKind> kinds) =>
        from kind in kinds
        let hides = illAsAbsent && kind == RecordKind.Attendance
        where hides || left.ContainsKey(kind)
        select $"{kind.WireName()}:{(left.TryGetValue(kind, out var leftOut) ? string.Join(',', leftOut) : "")}{(hides ? ",ill" : "")}";

    private static ImmutableArray<string> LeftOut(RecordKind kind, IList<string>? named) =>
        [.. Columns.Of(kind).Where(column => !Columns.IsKey(kind, column) && (named is null ? Columns.IsOnlyByName(column) : !named.Contains(column)))];
}

using Newtonsoft.Json;

namespace ElJournal.Adapters.ElZhur.Wire;

/// <summary>Result of <c>getmessagereceivers</c>: of its thousands of people only pupils and teachers are kept while it is read.</summary>
internal sealed class WireReceivers
{
    public Entries<WireReceiverGroup>? Groups { get; set; }
}

/// <summary>A group of people, or a class within one.</summary>
[JsonConverter(typeof(ReceiverGroupConverter))]
internal sealed class WireReceiverGroup
{
    public string? Key { get; set; }

    public string? Name { get; set; }

    public Entries<WirePerson>? Users { get; set; }

    public Entries<WireReceiverGroup>? Subgroups { get; set; }
}

internal sealed class WirePerson
{
    /// <summary>The person's id.</summary>
    public string? Name { get; set; }

    public string? LastName { get; set; }

    public string? FirstName { get; set; }

    public string? MiddleName { get; set; }
}

/// <summary>Passes over the people of groups that nobody asks for (parents, administration, …) without making anything of them.</summary>
internal sealed class ReceiverGroupConverter : JsonConverter<WireReceiverGroup>
{
    private static readonly string[] Wanted = ["students", "teachers"];

    public override bool CanWrite => false;

    public override WireReceiverGroup? ReadJson(JsonReader reader, Type objectType, WireReceiverGroup? existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        var group = new WireReceiverGroup();
        // A class has a key of its own; only the groups at the top are chosen by theirs.
        var isTop = !reader.Path.Contains("subgroups", StringComparison.OrdinalIgnoreCase);
        while (reader.Read() && reader.TokenType != JsonToken.EndObject)
        {
            var name = (string?)reader.Value;
            reader.Read();
            switch (name?.ToLowerInvariant())
            {
                case "key":
                    group.Key = LooseText.Read(reader);
                    break;
                case "name":
                    group.Name = LooseText.Read(reader);
                    break;
                case "users" when !isTop || IsWanted(group.Key):
                    group.Users = serializer.Deserialize<Entries<WirePerson>>(reader);
                    break;
                case "subgroups" when !isTop || IsWanted(group.Key):
                    group.Subgroups = serializer.Deserialize<Entries<WireReceiverGroup>>(reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return group;
    }

    public override void WriteJson(JsonWriter writer, WireReceiverGroup? value, JsonSerializer serializer) => throw new NotSupportedException();

    private static bool IsWanted(string? key) => key is null || Wanted.Contains(key, StringComparer.OrdinalIgnoreCase);
}

using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>Person, and in <c>schools/{s}/teachers</c> the same in PascalCase with an e-mail address. The id is the person's, not the account's (<c>userId</c>).</summary>
[OrSingle]
internal sealed class WirePerson : WireThing
{
    [JsonProperty("lastName")]
    public string? LastName { get; init; }

    [JsonProperty("firstName")]
    public string? FirstName { get; init; }

    [JsonProperty("middleName")]
    public string? MiddleName { get; init; }

    [JsonProperty("shortName")]
    public string? ShortName { get; init; }

    [JsonProperty("email")]
    public string? Email { get; init; }
}

/// <summary>A class with its pupils, those who left it included.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireGroupStudents
{
    [JsonProperty("group")]
    public WireGroup? Group { get; init; }

    [JsonProperty("students")]
    public Rows<WireMembership>? Students { get; init; }
}

/// <summary>A pupil's place in a class.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireMembership
{
    [JsonProperty("person")]
    public WirePerson? Person { get; init; }

    /// <summary><c>Active</c> or <c>Archive</c>.</summary>
    [JsonProperty("membershipstatus")]
    public string? Status { get; init; }
}

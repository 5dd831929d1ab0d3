using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster.Delivered;

/// <summary>A package of <c>eljournal-push/1</c>, as far as it matters here.</summary>
internal sealed record PackageDocument(string Package, SchoolHead School, DateTimeOffset CreatedAt, IReadOnlyList<PackedRecord> Records)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new ClockTime() } };

    /// <summary>The package as it is without the records that were refused.</summary>
    public PackageDocument Without(IReadOnlyCollection<RejectedRecord> refused)
    {
        if (refused.Count == 0)
        {
            return this;
        }

        var left = refused.Select(record => (record.Kind, record.Key)).ToHashSet();
        return this with { Records = [.. Records.Where(record => !left.Contains((record.Kind, record.Key)))] };
    }

    /// <exception cref="AdapterException">The bytes are no such package.</exception>
    public static PackageDocument Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var package = JsonSerializer.Deserialize<PackageDocument>(body, Json);
            if (package is { Package: not null, School.Id: not null, Records: not null } && package.Records.All(record => record is { Kind: not null, Key: not null, Version: > 0 } && (record.Op == "delete" || (record.Op == "upsert" && record.Data?.ValueKind == JsonValueKind.Object))))
            {
                return package;
            }
        }
        catch (JsonException cause)
        {
            throw new AdapterException(AdapterFailure.Final, "The package is not JSON of the expected format.", Texts.NotTheFormat, innerException: cause);
        }

        throw new AdapterException(AdapterFailure.Final, "The package is not of format eljournal-push/1.", Texts.NotTheFormat);
    }
}

/// <summary>Whose package it is.</summary>
internal sealed record SchoolHead(string Id, string? Ogrn);

/// <summary>A record on the wire.</summary>
internal sealed record PackedRecord(string Kind, string Key, long Version, string Op, JsonElement? Data);

/// <summary>The school as <c>orgs.csv</c> and the lesson times need it; kept with the state, so that a changed setting shows up as a change.</summary>
internal sealed record SchoolFacts(string Id, string? Ogrn, string Name, string Zone)
{
    /// <summary>The school as the package shows it.</summary>
    /// <exception cref="AdapterException">The package, or what was delivered before, is another school's.</exception>
    public SchoolFacts For(PackageDocument package, SchoolState delivered) => package.School.Id != Id || (delivered.School is { } here && here.Id != Id)
        ? throw new AdapterException(AdapterFailure.Permanent, "The folder or the package belongs to another school.", Texts.OtherSchool)
        : this with { Ogrn = package.School.Ogrn };
}

/// <summary>The columns of the records, all optional: a route may leave columns out.</summary>
internal abstract record Data;

internal sealed record TermData(string? Name, string? Kind, DateOnly? Start, DateOnly? End) : Data;

internal sealed record ClassData(string? Name, int? Grade, string? Kind, string? HomeroomTeacherId, string? ParentId) : Data;

internal sealed record PersonData(string? FamilyName, string? GivenName, string? MiddleName, string? Email, string? Phone, string? ClassId, DateOnly? EnrolledOn, DateOnly? LeftOn) : Data;

internal sealed record SubjectData(string? Name) : Data;

internal sealed record LessonData(DateOnly? Date, int? Number, TimeOnly? Start, TimeOnly? End, string? ClassId, string? SubjectId, string? TeacherId, string? Topic, string? Status, string? ReplacesTeacherId) : Data;

internal sealed record HomeworkData(string? LessonId, string? Text, DateOnly? DueDate) : Data;

internal sealed record MarkData(string? LessonId, string? StudentId, string? Value, string? Work, decimal? Weight, DateTimeOffset? EnteredAt) : Data;

internal sealed record AttendanceData(string? LessonId, string? StudentId, string? Kind, DateTimeOffset? EnteredAt) : Data;

internal sealed record FinalMarkData(string? StudentId, string? SubjectId, string? TermId, string? Value, DateTimeOffset? EnteredAt) : Data;

/// <summary>Lesson times have no seconds on the wire.</summary>
internal sealed class ClockTime : JsonConverter<TimeOnly>
{
    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TimeOnly.TryParseExact(reader.GetString(), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw new JsonException("No time of day.");

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString("HH:mm", CultureInfo.InvariantCulture));
}

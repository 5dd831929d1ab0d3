using System.Text.Json;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Compares two payloads of a record.</summary>
internal static class ChangeWeight
{
    /// <param name="Harmful">Something that was there is overwritten or gone. Filling what was empty, an entry time, an average (it follows from marks) and planned → held are not.</param>
    /// <param name="ReferencesOnly">Nothing but ids of other records differs.</param>
    public readonly record struct Answer(bool Harmful, bool ReferencesOnly);

    public static Answer Of(string before, string now)
    {
        using var old = JsonDocument.Parse(before);
        using var current = JsonDocument.Parse(now);
        var harmful = false;
        var references = old.RootElement.GetPropertyCount() == current.RootElement.GetPropertyCount();
        foreach (var property in old.RootElement.EnumerateObject())
        {
            if (!current.RootElement.TryGetProperty(property.Name, out var value) || JsonElement.DeepEquals(property.Value, value))
            {
                continue;
            }

            references &= property.Name.EndsWith("Id", StringComparison.Ordinal);
            harmful |= property.Value.ValueKind != JsonValueKind.Null && !property.NameEquals("enteredAt") && !property.NameEquals("average")
                && !(property.NameEquals("status") && property.ValueEquals("planned") && value.ValueKind == JsonValueKind.String && value.ValueEquals("held"));
        }

        return new Answer(harmful, references);
    }

    private static bool ValueEquals(this JsonProperty property, string text) => property.Value.ValueKind == JsonValueKind.String && property.Value.ValueEquals(text);

    /// <summary>Whether the lesson lies ahead and is only planned: timetables change.</summary>
    public static bool IsPlannedAhead(RecordKind kind, Ledger.RecordColumns columns, DateOnly today) =>
        kind == RecordKind.Lesson && columns.Day > today.DayNumber && columns.Status is null or (int)LessonStatus.Unknown or (int)LessonStatus.Planned;
}

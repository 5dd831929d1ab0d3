using System.Collections.Frozen;
using System.Data.Common;
using System.Text.Json;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync;

/// <summary>What a book's source showed when it was last read. Kept beside the source's tokens, under a name that no source gets to see.</summary>
internal static class StoredTraits
{
    /// <summary>How the names of tokens begin that are the gateway's own.</summary>
    public const string Reserved = "gateway:";

    private const string Name = Reserved + "traits";

    /// <summary>What the source showed; <see langword="null"/> before its first complete pass.</summary>
    public static SourceTraits? Read(DbConnection connection, int book)
    {
        using var select = new Statement(connection, """SELECT "Token" FROM read_tokens WHERE "Book" = ?1 AND "Name" = ?2""");
        select.Bind(1, book).Bind(2, Name);
        return select.Step() && select.Text(0) is { } json && JsonSerializer.Deserialize<Stored>(json) is { } stored
            ? new SourceTraits(stored.Shown.ToFrozenSet(), stored.HomeworkAtLessonGiven, stored.Topics, stored.PositionalMarkKeys) { ShowsSubstitutions = stored.Substitutions, ShowsAverages = stored.Averages }
            : null;
    }

    /// <summary>Keeps what the source says of itself after a pass.</summary>
    public static void Write(DbConnection connection, int book, SourceTraits traits)
    {
        using var upsert = new Statement(connection, """
            INSERT INTO read_tokens ("Book", "Name", "Token") VALUES (?1, ?2, ?3) ON CONFLICT ("Book", "Name") DO UPDATE SET "Token" = excluded."Token"
            """);
        var stored = new Stored([.. traits.Shown.Order()], traits.ShowsHomeworkAtLessonGiven, traits.ShowsTopics, traits.PositionalMarkKeys, traits.ShowsSubstitutions, traits.ShowsAverages);
        upsert.Bind(1, book).Bind(2, Name).Bind(3, JsonSerializer.Serialize(stored)).Run();
    }

    private sealed record Stored(IReadOnlyList<RecordKind> Shown, bool HomeworkAtLessonGiven, bool Topics, bool PositionalMarkKeys, bool Substitutions = true, bool Averages = false);
}

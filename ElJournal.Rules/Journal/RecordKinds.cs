using System.Collections.Immutable;

namespace ElJournal.Rules.Journal;

/// <summary>Names of the record kinds as configuration, reports and packages spell them (<c>lesson</c>, <c>finalMark</c>).</summary>
public static class RecordKinds
{
    /// <summary>All kinds in the order of delivery.</summary>
    public static ImmutableArray<RecordKind> All { get; } = [.. Enum.GetValues<RecordKind>().Order()];

    /// <summary>The kinds that describe people and groups rather than days; they are read whole in every pass.</summary>
    public static ImmutableArray<RecordKind> Roster { get; } = [RecordKind.Term, RecordKind.Class, RecordKind.Teacher, RecordKind.Student, RecordKind.Subject];

    /// <summary>Whether records of this kind belong to a day and so are read by window.</summary>
    public static bool IsDated(this RecordKind kind) => kind is RecordKind.Lesson or RecordKind.Homework or RecordKind.Mark or RecordKind.Attendance;

    /// <summary>The kind's name on the wire.</summary>
    public static string WireName(this RecordKind kind) => kind switch
    {
        RecordKind.Term => "term",
        RecordKind.Class => "class",
        RecordKind.Teacher => "teacher",
        RecordKind.Student => "student",
        RecordKind.Subject => "subject",
        RecordKind.Lesson => "lesson",
        RecordKind.Homework => "homework",
        RecordKind.Mark => "mark",
        RecordKind.Attendance => "attendance",
        RecordKind.FinalMark => "finalMark",
        RecordKind.SignIn => "signIn",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown record kind."),
    };

    /// <summary>Finds a kind by its wire name, exactly as spelled.</summary>
    /// <returns><see langword="false"/> when no kind has that name.</returns>
    public static bool TryParse(string? name, out RecordKind kind)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(candidate.WireName(), name, StringComparison.Ordinal))
            {
                kind = candidate;
                return true;
            }
        }

        kind = default;
        return false;
    }
}

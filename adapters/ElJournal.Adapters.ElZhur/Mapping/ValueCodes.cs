using System.Collections.Frozen;
using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>What stands where a mark stands.</summary>
internal enum ValueSort
{
    /// <summary>Nothing: left over from a mark that is gone.</summary>
    Phantom,
    /// <summary>A mark.</summary>
    Mark,
    /// <summary>An absence or a late arrival.</summary>
    Attendance,
    /// <summary>Looks like an absence, but nobody has said what the letters mean.</summary>
    Unknown,
}

/// <summary>Tells marks from absences: in ЭлЖур both are "marks". Letters that nobody has explained are never guessed.</summary>
internal sealed class ValueCodes
{
    private readonly FrozenDictionary<string, AttendanceKind> kinds;

    public ValueCodes(IEnumerable<KeyValuePair<string, AttendanceKind>> kinds) =>
        this.kinds = kinds.ToFrozenDictionary(pair => WireText.Fold(pair.Key), pair => pair.Value, StringComparer.Ordinal);

    /// <summary>What the contract has been seen to use: <c>н</c> absent, <c>оп</c> late, in either case.</summary>
    public static ValueCodes Usual { get; } = new([new("н", AttendanceKind.Absent), new("оп", AttendanceKind.Late)]);

    public ValueSort Sort(WireMark mark, out AttendanceKind kind, out string value)
    {
        kind = default;
        if (WireText.Line(mark.Value) is not { } text)
        {
            value = "";
            return ValueSort.Phantom;
        }

        value = text;
        if (kinds.TryGetValue(WireText.Fold(text), out kind))
        {
            return ValueSort.Attendance;
        }

        // Absences have no weight and no kind of work and do not count; «зач» or «осв» given for a work have.
        return text.Any(char.IsAsciiDigit) || HasWork(mark) || mark.Count == true || mark.Convert > 0 ? ValueSort.Mark : ValueSort.Unknown;
    }

    private static bool HasWork(WireMark mark) =>
        (mark.WeightFloat ?? mark.Weight) > 0 || !string.IsNullOrWhiteSpace(mark.ControlType) || !string.IsNullOrWhiteSpace(mark.ControlTypeShort) || !string.IsNullOrWhiteSpace(mark.MType?.Type);
}

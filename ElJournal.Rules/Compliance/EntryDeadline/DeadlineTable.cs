using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>The clock times of one set of settings, looked up by part, kind of group and shift.</summary>
internal sealed class DeadlineTable
{
    private const int Parts = 5;
    private const int Kinds = 8;
    private const int Shifts = 4;

    /// <summary>The end of a day; with the second that belongs to a deadline nothing of the day is left out.</summary>
    public static readonly TimeOnly EndOfDay = new(23, 59, 59);

    /// <summary>«До 17:00».</summary>
    public static readonly TimeOnly Usual = new(17, 0);

    private readonly ClockTime[] _times = new ClockTime[Parts * Kinds * Shifts];

    public DeadlineTable(EntryDeadlineSettings settings)
    {
        foreach (var part in Enum.GetValues<EntryPart>())
        {
            foreach (var kind in Enum.GetValues<ClassKind>())
            {
                for (var shift = 1; shift < Shifts; shift++)
                {
                    _times[Index(part, kind, shift)] = Find(settings, part, kind, shift);
                }
            }
        }
    }

    public ClockTime this[EntryPart part, ClassKind kind, int shift] => _times[Index(part, kind, Math.Clamp(shift, 1, Shifts - 1))];

    private static int Index(EntryPart part, ClassKind kind, int shift) => ((((int)part * Kinds) + (int)kind) * Shifts) + shift;

    private static ClockTime Find(EntryDeadlineSettings settings, EntryPart part, ClassKind kind, int shift)
    {
        PartDeadline? best = null;
        var bestWords = -1;
        foreach (var entry in settings.Deadlines)
        {
            var fits = (entry.Part ?? part) == part && (entry.Kind ?? kind) == kind && (entry.Shift ?? shift) == shift;
            var words = (entry.Part is null ? 0 : 1) + (entry.Kind is null ? 0 : 1) + (entry.Shift is null ? 0 : 1);
            if (fits && words >= bestWords)
            {
                best = entry;
                bestWords = words;
            }
        }

        var at = best?.At ?? settings.Deadline;
        return new ClockTime(at ?? Default(part, kind), at is not null, best?.SchoolDaysLater);
    }

    // «До 17:00» is asked of kinds that have a day more or a week; of an ordinary lesson, topic and attendance belong to its day.
    private static TimeOnly Default(EntryPart part, ClassKind kind) =>
        (kind is ClassKind.Class or ClassKind.Subgroup) && (part is EntryPart.Topic or EntryPart.Attendance) ? EndOfDay : Usual;

    /// <param name="At">The clock time.</param>
    /// <param name="BySchool">Whether the school has set it.</param>
    /// <param name="SchoolDaysLater">So many school days after the lesson, when the school has said so.</param>
    public readonly record struct ClockTime(TimeOnly At, bool BySchool, int? SchoolDaysLater)
    {
        public static TimeOnly UsualTime => Usual;
    }
}

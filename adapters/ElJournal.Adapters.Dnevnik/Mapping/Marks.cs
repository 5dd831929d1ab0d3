using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>Maps marks given at lessons.</summary>
/// <param name="works">The school's kinds of work.</param>
/// <param name="zone">The school's zone.</param>
/// <param name="now">When the read began: a mark set later than that was not set by this clock, and its time proves nothing.</param>
internal sealed class Marks(Works works, TimeZoneInfo zone, DateTimeOffset now)
{
    /// <summary>A difference between two clocks that is nobody's fault.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(10);

    /// <summary>Adds a mark of a lesson.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="lessonId">Its lesson.</param>
    /// <param name="work">Its work, when the lessons showed it.</param>
    /// <param name="mapped">Where it goes.</param>
    public void Add(WireMark mark, string lessonId, WireWork? work, Mapped mapped)
    {
        var value = ValueOf(mark);
        if (mark.Id is not { } id)
        {
            mapped.Skip(RecordKind.Mark, key: null, "a mark has no id", Texts.SkippedNoId);
        }
        else if (mark.Person is not { } person || value is null)
        {
            mapped.Skip(RecordKind.Mark, id, mark.Person is null ? "the mark names no pupil" : "the mark has no value", mark.Person is null ? Texts.SkippedNoPupil : Texts.SkippedNoValue);
        }
        else
        {
            var (name, weight) = works.Of(mark.WorkType ?? work?.WorkType, work?.Type);
            mapped.Add(new Mark(id, lessonId, person, value, name, weight, EnteredAt(mark)));
        }
    }

    /// <summary>When it was set. The API vouches for that.</summary>
    public EntryTime? EnteredAt(WireMark mark) =>
        WireTime.Moment(mark.Date, zone) is { } at ? new EntryTime(at, Vouched: at <= now + ClockSlack) : null;

    public static string? ValueOf(WireMark mark) =>
        !string.IsNullOrWhiteSpace(mark.Value) ? mark.Value.Trim() : !string.IsNullOrWhiteSpace(mark.TextValue) ? mark.TextValue.Trim() : null;
}

namespace ElJournal.Adapters.Portals;

/// <summary>An optional ability of a portal: it shows what it shows, for a sample of pupils, so that the host can compare.</summary>
public interface IReadBack
{
    /// <summary>Reads what the portal shows of the control pupils on the days.</summary>
    /// <remarks>What could not be read is named in <see cref="ShownPupil.Unread"/>: a failed read is never an empty one.</remarks>
    /// <exception cref="AdapterException">Nothing can be read: no connection, no sign-in.</exception>
    ValueTask<ReadBackView> ReadBackAsync(DayRange days, CancellationToken cancellationToken);
}

/// <summary>What the portal shows.</summary>
/// <param name="Pupils">The control pupils.</param>
/// <param name="Remarks">What a person should know, in Russian: codes that nobody has explained yet, a pupil whom the account does not see. No names.</param>
public sealed record ReadBackView(IReadOnlyList<ShownPupil> Pupils, IReadOnlyList<string> Remarks);

/// <summary>What the portal shows of one pupil.</summary>
/// <param name="StudentId">The pupil's id in the school's journal.</param>
/// <param name="Lessons">The lessons with topic and homework.</param>
/// <param name="Marks">The current marks; marks of a term are not among them.</param>
/// <param name="Attendance">Absences and late arrivals.</param>
/// <param name="Unread">The kinds that could not be read to the end: lesson (homework with it), mark (attendance with it).</param>
public sealed record ShownPupil(string StudentId, IReadOnlyList<ShownLesson> Lessons, IReadOnlyList<ShownMark> Marks, IReadOnlyList<ShownAttendance> Attendance, IReadOnlySet<RecordKind> Unread)
{
    /// <summary>The marks of terms and years that the portal dates on these days; under which day it dates them is the portal's affair.</summary>
    public IReadOnlyList<ShownFinal> Finals { get; init; } = [];
}

/// <summary>A mark of a term or the year as the portal shows it.</summary>
/// <param name="Day">The day under which the portal shows it.</param>
/// <param name="Subject">The subject's name.</param>
/// <param name="Term">What the portal calls it, such as <c>1 четверть</c>.</param>
/// <param name="Value">The mark as the portal writes it.</param>
public sealed record ShownFinal(DateOnly Day, string Subject, string Term, string Value);

/// <summary>A lesson as the portal shows it.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Number">Its place in the day.</param>
/// <param name="Subject">The subject's name: portals have ids of their own.</param>
/// <param name="Topic">The topic; <see langword="null"/> for none.</param>
/// <param name="Homework">The homework given at it, several works as lines; <see langword="null"/> for none.</param>
public sealed record ShownLesson(DateOnly Day, int? Number, string Subject, string? Topic, string? Homework);

/// <summary>A mark as the portal shows it.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Subject">The subject's name.</param>
/// <param name="Value">The mark as the portal writes it.</param>
/// <param name="Work">The name of the kind of work; <see langword="null"/> when the portal does not say.</param>
public sealed record ShownMark(DateOnly Day, string Subject, string Value, string? Work);

/// <summary>An absence or a late arrival as the portal shows it.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Subject">The subject's name.</param>
/// <param name="Kind">What it is; <see langword="null"/> when the portal's code means nothing to the adapter.</param>
public sealed record ShownAttendance(DateOnly Day, string Subject, AttendanceKind? Kind);

using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>What has to be known of a lesson to place what was entered for it.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Group">The group taught.</param>
/// <param name="Subject">The subject.</param>
internal readonly record struct LessonPlace(DateOnly Day, string Group, string? Subject);

/// <summary>Maps the lessons of a class with their homework.</summary>
/// <param name="classId">The class that was asked for.</param>
/// <param name="groups">The school's groups.</param>
/// <param name="subjects">The school's subjects.</param>
/// <param name="bells">The class's bells.</param>
/// <param name="cancelled">The words by which this school's journal marks a lesson that was taken off; nothing public says them.</param>
/// <param name="zone">The school's zone.</param>
internal sealed class Lessons(string classId, Groups groups, Subjects subjects, Bells bells, IReadOnlySet<string> cancelled, TimeZoneInfo zone)
{
    /// <summary>Where a lesson belongs; <see langword="null"/> when it has no id or no day.</summary>
    /// <remarks>A group that the school's list does not name counts as its class.</remarks>
    public LessonPlace? PlaceOf(WireLesson lesson) =>
        lesson.Id is not null && WireTime.Day(lesson.Date) is { } day ? new LessonPlace(day, groups.Known(lesson.Group) ?? classId, subjects.Known(lesson.Subject)) : null;

    /// <summary>Adds the lesson's record.</summary>
    public void Add(WireLesson lesson, LessonPlace place, Mapped mapped)
    {
        var number = WireScalars.Whole(lesson.Number) is { } told and >= 0 and <= 30 ? told : (int?)null;
        var times = HoursOf(lesson.Hours) ?? bells.Of(number, place.Day);
        var status = lesson.Status is { } word && cancelled.Contains(word.Trim()) ? LessonStatus.Cancelled : LessonStatus.Unknown;
        try
        {
            mapped.Add(new Lesson(
                lesson.Id!, place.Day, place.Group, number, times?.Start, times?.End, place.Subject, lesson.Teacher, lesson.Title?.Trim(), status));
        }
        catch (ArgumentException refused)
        {
            mapped.Skip(RecordKind.Lesson, lesson.Id, refused);
        }
    }

    /// <summary>Adds the lesson's homework: its works are one record, texts in the source's order, the earliest entry.</summary>
    public void AddHomework(WireLesson lesson, LessonPlace place, HomeworkHabit habit, Mapped mapped)
    {
        List<string>? texts = null;
        DateOnly? due = null;
        DateTimeOffset? entered = null;
        foreach (var work in lesson.Works ?? [])
        {
            if (work is null || !IsHomework(work) || TextOf(work) is not { } text)
            {
                continue;
            }

            (texts ??= []).Add(text);
            var target = WireTime.Day(work.TargetDate);
            habit.Note(place.Day, target);
            due = due is null || target < due ? target ?? due : due;
            var sent = WireTime.Moment(work.SentDate, zone);
            entered = entered is null || sent < entered ? sent ?? entered : entered;
        }

        if (texts is not null)
        {
            // That sentDate is the moment of entry is a guess: it may acquit and never accuse.
            mapped.Add(new Homework(lesson.Id!, string.Join('\n', texts), due >= place.Day ? due : null, entered is { } at ? new EntryTime(at, Vouched: false) : null));
        }
    }

    public static bool IsHomework(WireWork work) => WireScalars.Is(work.Type, "Homework");

    private static string? TextOf(WireWork work) => !string.IsNullOrWhiteSpace(work.Text) ? work.Text.Trim() : work.HasFiles ? Texts.HomeworkInFile : null;

    /// <summary><c>08:30 - 09:15</c>, with any dash.</summary>
    private static (TimeOnly Start, TimeOnly End)? HoursOf(string? hours)
    {
        var parts = hours?.Split(['-', '–', '—'], StringSplitOptions.TrimEntries) ?? [];
        return parts.Length == 2 && WireTime.Clock(parts[0]) is { } start && WireTime.Clock(parts[1]) is { } end && end > start ? (start, end) : null;
    }
}

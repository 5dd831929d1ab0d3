using System.Globalization;
using ElJournal.Adapters.Http;
using ElJournal.Adapters.Portals;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RestEase;

namespace ElJournal.Adapters.Petersburg.ReadingBack;

/// <summary>Reads back, for the control pupils, what the portal shows.</summary>
internal sealed class PortalReader(Func<HttpChannel> connect, ReadAccount account, IReadOnlyList<ControlPupil> pupils, PortalCodes codes)
{
    private const int PageSize = 200;
    private const int MostPages = 500;
    private static readonly string[] DayForms = ["d.M.yyyy", "d.M.yyyy H:mm:ss", "d.M.yyyy H:mm"];

    /// <summary>Signs in and looks whether the account sees the control pupils.</summary>
    /// <returns>The educations that it does not see.</returns>
    public async Task<IReadOnlyList<long>> UnseenAsync(CancellationToken cancellationToken)
    {
        using var channel = connect();
        return await UnseenAsync(new PortalSession(channel, account), cancellationToken);
    }

    /// <inheritdoc cref="IReadBack.ReadBackAsync"/>
    public async Task<ReadBackView> ReadAsync(DayRange days, CancellationToken cancellationToken)
    {
        using var channel = connect();
        var session = new PortalSession(channel, account);
        var unseen = (await UnseenAsync(session, cancellationToken)).ToHashSet();
        var remarks = new SortedSet<string>(StringComparer.Ordinal);
        var shown = new List<ShownPupil>();
        foreach (var pupil in pupils)
        {
            shown.Add(await ReadAsync(session, pupil, days, unseen, remarks, cancellationToken));
        }

        return new ReadBackView(shown, [.. remarks]);
    }

    private async Task<IReadOnlyList<long>> UnseenAsync(PortalSession session, CancellationToken cancellationToken)
    {
        var children = await AllAsync<WireChild>(session, (api, page, token) => api.ChildrenAsync(page, token), cancellationToken);
        var seen = children.SelectMany(child => child.Educations ?? []).Select(education => education.EducationId).ToHashSet();
        return [.. pupils.SelectMany(pupil => pupil.Educations).Where(education => !seen.Contains(education))];
    }

    private async Task<ShownPupil> ReadAsync(PortalSession session, ControlPupil pupil, DayRange days, HashSet<long> unseen, SortedSet<string> remarks, CancellationToken cancellationToken)
    {
        var (lessons, marks, attendance, finals, unread) = (new List<ShownLesson>(), new List<ShownMark>(), new List<ShownAttendance>(), new List<ShownFinal>(), new HashSet<RecordKind>());
        foreach (var education in pupil.Educations)
        {
            if (unseen.Contains(education))
            {
                remarks.Add(Text(Texts.EducationUnseen, education));
                unread.UnionWith([RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance, RecordKind.FinalMark]);
                continue;
            }

            await TryAsync([RecordKind.Lesson, RecordKind.Homework], async () =>
            {
                var read = await AllAsync<WireLesson>(session, (api, page, token) => api.LessonsAsync(education, Form(days.From) + " 00:00:00", Form(days.To) + " 23:59:59", PageSize, page, token), cancellationToken);
                foreach (var lesson in read.DistinctBy(lesson => lesson.Id))
                {
                    Add(lesson, days, lessons, unread, remarks);
                }
            });
            await TryAsync([RecordKind.Mark, RecordKind.Attendance, RecordKind.FinalMark], async () =>
            {
                var read = await AllAsync<WireMark>(session, (api, page, token) => api.MarksAsync(education, Form(days.From), Form(days.To), PageSize, page, token), cancellationToken);
                foreach (var mark in read.DistinctBy(mark => mark.Id))
                {
                    if (codes.IsOfTerm(mark))
                    {
                        Add(mark, days, finals);
                    }
                    else
                    {
                        Add(mark, days, marks, attendance, unread, remarks);
                    }
                }
            });
        }

        return new ShownPupil(pupil.StudentId, lessons, marks, attendance, unread) { Finals = finals };

        async Task TryAsync(RecordKind[] kinds, Func<Task> read)
        {
            try
            {
                await read();
            }
            catch (AdapterException failure) when (failure.Failure != AdapterFailure.Permanent)
            {
                // A failed read, 500 on a range above all, says nothing about what is there.
                unread.UnionWith(kinds);
                remarks.Add(failure.Instruction ?? Texts.ReadRefused);
            }
        }
    }

    private static void Add(WireLesson lesson, DayRange days, List<ShownLesson> lessons, HashSet<RecordKind> unread, SortedSet<string> remarks)
    {
        if (Day(lesson.From) is not { } day || Clean(lesson.SubjectName) is not { } subject)
        {
            unread.UnionWith([RecordKind.Lesson, RecordKind.Homework]);
            remarks.Add(Texts.ItemUnreadable);
            return;
        }

        if (!days.Contains(day))
        {
            return;
        }

        var works = (lesson.Tasks ?? []).Where(task => task.KindCode is null or "homework").Select(task => Clean(task.Name) ?? string.Join(", ", (task.Files ?? []).Select(file => file.Name))).Where(work => work.Length > 0);
        var homework = string.Join('\n', works);
        lessons.Add(new ShownLesson(day, lesson.Number, subject, Clean(lesson.ContentName), homework.Length > 0 ? homework : null));
    }

    private void Add(WireMark mark, DayRange days, List<ShownMark> marks, List<ShownAttendance> attendance, HashSet<RecordKind> unread, SortedSet<string> remarks)
    {
        if (Day(mark.Date) is not { } day || Clean(mark.SubjectName) is not { } subject)
        {
            unread.UnionWith([RecordKind.Mark, RecordKind.Attendance]);
            remarks.Add(Texts.ItemUnreadable);
        }
        else if (!days.Contains(day))
        {
            return;
        }
        else if (codes.IsAttendance(mark, out var kind))
        {
            attendance.Add(new ShownAttendance(day, subject, kind));
            if (kind is null)
            {
                remarks.Add(Text(Texts.UnknownAbsence, mark.ValueCode));
            }
        }
        else if (PortalCodes.Value(mark) is { } value)
        {
            marks.Add(new ShownMark(day, subject, value, Clean(mark.TypeName)));
        }
        else
        {
            unread.Add(RecordKind.Mark);
            remarks.Add(Text(Texts.UnknownValue, mark.TypeCode));
        }
    }

    /// <summary>A mark of a term that cannot be read says nothing: that one is missing is never told.</summary>
    private static void Add(WireMark mark, DayRange days, List<ShownFinal> finals)
    {
        if (Day(mark.Date) is { } day && days.Contains(day) && Clean(mark.SubjectName) is { } subject && PortalCodes.Value(mark) is { } value)
        {
            finals.Add(new ShownFinal(day, subject, mark.TypeName!.Trim(), value));
        }
    }

    /// <summary>All pages of a list. Totals are not to be relied on, so it ends with an empty page or one that brings nothing new.</summary>
    private static async Task<IReadOnlyList<T>> AllAsync<T>(PortalSession session, Func<IPortalApi, int, CancellationToken, Task<Response<WireEnvelope>>> call, CancellationToken cancellationToken)
        where T : WireItem
    {
        var (all, seen) = (new List<T>(), new HashSet<long>());
        for (var page = 1; page <= MostPages; page++)
        {
            var data = await session.AskAsync((api, token) => call(api, page, token), cancellationToken);
            var items = (data as JArray ?? data["items"] as JArray ?? throw Odd()).Select(Read<T>).ToList();
            var fresh = items.Where(item => item.Id is not { } id || seen.Add(id)).ToList();
            all.AddRange(fresh);
            if (fresh.Count == 0 || data is JArray || fresh.TrueForAll(item => item.Id is null))
            {
                return all;
            }
        }

        throw Odd();
    }

    private static T Read<T>(JToken item)
    {
        try
        {
            return item.ToObject<T>() ?? throw Odd();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException)
        {
            // What Newtonsoft says may quote a name.
            throw Odd();
        }
    }

    private static AdapterException Odd() => new(AdapterFailure.Temporary, "The portal answered in a shape that is not known.", Texts.ItemUnreadable);

    private static string Form(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    /// <summary>Moments come without a zone, in the school's: the day is the one that stands there.</summary>
    private static DateOnly? Day(string? text) => DateTime.TryParseExact(text?.Trim(), DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? DateOnly.FromDateTime(moment) : null;

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Text(string text, object? value) => string.Format(CultureInfo.InvariantCulture, text, value);
}

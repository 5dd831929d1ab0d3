using System.Globalization;
using System.Threading.Channels;
using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.ElZhur.Wire;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>One read: who there is, then the classes side by side, then what concerns terms.</summary>
internal sealed class ReadPass(ElZhurOptions options, JournalRequests requests, ReadRequest request, TimeProvider time, TimeZoneInfo zone)
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    private ReadContext? context;

    /// <summary>The account's own id, where <c>getrules</c> names it.</summary>
    public string? OwnPersonId { get; private set; }

    /// <summary>Whether diaries showed lessons and none of them a topic.</summary>
    public bool SeesNoTopics => context?.SeesNoTopics == true;

    /// <summary>Reads everything that was asked for.</summary>
    public async Task RunAsync(ChannelWriter<ReadItem> sink, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var rules = await RulesAsync(requests, cancellationToken);
        OwnPersonId = rules.Name ?? rules.Id;
        var roster = SchoolRoster.From(rules, await ReceiversAsync(requests, cancellationToken));
        if (roster.Students.Count == 0 || roster.Classes.Count == 0)
        {
            throw new AdapterException(AdapterFailure.Permanent, "getmessagereceivers: no class with pupils is shown to the account", Texts.RightsMissing);
        }

        context = new ReadContext(options, requests, request, roster, sink, time);
        await RosterAsync(roster, startedAt, cancellationToken);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(startedAt, zone).DateTime);
        var terms = await TermsAsync(roster, cancellationToken);
        var pieces = roster.Classes.SelectMany(list => DayRuns.Cut(request.DaysOf(list.Name), options.DaysPerRequest).Select(days => (list, days))).OrderBy(piece => piece.days.From);
        var work = pieces.Select(piece => (Func<CancellationToken, Task>)(stop => new ClassReading(context, piece.list, piece.days).RunAsync(today, stop)));
        if (!request.Kinds.Any(kind => kind.IsDated() || kind == RecordKind.Subject))
        {
            work = [];
        }

        work = work.Concat(roster.Classes.Where(_ => context.Wants(RecordKind.FinalMark)).Select(list => (Func<CancellationToken, Task>)(stop => FinalsAsync(list, terms, stop))));
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = options.Http.MaxConcurrency, CancellationToken = cancellationToken }, async (one, stop) => await one(stop));
        if (IsYearSoFar(today) && context.IsWhole && request.Kinds.Contains(RecordKind.Lesson))
        {
            // All lessons of the year have been seen, and with them every subgroup and subject.
            await context.SendReadAsync(RecordKind.Class, classes: null, days: null, startedAt, cancellationToken);
            await context.SendReadAsync(RecordKind.Subject, classes: null, days: null, startedAt, cancellationToken);
        }

        await RemarksAsync(roster, cancellationToken);
    }

    private bool IsYearSoFar(DateOnly today)
    {
        var firstDay = new DateOnly(today.Month >= 9 ? today.Year : today.Year - 1, 9, 1);
        return request.Window.From <= firstDay && request.Window.To >= today;
    }

    /// <summary>The account's rules, with at least one class.</summary>
    public static async Task<WireRules> RulesAsync(JournalRequests requests, CancellationToken cancellationToken)
    {
        WireRules? rules;
        try
        {
            rules = await requests.RulesAsync(cancellationToken);
        }
        catch (Refusal refusal)
        {
            throw new AdapterException(AdapterFailure.Permanent, refusal.Message, refusal.Kind == RefusalKind.Forbidden ? Texts.TokenRefused : Texts.DevKeyRefused);
        }

        if (rules?.Relations is not { } relations)
        {
            throw new AdapterException(AdapterFailure.Temporary, "getrules: the answer is empty", Texts.Unexpected);
        }

        return relations.Groups is { Count: > 0 }
            ? rules
            : throw new AdapterException(AdapterFailure.Permanent, $"getrules: the account sees no classes; its roles: {string.Join(", ", rules.Roles ?? [])}", Texts.RightsMissing);
    }

    /// <summary>The account's receivers: the only list of pupils.</summary>
    public static async Task<WireReceivers> ReceiversAsync(JournalRequests requests, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.ReceiversAsync(cancellationToken) ?? throw new AdapterException(AdapterFailure.Temporary, "getmessagereceivers: the answer is empty", Texts.Unexpected);
        }
        catch (Refusal refusal)
        {
            throw new AdapterException(AdapterFailure.Permanent, refusal.Message, Texts.RightsMissing);
        }
    }

    private async Task RosterAsync(SchoolRoster roster, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        await context!.SendOnceAsync(roster.Classes.Select(list => list.Group), cancellationToken);
        await context.SendAsync(roster.Teachers.Staff, cancellationToken);
        await context.SendAsync(roster.Students, cancellationToken);
        foreach (var id in roster.DoubtfulPupils.Where(_ => context.Wants(RecordKind.Student)))
        {
            await context.SendAsync(new Skipped(RecordKind.Student, id, "two people bear this id", "getmessagereceivers") { InRussian = Texts.SkippedPupilId }, cancellationToken);
        }

        // Subgroups, and with them the groups, and subjects are known from the timetables of the days that are read: what is not seen there is not gone.
        await context.SendReadAsync(RecordKind.Student, classes: null, days: null, startedAt, cancellationToken);
        if (roster.Teachers.IsKnown)
        {
            await context.SendReadAsync(RecordKind.Teacher, classes: null, days: null, startedAt, cancellationToken);
        }
    }

    private async Task<(TermBook Book, Unread? Failure)> TermsAsync(SchoolRoster roster, CancellationToken cancellationToken)
    {
        var book = new TermBook();
        if (!context!.Wants(RecordKind.Term) && !context.Wants(RecordKind.FinalMark))
        {
            return (book, null);
        }

        var startedAt = context.Now;
        var classOf = roster.Classes.Where(list => list.Pupils.Count > 0).ToDictionary(list => list.Pupils[0], list => list.Name, StringComparer.Ordinal);
        try
        {
            var answers = await requests.PeriodsAsync([.. classOf.Keys], cancellationToken);
            foreach (var (pupil, answer) in answers.Found)
            {
                book.Add(classOf[pupil], answer.Periods ?? []);
            }

            if (answers.Missing.Count > 0)
            {
                return await TermsUnreadAsync(book, Unread.PupilsLeftOut("getperiods", answers.Missing.Count), cancellationToken);
            }
        }
        catch (Exception exception) when (Unread.Of(exception) is { } why)
        {
            return requests.IsForbidden("getperiods") ? (book, null) : await TermsUnreadAsync(book, why, cancellationToken);
        }

        await context.SendAsync(book.Terms().ToList(), cancellationToken);
        await context.SendReadAsync(RecordKind.Term, classes: null, days: null, startedAt, cancellationToken);
        return (book, null);
    }

    private async Task<(TermBook Book, Unread? Failure)> TermsUnreadAsync(TermBook book, Unread why, CancellationToken cancellationToken)
    {
        await context!.SendUnreadAsync(RecordKind.Term, classes: null, days: null, why, cancellationToken);
        return (book, why);
    }

    private async Task FinalsAsync(ClassList list, (TermBook Book, Unread? Failure) terms, CancellationToken cancellationToken)
    {
        if (list.Pupils.Count == 0 || requests.IsForbidden("getfinalassessments"))
        {
            return;
        }

        var startedAt = context!.Now;
        var failure = terms.Failure;
        if (failure is null)
        {
            try
            {
                var answers = await requests.FinalsAsync(list.Pupils, cancellationToken);
                var marks = answers.Found.SelectMany(found => FinalMapping.Map(found.Pupil, list.Name, found.Answer.Items ?? [], terms.Book)).ToList();
                await context.SendOnceAsync(marks.Select(mark => mark.SubjectId).Distinct(StringComparer.Ordinal).Select(name => new Subject(name, name)), cancellationToken);
                await context.SendAsync(marks, cancellationToken);
                failure = answers.Missing.Count > 0 ? Unread.PupilsLeftOut("getfinalassessments", answers.Missing.Count) : null;
            }
            catch (Exception exception) when (Unread.Of(exception) is { } why)
            {
                if (requests.IsForbidden("getfinalassessments"))
                {
                    return;
                }

                failure = why;
            }
        }

        if (list.HasDoubtful)
        {
            failure ??= Unread.PupilIdRepeated;
        }

        await (failure is null
            ? context.SendReadAsync(RecordKind.FinalMark, [list.Name], days: null, startedAt, cancellationToken)
            : context.SendUnreadAsync(RecordKind.FinalMark, [list.Name], days: null, failure, cancellationToken));
    }

    private async Task RemarksAsync(SchoolRoster roster, CancellationToken cancellationToken)
    {
        var remarks = new List<Remark>();
        remarks.AddRange(requests.Forbidden.Select(method => Say(RecordKind.Class, "the account may not call the method; what only it shows is not checked", method, Texts.RemarkForbidden)));
        remarks.AddRange(context!.UnknownValues.Select(pair =>
            Say(RecordKind.Mark, $"the value '{Short(pair.Key)}' stands {pair.Value} times where marks stand and is neither a mark nor a known absence", "getassessments", Texts.RemarkValue, Short(pair.Key), pair.Value)));
        if (roster.UnknownClasses.Count > 0)
        {
            remarks.Add(Say(RecordKind.Student, $"pupils are listed in {roster.UnknownClasses.Count} groups that are not among the account's classes", "getmessagereceivers", Texts.RemarkUnknownClasses, roster.UnknownClasses.Count));
        }

        if (context.LessonsWithoutTeacher > 0)
        {
            remarks.Add(Say(RecordKind.Lesson, $"the teacher of {context.LessonsWithoutTeacher} lessons is not in the staff list, or two there bear the name; the lessons are without a teacher", "getschedule", Texts.RemarkWithoutTeacher, context.LessonsWithoutTeacher));
        }

        if (SeesNoTopics)
        {
            remarks.Add(Say(RecordKind.Lesson, "no diary shows a topic; topics are not checked", "getdiary", Texts.RemarkNoTopics));
        }

        foreach (var remark in remarks)
        {
            await context.SendAsync(remark, cancellationToken);
        }
    }

    private static Remark Say(RecordKind kind, string message, string method, string russian, params object[] values) =>
        new(kind, message, method) { InRussian = string.Format(Russian, russian, values) };

    /// <summary>Such values are letters; a whole sentence there is somebody's text and is not repeated.</summary>
    private static string Short(string value) => value.Length <= 6 ? value : "…";
}

using ElJournal.Adapters;
using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Reconciling;

/// <summary>Compares what portals show of the control pupils with what was delivered.</summary>
internal sealed class ReconcileUseCase(AdapterFactory adapters, LedgerDatabase database, AdministratorLetters letters, TimeProvider clock, MachineClock machine)
{
    /// <summary>Compares over one route, or over all.</summary>
    /// <param name="school">The school.</param>
    /// <param name="route">The route's name; <see langword="null"/> for all.</param>
    /// <param name="days">The days; <see langword="null"/> for the last ones, as the route says.</param>
    /// <param name="lease">The school's lease.</param>
    /// <exception cref="GatewayException">There is no such route.</exception>
    public async Task<ReconcileReport> RunAsync(SchoolRuntime school, string? route, DayRange? days, SchoolLease lease, CancellationToken cancellationToken)
    {
        var results = new List<ReconcileResult>();
        foreach (var options in school.Routes(route))
        {
            var result = await RunAsync(school, options, days, cancellationToken);
            results.Add(result);
            await NoteAsync(school, result, lease, cancellationToken);
        }

        return new ReconcileReport(school.Id, results);
    }

    private async Task<ReconcileResult> RunAsync(SchoolRuntime school, RouteOptions options, DayRange? days, CancellationToken cancellationToken)
    {
        var today = school.DayOf(clock.GetUtcNow());
        var range = days ?? new DayRange(today.AddDays(1 - options.ReadBackDays), today);
        await using var connection = await database.OpenAsync(cancellationToken);
        var state = new DeliveredState(connection, school.Id, options.Name, machine.Time.GetUtcNow() - options.PublishingDelay) { Fields = RouteFields.Of(options) };
        var result = new ReconcileResult(school.Id, options.Name, range.From, range.To, ReadBack: false, 0, [], [], [], await state.BlockedAsync(cancellationToken), [], [], Failure: null);
        try
        {
            await using var portal = adapters.CreatePortal(school, options);
            return portal is IReadBack readable
                ? await CompareAsync(result, state, await readable.ReadBackAsync(range, cancellationToken), RouteTask.KindsOf(options.Kinds), cancellationToken)
                : result with { Remarks = [Texts.NoReadBack] };
        }
        catch (AdapterException failure)
        {
            return result with { Failure = new ExportFailure(failure.Failure == AdapterFailure.Temporary ? "temporary" : "permanent", failure.Message, failure.Instruction) };
        }
    }

    private static async Task<ReconcileResult> CompareAsync(ReconcileResult result, DeliveredState state, ReadBackView view, IReadOnlySet<RecordKind> kinds, CancellationToken cancellationToken)
    {
        var (missing, different, extra, uncompared) = (new List<ReconcileEntry>(), new List<ReconcileEntry>(), new List<ReconcileEntry>(), new List<UncomparedEntry>());
        var compared = 0;
        foreach (var pupil in view.Pupils)
        {
            if (await state.PupilAsync(pupil.StudentId, cancellationToken) is not { } known)
            {
                uncompared.Add(new UncomparedEntry(pupil.StudentId, Kind: null, "unknown-student"));
                continue;
            }

            uncompared.AddRange(pupil.Unread.Where(kinds.Contains).Order().Select(kind => new UncomparedEntry(pupil.StudentId, kind.WireName(), "unread")));
            var delivered = (await state.OfAsync(pupil.StudentId, known, new DayRange(result.From, result.To), cancellationToken)).Where(item => IsCompared(item.Item.Kind)).ToList();
            compared += delivered.Count(item => item.Must);
            var found = Comparison.Of(delivered, Shown(pupil).Where(item => IsCompared(item.Kind)));
            missing.AddRange(found.Missing.Select(item => Entry(item.Item, item.Key, item.Item.Value, shown: null)));
            different.AddRange(found.Different.Select(pair => Entry(pair.Item.Item, pair.Item.Key, pair.Item.Item.Value, pair.Shown.Value)));
            extra.AddRange(found.Extra.Select(item => Entry(item, key: null, expected: null, item.Value)));

            if (IsCompared(RecordKind.FinalMark) && pupil.Finals.Count > 0)
            {
                var finals = FinalComparison.Of(await state.FinalsAsync(pupil.StudentId, known, cancellationToken), pupil.Finals);
                compared += pupil.Finals.Count - finals.Count(difference => difference.Expected is null);
                foreach (var (expected, final) in finals)
                {
                    (expected is null ? extra : different).Add(new ReconcileEntry(RecordKind.FinalMark.WireName(), expected?.Key, pupil.StudentId, known.ClassId, final.Day, final.Subject, expected?.Value, final.Value));
                }
            }

            bool IsCompared(RecordKind kind) => kinds.Contains(kind) && !pupil.Unread.Contains(kind);

            ReconcileEntry Entry(PortalItem item, string? key, string? expected, string? shown) => new(item.Kind.WireName(), key, pupil.StudentId, known.ClassId, item.Day, item.Subject, expected, shown);
        }

        return result with { ReadBack = true, Compared = compared, Missing = missing, Different = different, Extra = extra, NotCompared = uncompared, Remarks = view.Remarks };
    }

    private static IEnumerable<PortalItem> Shown(ShownPupil pupil)
    {
        foreach (var lesson in pupil.Lessons)
        {
            yield return new PortalItem(RecordKind.Lesson, lesson.Day, lesson.Subject, lesson.Topic ?? "");
            if (lesson.Homework is { } homework)
            {
                yield return new PortalItem(RecordKind.Homework, lesson.Day, lesson.Subject, homework);
            }
        }

        foreach (var mark in pupil.Marks)
        {
            yield return new PortalItem(RecordKind.Mark, mark.Day, mark.Subject, mark.Value);
        }

        foreach (var attendance in pupil.Attendance)
        {
            yield return new PortalItem(RecordKind.Attendance, attendance.Day, attendance.Subject, attendance.Kind is { } kind ? Word(kind) : null);
        }
    }

    private static string Word(AttendanceKind kind) => kind switch
    {
        AttendanceKind.Absent => "absent",
        AttendanceKind.Ill => "ill",
        AttendanceKind.Excused => "excused",
        _ => "late",
    };

    /// <summary>Differences are a finding and a letter; the finding ends with a complete comparison that has none.</summary>
    private async Task NoteAsync(SchoolRuntime school, ReconcileResult result, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (!school.Settings<ExportDeliveredSettings>(DeliveryFindings.Rule, school.DayOf(clock.GetUtcNow())).Enabled || (result.Differences == 0 && (!result.ReadBack || result.NotCompared.Count > 0)))
        {
            return;
        }

        var now = clock.GetUtcNow();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var findings = new DeliveryFindings(transaction, school, now);
        if (result.Differences == 0)
        {
            await findings.ResolveAsync("read-back", result.Route, cancellationToken);
        }
        else
        {
            await findings.HoldAsync("read-back", result.Route, school.DayOf(now), deadline: null, What(result), cancellationToken);
            await TellAsync(transaction, school, result, cancellationToken);
        }

        await transaction.Context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static string What(ReconcileResult result) =>
        Phrase.Of(Texts.ReconcileWhat, result.Route, result.Compared, result.Missing.Count, result.Different.Count, result.Extra.Count);

    private async Task TellAsync(LedgerTransaction transaction, SchoolRuntime school, ReconcileResult result, CancellationToken cancellationToken)
    {
        var notice = new AdministratorNotice(
            LetterKind.Failure,
            $"reconcile-{result.Route}",
            school.DayOf(clock.GetUtcNow()),
            Phrase.Of(Texts.ReconcileSubject, result.Route),
            [
                What(result),
                Phrase.Of(Texts.ReconcileInstruction, school.Id, result.Route),
            ]);
        await letters.EnqueueAsync(transaction, school.Options, notice, cancellationToken);
    }
}

using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Gateway.Tests.Sync;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.AssessmentLoad;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Compliance.FinalMarks;
using ElJournal.Rules.Compliance.GradeOneNoHomework;
using ElJournal.Rules.Compliance.HomeworkLoad;
using ElJournal.Rules.Compliance.LateChange;
using ElJournal.Rules.Compliance.MarkDensity;
using ElJournal.Rules.Compliance.TopicPlan;
using ElJournal.Rules.Compliance.WrittenWorkDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>A journal that people write in, a gateway that reads it by real passes and judges it, and a deputy director who decides. Each step is told by one number.</summary>
internal sealed partial class JudgedWorld : IAsyncDisposable
{
    private static readonly DateOnly Monday = World.Monday;
    private static readonly Decision Deputy = new("Завуч", "по приказу");
    private static readonly string[] Groups = ["c1", "c7", "c7en", "c8", "home", "club"];
    private static readonly string[] Works = ["Ответ на уроке", "Контрольная работа", "Необычная работа"];

    private readonly World world;
    private readonly SceneLoader scenes = new();
    private readonly JudgeUseCase judge;
    private SchoolRuntime school = Configured(17, homework: true, shift: false, lateAfter: 1);

    private JudgedWorld(World world)
    {
        this.world = world;
        judge = new JudgeUseCase(world.Database, scenes, world.Clock);
    }

    public List<string> Told { get; } = [];

    private List<JournalRecord> Journal => world.Journal;

    public static async Task<JudgedWorld> CreateAsync(int seed, StorageProvider? provider = null)
    {
        var read = await World.CreateAsync(roster: false, provider);
        read.Journal.AddRange(
        [
            new Term("q1", "1 четверть", TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 25)),
            new ClassGroup("c1", "1А", 1), new ClassGroup("c7", "7А", 7), new ClassGroup("c8", "7Б", 7),
            new ClassGroup("c7en", "7А англ.", null, ClassKind.Subgroup, parentId: "c7"),
            new ClassGroup("home", "7Н", 7, ClassKind.HomeSchooling), new ClassGroup("club", "Шахматы", null, ClassKind.Extracurricular),
            new Teacher("t1", "Примерова", "Ольга", "Ивановна"), new Teacher("t2", "Другова", "Анна", "Петровна"),
            .. Groups.Select(group => new Teacher($"t-{group}", "Учебная", "Анна", "Петровна")),
            new Subject("u1", "Алгебра"), new Subject("u2", "Физика"),
            .. Enumerable.Range(1, 12).Select(number => Pupil(number, "c7")), .. Enumerable.Range(13, 3).Select(number => Pupil(number, "c8")), .. Enumerable.Range(16, 2).Select(number => Pupil(number, "c1")),
        ]);
        var made = new JudgedWorld(read);
        read.Clock.MoveTo(World.At(9, 0, day: 1));
        await read.SyncAsync();
        made.FillWeek(new Random(seed));
        foreach (var day in Enumerable.Range(5, 5))
        {
            read.Clock.MoveTo(World.At(16, 0, day));
            await read.SyncAsync();
        }

        await made.JudgeAsync();
        return made;
    }

    /// <summary>One thing happens.</summary>
    public async Task StepAsync(int step)
    {
        var random = new Random(step);
        var what = Happening(random);
        Told.Add(FormattableString.Invariant($"{step}: {what} at {world.Clock.GetUtcNow():u}"));
        switch (what)
        {
            case 0 when Any<Lesson>(random) is { } lesson:
                Journal.Replace(Changed(lesson, lesson.Id, lesson.Day, lesson.Topic is null ? "Степени" : null));
                break;
            case 1:
                Journal.Replace(AnyLesson(random));
                break;
            case 2 when Any<Lesson>(random) is { } lesson:
                Journal.Replace(new Homework(lesson.Id, random.Next(4) == 0 ? "не задано" : $"§ {random.Next(3)}", entered: Moment(random)));
                break;
            case 3 or 4 when Any<Lesson>(random) is { } lesson:
                Mark(lesson, random);
                break;
            case 5 when Any<Mark>(random) is { } mark:
                Journal.Replace(new Mark(mark.Id, mark.LessonId, mark.StudentId, $"{random.Next(2, 6)}", mark.Work, entered: mark.Entered));
                break;
            case 6 when Any<Lesson>(random) is { } lesson && Any<Student>(random) is { } pupil:
                Journal.Replace(new Attendance(lesson.Id, pupil.Id, (AttendanceKind)random.Next(1, 5), Moment(random), ambiguous: random.Next(4) == 0));
                break;
            case 7:
                Erase(random);
                break;
            case 8 when random.Next(2) == 0:
                Renumber(random);
                break;
            case 8:
                Journal.Replace(new FinalMark($"p{random.Next(1, 18)}", "u1", "q1", $"{random.Next(3, 6)}", Moment(random)));
                break;
            case 9:
                MassChange(random);
                await ReadAsync(random);
                await DecideHoldAsync(random);
                return;
            case 10:
                ChangeRoster(random);
                break;
            case 11:
                await ReadAsync(random);
                break;
            case 12:
                await BreakAsync(random);
                break;
            case 13:
                world.Clock.Advance(TimeSpan.FromHours(1 + random.Next(30)));
                break;
            case 14:
                await ExcuseAsync(random);
                break;
            case 15:
                await DayAsync(random);
                break;
            case 16:
                await WaiveAsync(random);
                break;
            case 17:
                await DecideHoldAsync(random);
                break;
            case 18:
                school = Configured(random.Next(16, 19), random.Next(2) == 0, random.Next(2) == 0, random.Next(3));
                break;
            case 19:
                world.Source.Shown = new(RecordKinds.All.ToHashSet()) { ShowsTopics = random.Next(3) > 0, ShowsHomeworkAtLessonGiven = random.Next(4) > 0 };
                break;
            default:
                break;
        }

        if (random.Next(3) > 0)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(random.Next(300)));
            await ReadAsync(random);
        }
    }

    /// <summary>The same, but the process dies at one of its commits, right before or right after it.</summary>
    /// <param name="step">What happens.</param>
    /// <param name="boundary">How many of its commits' sides are passed before; a step with fewer is done whole.</param>
    public async Task StepAsync(int step, int boundary)
    {
        using var life = new CancellationTokenSource();
        world.AtCommit = () =>
        {
            if (boundary-- == 0)
            {
                life.Cancel();
            }

            // Nothing more is committed by who is dead.
            life.Token.ThrowIfCancellationRequested();
        };
        try
        {
            await StepAsync(step);
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            Told.Add("killed");
        }

        world.AtCommit = null;
        world.Source.FailAfter = null;
        world.Source.Broken.Clear();
        world.Source.AsOf = null;
    }

    /// <summary>All that the ledger holds.</summary>
    public async Task<IReadOnlyCollection<string>> LedgerAsync()
    {
        await using var connection = await world.Database.OpenAsync(CancellationToken.None);
        return await LedgerState.OfAsync(connection);
    }

    public Task<JudgeResult> JudgeAsync() => JudgeAsync(judge, world.Leases);

    /// <summary>Tells the gateway to look at everything, as if all had changed.</summary>
    public async Task JudgeEverythingAsync()
    {
        await LedgerCopy.ExecuteAsync(world.Database, "INSERT INTO dirty (\"School\", \"Class\", \"Day\") VALUES ('s1', '', 0) ON CONFLICT DO NOTHING");
        await JudgeAsync();
    }

    /// <summary>The same ledger judged by somebody who knows of no finding, and what this one says, both without what is in doubt.</summary>
    /// <remarks>A fresh table knows nothing of what was open before reads grew old or doubtful: of those days only the rest is compared.</remarks>
    public async Task<(IReadOnlyList<string> Fresh, IReadOnlyList<string> Own)> JudgedAnewAsync()
    {
        await using var copy = new LedgerCopy(world.Database);
        await LedgerCopy.ExecuteAsync(copy.Database, "DELETE FROM findings; DELETE FROM finding_blocks; DELETE FROM not_checked; DELETE FROM judged_days; DELETE FROM judged_state");
        await JudgeAsync(new JudgeUseCase(copy.Database, scenes, world.Clock), new SchoolLeases(copy.Database, TimeProvider.System));
        await using var context = await copy.Database.ReadAsync(CancellationToken.None);
        var open = await context.Set<NotCheckedRow>().AsNoTracking().ToListAsync();
        // Whether attendance was taken is read with the lessons.
        var doubtful = open.Select(row => (row.Class, row.Kind, row.Day)).Concat(open.Where(row => row.Kind == RecordKind.Lesson).Select(row => (row.Class, Kind: RecordKind.Attendance, row.Day))).ToHashSet();
        bool Certain(FindingRow row) => Lifecycle.KindOf(row.Part) is not { } kind || row.State == FindingState.Present || !doubtful.Contains((row.RootClass!, kind, row.Day));
        return (await StateAsync(copy.Database, Certain), await StateAsync(world.Database, Certain));
    }

    public Task<IReadOnlyList<string>> StateAsync() => StateAsync(world.Database, _ => true);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    /// <summary>All that judging says, but when it was first said and who waived it.</summary>
    private static async Task<IReadOnlyList<string>> StateAsync(LedgerDatabase database, Func<FindingRow, bool> include)
    {
        await using var context = await database.ReadAsync(CancellationToken.None);
        var holding = (await context.Set<FindingRow>().AsNoTracking().Where(row => row.Status != FindingStatus.Resolved).OrderBy(row => row.Id).ToListAsync()).Where(include).ToList();
        var ids = holding.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. holding.Select(row => FormattableString.Invariant($"{row.Id} {row.Rule} {row.Part} {row.State} {row.Severity} {row.Excused} {row.Day} {row.Class} {row.Lesson} {row.Teacher} {row.Deadline} {row.EnteredAfter} {row.EnteredBy} {row.AsOf} {row.Message}")),
            .. (await context.Set<FindingBlockRow>().AsNoTracking().OrderBy(row => row.Finding).ThenBy(row => row.Key).ToListAsync()).Where(row => ids.Contains(row.Finding)).Select(row => $"{row.Finding} blocks {row.Kind} {row.Key}"),
            .. (await context.Set<NotCheckedRow>().AsNoTracking().Where(row => row.Reason != "stale").OrderBy(row => row.Class).ThenBy(row => row.Day).ThenBy(row => row.Kind).ThenBy(row => row.Reason).ToListAsync()).Select(row => $"{row.Class} {row.Day} {row.Kind} {row.Reason}"),
        ];
    }

    private static SchoolRuntime Configured(int hour, bool homework, bool shift, int lateAfter) => JudgingLedger.Configured(
        options =>
        {
            options.Source = [new SourceOptions { Adapter = "scripted" }];
            options.Staff.DeputyDirector = new DeputyOptions { Name = "Завуч Школьная", Email = "zavuch@school.example" };
            options.Calendar.Vacations = [new PeriodOptions { From = Monday.AddDays(4), To = Monday.AddDays(13) }];
            if (shift)
            {
                options.Policy.Shifts = [new ShiftOptions { Classes = ["7Б"], Shift = 2 }];
            }
        },
        new EntryDeadlineSettings { Deadline = new TimeOnly(hour, 0) },
        new GradeOneNoHomeworkSettings { Enabled = homework },
        new LateChangeSettings { AfterDays = lateAfter },
        new WrittenWorkDeadlineSettings { ParallelOver = 10, Terms = { new WrittenWorkTerm { Lessons = 1, SchoolDays = lateAfter + 1 } } },
        new MarkDensitySettings { Enabled = true },
        new AssessmentLoadSettings { Enabled = true },
        new HomeworkLoadSettings { Enabled = true, FromSubjects = 1 },
        new TopicPlanSettings { Enabled = true, BehindOver = 0, SameTopicInARow = 2 },
        new FinalMarksSettings { Days = { new FinalMarksDay { Term = "q1", On = Monday.AddDays(2) } }, UnknownWeightsAreEqual = shift });

    private async Task<JudgeResult> JudgeAsync(JudgeUseCase use, SchoolLeases leases)
    {
        await using var lease = await leases.AcquireAsync("s1", "check", CancellationToken.None);
        return await use.RunAsync(school, null, lease, CancellationToken.None);
    }

    // What makes everything worth judging again (people, settings, days off) is rare, for it hides what was overlooked before.
    private static int Happening(Random random) => random.Next(10) == 0 ? random.Next(10, 20) : random.Next(6) switch { 0 => 11, 1 => 13, 2 => 17, _ => random.Next(10) };

    private async Task ReadAsync(Random random)
    {
        world.Source.AsOf = random.Next(4) == 0 ? world.Clock.GetUtcNow().AddMinutes(-random.Next(120)) : null;
        await world.SyncAsync();
        world.Source.AsOf = null;
    }

    /// <summary>The journal does not answer, wholly or in part, and perhaps for an hour.</summary>
    private async Task BreakAsync(Random random)
    {
        if (random.Next(2) == 0)
        {
            world.Source.FailAfter = random.Next(Journal.Count);
        }
        else
        {
            world.Source.Broken.UnionWith(random.Next(2) == 0 ? RecordKinds.All : [RecordKind.Mark]);
        }

        await world.SyncAsync();
        if (random.Next(2) == 0)
        {
            world.Clock.Advance(TimeSpan.FromHours(1));
            await world.SyncAsync();
        }

        world.Source.FailAfter = null;
        world.Source.Broken.Clear();
    }

    private async Task ExcuseAsync(Random random)
    {
        var excuses = new Excuses(world.Database, judge, world.Clock);
        var known = await excuses.ListAsync(school, CancellationToken.None);
        var from = Monday.AddDays(random.Next(5));
        _ = await world.InLeaseAsync(async lease =>
        {
            if (known.Count > 0 && random.Next(2) == 0)
            {
                await excuses.RemoveAsync(school, known[random.Next(known.Count)].Id, Deputy, lease, CancellationToken.None);
            }
            else
            {
                await excuses.AddAsync(school, random.Next(2) == 0 ? "t1" : "t2", new DayRange(from, from.AddDays(random.Next(4))), Deputy, lease, CancellationToken.None);
            }

            return 0;
        });
    }

    private async Task DayAsync(Random random)
    {
        var days = new UnforeseenDays(world.Database, judge, world.Clock);
        var known = await days.ListAsync(school, CancellationToken.None);
        var from = Monday.AddDays(random.Next(9) - 1);
        _ = await world.InLeaseAsync(async lease =>
        {
            if (known.Count > 0 && random.Next(2) == 0)
            {
                await days.RemoveAsync(school, known[random.Next(known.Count)].Id, Deputy, lease, CancellationToken.None);
            }
            else
            {
                await days.AddAsync(school, random.Next(2) == 0 ? "7А" : null, new DayRange(from, from.AddDays(random.Next(2))), UnforeseenDays.Kinds[random.Next(3)], Deputy, lease, CancellationToken.None);
            }

            return 0;
        });
    }

    private async Task WaiveAsync(Random random)
    {
        await JudgeAsync();
        var rows = (await world.AllAsync<FindingRow>()).Where(row => row.Status is not FindingStatus.Resolved).OrderBy(row => row.Id, StringComparer.Ordinal).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        var decisions = new FindingDecisions(world.Clock);
        var row = rows[random.Next(rows.Count)];
        _ = await world.InLeaseAsync(lease => row.WaivedUntil is null
            ? decisions.WaiveAsync(school, row.Id, school.DayOf(world.Clock.GetUtcNow()).AddDays(random.Next(3)), Deputy, lease, CancellationToken.None)
            : decisions.UnwaiveAsync(school, row.Id, Deputy, lease, CancellationToken.None));
    }

    private async Task DecideHoldAsync(Random random)
    {
        var open = (await world.HoldsAsync()).Where(hold => hold.Status == HoldStatus.Open).OrderBy(hold => hold.Id, StringComparer.Ordinal).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var hold = open[random.Next(open.Count)];
        _ = await world.InLeaseAsync(lease => random.Next(2) == 0
            ? world.Decisions.ApproveAsync(lease, hold.Id, hold.Digest, Deputy.By, Deputy.Reason, CancellationToken.None)
            : world.Decisions.DiscardAsync(lease, hold.Id, hold.Digest, Deputy.By, Deputy.Reason, CancellationToken.None));
        Told.Add($"hold {hold.Class} {hold.Kind}");
    }
}

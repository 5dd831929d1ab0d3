using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ElJournal.Adapters.Dnevnik.Wire;
using ElJournal.Adapters.Http;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>A school's journal at Дневник.ру.</summary>
internal sealed class DnevnikSource : IJournalSource, IExpiringCredential, IOwnAccount
{
    /// <summary>What is known only as far as teachers show it, where the list of classes is refused.</summary>
    internal static readonly FrozenSet<RecordKind> ThroughTeachers = [RecordKind.Class, RecordKind.Student];

    private readonly AdapterContext context;
    private readonly DnevnikSettings settings;
    private readonly HttpChannel http;
    private readonly IDnevnikApi api;
    private readonly Facts facts = new();
    private volatile string? ownPerson;
    private volatile object? homeworkAtLessonGiven;
    private volatile bool showsAverages;

    public DnevnikSource(AdapterContext context, DnevnikSettings settings)
    {
        this.context = context;
        this.settings = settings;
        homeworkAtLessonGiven = settings.HomeworkAtLessonGiven;
        showsAverages = settings.Averages is AverageCalls.Plain or AverageCalls.Weighted;
        http = new HttpChannel(context, settings.Address, settings.Http, WireJson.Settings);
        api = http.Api<IDnevnikApi>();
        api.AccessToken = settings.AccessToken;
    }

    /// <inheritdoc/>
    /// <remarks>Sign-ins no role gets to see. Where homework stands is told by its days, and whether there are averages by the school's settings, so not before a read.</remarks>
    public SourceTraits Traits => new(
        RecordKinds.All.Where(kind => kind != RecordKind.SignIn && (kind != RecordKind.Attendance || settings.Attendance is not null)).ToFrozenSet(),
        ShowsHomeworkAtLessonGiven: (bool?)homeworkAtLessonGiven ?? false)
    {
        ShowsSubstitutions = false,
        ShowsAverages = showsAverages,
        SeenThroughDays = facts.ClassesByTeacher ? ThroughTeachers : FrozenSet<RecordKind>.Empty,
    };

    /// <inheritdoc/>
    public string? OwnPersonId => ownPerson;

    /// <inheritdoc/>
    public IReadOnlyList<CredentialEnd> CredentialEnds => settings.AccessTokenEnds is { } day
        ? [new CredentialEnd(Texts.TokenName, new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), context.TimeZone.GetUtcOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue))), Texts.TokenEnds)]
        : [];

    /// <inheritdoc/>
    public async ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var school = await new SchoolChoice(api, settings).FindAsync(cancellationToken).ConfigureAwait(false);
            return await new Probe(api, settings, school, context).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AdapterException failure)
        {
            return new ProbeResult(Succeeded: false, failure.Instruction ?? failure.Message);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = Channel.CreateBounded<ReadItem>(new BoundedChannelOptions(16) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => RunAsync(request, items.Writer, stop.Token), CancellationToken.None);
        Exception? failure;
        try
        {
            await foreach (var item in items.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            failure = await reading.ConfigureAwait(false);
        }

        yield return http.TakeEffort();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <returns>What the read failed with; what came before it stays valid.</returns>
    private async Task<Exception?> RunAsync(ReadRequest request, ChannelWriter<ReadItem> output, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAllAsync(request, output, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
        finally
        {
            output.Complete();
        }
    }

    private async Task ReadAllAsync(ReadRequest request, ChannelWriter<ReadItem> output, CancellationToken cancellationToken)
    {
        var startedAt = context.Time.GetUtcNow();
        await SignInAsync(cancellationToken).ConfigureAwait(false);
        var schoolId = await new SchoolChoice(api, settings).FindAsync(cancellationToken).ConfigureAwait(false);

        // A school year begins in September; August belongs to the one that is being prepared.
        var studyYear = request.Window.From.Month >= 8 ? request.Window.From.Year : request.Window.From.Year - 1;
        var school = await new SchoolRead(api, schoolId, request, studyYear, settings, facts, startedAt, output).RunAsync(cancellationToken).ConfigureAwait(false);
        showsAverages = school.Averages is { } averages ? averages != AverageCalls.Off : showsAverages;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(startedAt, context.TimeZone).DateTime);
        var reading = new DaysRead(api, settings, school, facts, today, request, context, output);
        await reading.RunAsync(cancellationToken).ConfigureAwait(false);
        homeworkAtLessonGiven = settings.HomeworkAtLessonGiven ?? reading.Journal.Habit.AtLessonGiven ?? (bool?)homeworkAtLessonGiven;
    }

    /// <summary>The first request tells a good token from a bad one, before anything else is asked.</summary>
    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        var me = await Ask.ForAsync(() => api.MeAsync(cancellationToken)).ConfigureAwait(false);
        if (me.Failure is { } failure && !me.IsRefused)
        {
            throw failure;
        }

        ownPerson = me.Value?.Person ?? ownPerson;
    }
}

using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ElJournal.Adapters.ElZhur.Wire;
using ElJournal.Adapters.Http;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>A school's journal in ЭлЖур.</summary>
internal sealed class ElZhurSource : IJournalSource, IExpiringCredential, IOwnAccount
{
    private static readonly (string Method, RecordKind Kind)[] Optional =
        [("getperiods", RecordKind.Term), ("gethomework", RecordKind.Homework), ("getassessments", RecordKind.Mark), ("getassessments", RecordKind.Attendance), ("getfinalassessments", RecordKind.FinalMark)];

    /// <summary>Subgroups and subjects stand in timetables only.</summary>
    private static readonly FrozenSet<RecordKind> ThroughDays = [RecordKind.Class, RecordKind.Subject];

    private readonly AdapterContext context;
    private readonly ElZhurOptions options;
    private readonly HttpChannel channel;
    private readonly ElZhurSession session;

    public ElZhurSource(AdapterContext context, ElZhurOptions options)
    {
        this.context = context;
        this.options = options;
        channel = new HttpChannel(context, options.BaseUrl, options.Http, WireJson.Settings());
        session = new ElZhurSession(channel.Api<IElZhurApi>(), options);
        Traits = TraitsOf([], showsTopics: options.ReadsTopics, showsSubstitutions: options.Substitutions is not null);
    }

    /// <inheritdoc/>
    /// <remarks>Sign-ins are shown to nobody. Entry times exist nowhere: the host's own intervals speak.</remarks>
    public SourceTraits Traits { get; private set; }

    /// <inheritdoc/>
    public string? OwnPersonId { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Where the adapter signs in by itself, every read brings a token of three months, so only a given one can end unnoticed.</remarks>
    public IReadOnlyList<CredentialEnd> CredentialEnds =>
        options.Login is null && session.TokenEnds is { } end ? [new(Texts.TokenName, end, Texts.TokenRenew)] : [];

    /// <inheritdoc/>
    public async ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        session.Begin();
        return await new Probe(new JournalRequests(session, options), options, context.Time, context.TimeZone).RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        session.Begin();
        var requests = new JournalRequests(session, options);
        var pass = new ReadPass(options, requests, request, context.Time, context.TimeZone);
        var items = Channel.CreateBounded<ReadItem>(new BoundedChannelOptions(16) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = Task.Run(() => RunAsync(pass, items.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var item in items.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            // A reader who leaves early takes the requests under way along.
            await stop.CancelAsync();
            await run;
        }

        OwnPersonId = pass.OwnPersonId ?? OwnPersonId;
        Traits = TraitsOf(
            Optional.Where(item => requests.IsForbidden(item.Method)).Select(item => item.Kind),
            options.ReadsTopics && !requests.IsForbidden("getdiary") && !pass.SeesNoTopics,
            options.Substitutions is not null && !requests.IsForbidden("getreplaces"));
        yield return channel.TakeEffort();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        session.Dispose();
        channel.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the channel with whatever the read ended with, and never throws itself.</summary>
    private static async Task RunAsync(ReadPass pass, ChannelWriter<ReadItem> writer, CancellationToken cancellationToken)
    {
        try
        {
            await pass.RunAsync(writer, cancellationToken);
            writer.Complete();
        }
        catch (Exception exception)
        {
            writer.Complete(exception);
        }
    }

    private SourceTraits TraitsOf(IEnumerable<RecordKind> hidden, bool showsTopics, bool showsSubstitutions) => new(
        RecordKinds.All.Except([RecordKind.SignIn, .. hidden]).ToFrozenSet(), ShowsHomeworkAtLessonGiven: options.HomeworkPlace == HomeworkPlace.Given, ShowsTopics: showsTopics, PositionalMarkKeys: true)
    {
        SeenThroughDays = ThroughDays,
        ShowsSubstitutions = showsSubstitutions,
    };
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Sync;

namespace ElJournal.Gateway.Observing;

/// <summary>What the gateway measures. Each instrument stands in <c>Observing/README.md</c>; tags hold ids and words of the program, never names.</summary>
internal static class Instruments
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "ElJournal.Gateway";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> JobDurations = Meter.CreateHistogram<double>("eljournal.job.duration", "s", "How long a job of a school took.");
    private static readonly UpDownCounter<int> Working = Meter.CreateUpDownCounter<int>("eljournal.schools.working", "{school}", "Schools whose jobs are running now.");
    private static readonly Counter<long> ReadRecords = Meter.CreateCounter<long>("eljournal.read.records", "{record}", "Records by what a reading pass did with them.");
    private static readonly Counter<long> UnreadScopes = Meter.CreateCounter<long>("eljournal.read.scopes.unread", "{scope}", "Scopes that a pass could not read or prove.");
    private static readonly Counter<long> DeliveredRecords = Meter.CreateCounter<long>("eljournal.delivery.records", "{record}", "Records that a portal answered about.");
    private static readonly Gauge<long> KeptRecords = Meter.CreateGauge<long>("eljournal.delivery.kept", "{record}", "Records not with the portal after the last export.");
    private static readonly Counter<long> HandledLetters = Meter.CreateCounter<long>("eljournal.letters", "{letter}", "Letters by what became of them.");
    private static readonly Gauge<long> WaitingLetters = Meter.CreateGauge<long>("eljournal.letters.waiting", "{letter}", "Letters that wait to be sent.");
    private static readonly Counter<long> SilentWatchdog = Meter.CreateCounter<long>("eljournal.watchdog.failures", "{call}", "Calls that the watchdog address did not answer.");
    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>("eljournal.web.signins", "{attempt}", "Attempts to sign in to the status page.");
    private static readonly Counter<long> Acts = Meter.CreateCounter<long>("eljournal.web.acts", "{act}", "Decisions made on the status page or by a letter's link.");

    /// <summary>A span for each job of a school, and one for each of its steps.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    /// <summary>A span of a job or a step of one.</summary>
    public static Activity? Begin(string what, string school) => Traces.StartActivity(what)?.SetTag("school", school);

    public static void JobEnded(string school, string job, string status, TimeSpan took) =>
        JobDurations.Record(took.TotalSeconds, new("school", school), new("job", job), new("status", status));

    public static void SchoolBegan() => Working.Add(1);

    public static void SchoolEnded() => Working.Add(-1);

    public static void PassEnded(SyncResult pass)
    {
        foreach (var (change, count) in new[] { ("added", pass.Added), ("changed", pass.Changed), ("deleted", pass.Deleted), ("unchanged", pass.Unchanged), ("held", pass.Held) })
        {
            ReadRecords.Add(count, new("school", pass.School), new("change", change));
        }

        UnreadScopes.Add(pass.NotRead.Count, new KeyValuePair<string, object?>("school", pass.School));
    }

    public static void ExportEnded(string school, ExportReport report)
    {
        foreach (var route in report.Routes)
        {
            foreach (var (outcome, count) in new[] { ("accepted", route.Accepted), ("rejected", route.Rejected) })
            {
                DeliveredRecords.Add(count, new("school", school), new("route", route.Route), new("outcome", outcome));
            }

            foreach (var (reason, count) in new[] { ("pending", route.Pending), ("withheld", route.Withheld), ("held", route.Held) })
            {
                KeptRecords.Record(count, new("school", school), new("route", route.Route), new("reason", reason));
            }
        }
    }

    public static void LettersHandled(string school, int sent, int refused, int waiting)
    {
        HandledLetters.Add(sent, new("school", school), new("outcome", "sent"));
        HandledLetters.Add(refused, new("school", school), new("outcome", "refused"));
        WaitingLetters.Record(waiting, new KeyValuePair<string, object?>("school", school));
    }

    public static void WatchdogSilent() => SilentWatchdog.Add(1);

    public static void SignedIn(bool succeeded) => SignIns.Add(1, new KeyValuePair<string, object?>("outcome", succeeded ? "accepted" : "refused"));

    public static void Acted(string act) => Acts.Add(1, new KeyValuePair<string, object?>("act", act));
}

using System.Globalization;
using System.Net.Http.Json;
using ElJournal.Testing.Smtp;

namespace ElJournal.Benchmarks.Weeks;

/// <summary>What goes wrong with the systems around the worker, by chance: each is well for some hours and then troubled for an hour, a working day or, now and then, longer.</summary>
/// <param name="control">The simulators' control address.</param>
/// <param name="mail">The mail server.</param>
/// <param name="chance">Drawn from the seed.</param>
internal sealed class Weather(HttpClient control, LoopbackSmtpServer mail, Random chance)
{
    private const string Journal = "dnevnik";
    private const string Mail = "mail";
    private static readonly string[] Systems = [Journal, "portal", Mail];
    private static readonly string[] Kinds = ["Status", "Status", "Html", "Reset", "ResetMidBody", "TruncatedJson", "EmptyBody", "EmptySuccess"];
    private static readonly int[] Statuses = [408, 429, 500, 502, 503, 504];
    private static readonly double[] Shares = [0.05, 0.3, 1];
    private static readonly SmtpFault[] Refusals = [SmtpFault.NotAvailable, SmtpFault.RecipientLater, SmtpFault.DataLater, SmtpFault.DropBeforeAccepting];

    private readonly SortedDictionary<string, (DateTimeOffset Until, Trouble? Fault)> troubles = new(StringComparer.Ordinal);

    /// <summary>How many troubles there were.</summary>
    public int Count { get; private set; }

    /// <summary>For how many hours something was troubled, all systems together.</summary>
    public double Hours { get; private set; }

    /// <summary>Whether the journal answers as it should.</summary>
    public bool IsJournalWell => !troubles.ContainsKey(Journal);

    /// <summary>The weather from now on.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="calm">Whether all is to be well.</param>
    public async Task TurnAsync(DateTimeOffset now, bool calm)
    {
        foreach (var system in Systems)
        {
            if (calm || (troubles.TryGetValue(system, out var trouble) && trouble.Until <= now))
            {
                troubles.Remove(system);
            }
            else if (!troubles.ContainsKey(system) && chance.Next(8) == 0)
            {
                var hours = chance.Next(10) switch { 0 => 30, < 4 => chance.Next(4, 11), _ => chance.Next(1, 4) };
                Count++;
                Hours += hours;
                troubles[system] = (now.AddHours(hours), system == Mail ? null : Fault(system));
                mail.Otherwise = system == Mail ? Refusals[chance.Next(Refusals.Length)] : mail.Otherwise;
            }
        }

        mail.Otherwise = troubles.ContainsKey(Mail) ? mail.Otherwise : SmtpFault.None;
        (await control.DeleteAsync(new Uri("faults", UriKind.Relative))).EnsureSuccessStatusCode();
        foreach (var fault in troubles.Values.Select(trouble => trouble.Fault).OfType<Trouble>())
        {
            (await control.PostAsJsonAsync("faults", fault)).EnsureSuccessStatusCode();
        }
    }

    public override string ToString() => troubles.Count == 0 ? "all well" : string.Join(", ", troubles.Select(trouble => string.Create(CultureInfo.InvariantCulture, $"{trouble.Key} {trouble.Value.Fault?.ToString() ?? mail.Otherwise.ToString()}")));

    /// <summary>A portal may take a package and not say so; a journal that lies by silence does so now and then only.</summary>
    private Trouble Fault(string system)
    {
        var kind = Kinds[chance.Next(Kinds.Length)];
        var (status, share) = (kind == "Html" && chance.Next(2) == 0 ? 200 : Statuses[chance.Next(Statuses.Length)], kind == "EmptySuccess" ? 0.02 : Shares[chance.Next(Shares.Length)]);
        return new Trouble(system, kind, status, share, chance.Next(1000), system == "portal" && chance.Next(2) == 0);
    }

    /// <summary>A fault as the simulators take it.</summary>
    private sealed record Trouble(string System, string Kind, int Status, double Probability, int Seed, bool Applied)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Status} at {Probability:0%}");
    }
}

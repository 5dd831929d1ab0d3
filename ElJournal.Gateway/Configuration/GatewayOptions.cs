using System.ComponentModel.DataAnnotations;
using ElJournal.Gateway.MySchool;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Retention;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Secrets;
using ElJournal.Gateway.Web;

namespace ElJournal.Gateway.Configuration;

/// <summary>The whole of <c>eljournal.json</c>.</summary>
internal sealed class GatewayOptions
{
    public StorageOptions Storage { get; set; } = new();

    public SecretsOptions Secrets { get; set; } = new();

    public AdaptersOptions Adapters { get; set; } = new();

    public MailOptions Mail { get; set; } = new();

    public BackupOptions? Backup { get; set; }

    public RetentionOptions Retention { get; set; } = new();

    public WatchdogOptions? Watchdog { get; set; }

    /// <summary>How the worker shares itself among schools.</summary>
    public LimitsOptions Limits { get; set; } = new();

    /// <summary>The service for ФГИС «Моя школа»; left out: none.</summary>
    public MySchoolOptions? MySchool { get; set; }

    /// <summary>Where metrics and traces go; left out: nowhere.</summary>
    public TelemetryOptions? Telemetry { get; set; }

    /// <summary>The status page that <c>run</c> serves; left out: none. An empty section serves it to this machine.</summary>
    public WebOptions? Web { get; set; }

    public IList<SchoolOptions> Schools { get; set; } = [];

    /// <summary>A folder of more schools, one file each, as <c>schools add</c> writes them; a running worker takes changes over.</summary>
    /// <value>Default <c>schools</c>, relative to the configuration file; it need not be there.</value>
    public string SchoolsDirectory { get; set; } = "schools";
}

/// <summary>Where the ledger lives.</summary>
internal sealed class StorageOptions
{
    /// <value><c>Sqlite</c> (default), a file of this machine; or <c>PostgreSql</c>, a server that several gateways share.</value>
    public string Provider { get; set; } = "Sqlite";

    /// <value>
    /// SQLite: default <c>Data Source=data/eljournal.db</c>, relative to the configuration file. PostgreSQL: <c>Host=…;Database=…;Username=…</c> without a password, or a reference to a secret that is the whole of it.
    /// </value>
    public string ConnectionString { get; set; } = "Data Source=data/eljournal.db";

    /// <summary>PostgreSQL's password.</summary>
    /// <value>A reference to a secret; left out where the server needs none, or knows the machine's user.</value>
    public string? Password { get; set; }

    /// <summary>With PostgreSQL: the folder of what the program keeps in files of its own. With SQLite they lie beside the ledger's file.</summary>
    /// <value>Default <c>data</c>, relative to the configuration file.</value>
    public string Directory { get; set; } = "data";

    /// <summary>With PostgreSQL: whether an upgrade saves the ledger as a file in <see cref="Directory"/> before it changes the tables. A large server's administrator copies it by the server's own means. With SQLite it is always saved.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool CopyBeforeUpgrade { get; set; } = true;
}

/// <summary>Which plug-ins are loaded.</summary>
internal sealed class AdaptersOptions
{
    /// <value>Default <c>adapters</c> beside the program.</value>
    public string? Directory { get; set; }

    /// <value>Left out: the shipped ones.</value>
    public IList<string>? Allowed { get; set; }

    /// <summary>Fingerprints of plug-ins' folders (<c>adapters list --json</c>), by the plug-in's name.</summary>
    public IDictionary<string, string> Sha256 { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>How letters leave.</summary>
internal sealed class MailOptions
{
    public string? From { get; set; }

    public string? Host { get; set; }

    /// <value>Default 587, 1 to 65535.</value>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <value><c>StartTls</c> (default), or <c>None</c>, to loopback only.</value>
    public string Tls { get; set; } = "StartTls";

    public string? User { get; set; }

    /// <summary>A reference to a secret.</summary>
    public string? Password { get; set; }

    /// <summary>A file (PEM or DER) of the only certificate authorities that are trusted for the mail server, for one whose certificate the machine does not know.</summary>
    /// <value>Left out: those of the machine.</value>
    public string? CertificateAuthority { get; set; }

    /// <summary>A folder that letters are put into instead of being sent.</summary>
    public string? PickupDirectory { get; set; }

    /// <value>Domains that letters may go to, such as <c>school.example</c>; left out: any.</value>
    public IList<string> AllowedDomains { get; set; } = [];
}

/// <summary>The outside address that notices a dead gateway.</summary>
internal sealed class WatchdogOptions
{
    public string? Url { get; set; }

    /// <value>Default five minutes; one minute to a day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);
}

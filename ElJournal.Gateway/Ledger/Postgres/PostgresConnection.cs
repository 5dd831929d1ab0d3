using System.Globalization;
using System.Net;
using Npgsql;

namespace ElJournal.Gateway.Ledger.Postgres;

/// <summary>How the gateway connects to PostgreSQL.</summary>
internal static class PostgresConnection
{
    /// <summary>Told to whoever would send pupils' data where others may read it.</summary>
    public static string TlsWanted => LedgerTexts.TlsWanted;

    /// <summary>So many connections of one process: eight schools at once, the pages, what renews leases. A server allows a hundred by default, and there are several processes.</summary>
    private const string PoolSize = "40";

    /// <summary>What the gateway needs and an administrator need not write; what is written stays.</summary>
    public static NpgsqlConnectionStringBuilder Complete(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        Default(settings, "Application Name", "eljournal");
        Default(settings, "Maximum Pool Size", PoolSize);
        if (!IsOnThisMachine(settings))
        {
            Default(settings, "SSL Mode", nameof(SslMode.VerifyFull));
        }

        // Who stands still in the middle of a transaction holds a school's row for no longer than a lease.
        Default(settings, "Options", string.Create(CultureInfo.InvariantCulture, $"-c idle_in_transaction_session_timeout={(long)SchoolLeases.Duration.TotalMilliseconds}"));

        // A connection that nobody answers any more is noticed on either side.
        Default(settings, "Tcp Keepalive", "true");

        // Loops run the same few statements over and over.
        Default(settings, "Max Auto Prepare", "200");
        Default(settings, "Auto Prepare Min Usages", "2");

        // A check of a whole year may look at millions of rows.
        Default(settings, "Command Timeout", "600");

        // Without it a row's values, which are personal data, would stand in messages of errors.
        settings.IncludeErrorDetail = false;
        return settings;
    }

    /// <summary>Whether what goes over the wire may be read or changed by others: outside this machine the server must prove who it is.</summary>
    public static bool IsOpen(NpgsqlConnectionStringBuilder settings) => !IsOnThisMachine(settings) && Complete(settings.ToString()).SslMode is not (SslMode.VerifyFull or SslMode.VerifyCA);

    /// <summary>Whether every server that is named is this machine, by the loopback or by a socket in a folder.</summary>
    public static bool IsOnThisMachine(NpgsqlConnectionStringBuilder settings) => (settings.Host ?? "localhost").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(IsLoopback);

    private static bool IsLoopback(string host) =>
        host.StartsWith('/') || host.StartsWith('@') || IPEndPoint.TryParse(host, out var address) && IPAddress.IsLoopback(address.Address)
        || string.Equals(host.Split(':')[0], "localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>The database as people call it.</summary>
    public static string NameOf(NpgsqlConnectionStringBuilder settings) =>
        string.Create(CultureInfo.InvariantCulture, $"{settings.Database ?? settings.Username ?? "postgres"}@{(string.IsNullOrEmpty(settings.Host) ? "localhost" : settings.Host)}:{settings.Port}");

    private static void Default(NpgsqlConnectionStringBuilder settings, string keyword, string value)
    {
        if (!settings.ShouldSerialize(keyword))
        {
            settings[keyword] = value;
        }
    }
}

using System.Globalization;
using Npgsql;

namespace ElJournal.Gateway.Ledger.Postgres;

/// <summary>How the gateway connects to PostgreSQL.</summary>
internal static class PostgresConnection
{
    /// <summary>What the gateway needs and an administrator need not write; what is written stays.</summary>
    public static NpgsqlConnectionStringBuilder Complete(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        Default(settings, "Application Name", "eljournal");

        // Loops run the same few statements over and over.
        Default(settings, "Max Auto Prepare", "200");
        Default(settings, "Auto Prepare Min Usages", "2");

        // A check of a whole year may look at millions of rows.
        Default(settings, "Command Timeout", "600");

        // Without it a row's values, which are personal data, would stand in messages of errors.
        settings.IncludeErrorDetail = false;
        return settings;
    }

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

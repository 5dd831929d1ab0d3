using System.Net;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Gateway.Russian;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>What the types cannot say about the settings of the whole gateway.</summary>
internal static class GatewayCheck
{
    public static void Run(GatewayOptions options, Report report)
    {
        Storage(options.Storage, report.At(nameof(options.Storage)));
        Mail(options.Mail, report.At(nameof(options.Mail)));
        if (options.Watchdog is { } watchdog)
        {
            report.At(nameof(options.Watchdog)).At(nameof(watchdog.Url)).RequireUrl(watchdog.Url);
        }

        if (options.Schools.Count == 0)
        {
            report.At(nameof(options.Schools)).Add(ConfigurationTexts.SchoolsMissing);
        }
    }

    private static void Storage(StorageOptions storage, Report report)
    {
        report.At(nameof(storage.Provider)).RequireOneOf(storage.Provider, [nameof(StorageProvider.Sqlite), nameof(StorageProvider.PostgreSql)]);
        report.At(nameof(storage.Password)).RequireReference(storage.Password);
        if (storage.Provider == nameof(StorageProvider.PostgreSql))
        {
            Server(storage, report);
            return;
        }

        if (!string.IsNullOrEmpty(storage.Password))
        {
            report.At(nameof(storage.Password)).Add(ConfigurationTexts.PasswordNotForSqlite);
        }

        try
        {
            if (new SqliteConnectionStringBuilder(storage.ConnectionString).DataSource is not { Length: > 0 } file || file == ":memory:")
            {
                report.At(nameof(storage.ConnectionString)).Add(ConfigurationTexts.DataSourceExpected);
            }
        }
        catch (ArgumentException)
        {
            report.At(nameof(storage.ConnectionString)).Add(ConfigurationTexts.DataSourceExpected);
        }
    }

    private static void Server(StorageOptions storage, Report report)
    {
        var expected = ConfigurationTexts.PostgresExpected;
        report.At(nameof(storage.Directory)).Require(storage.Directory);
        var at = report.At(nameof(storage.ConnectionString));
        if (SecretResolver.IsReference(storage.ConnectionString))
        {
            return;
        }

        try
        {
            var settings = new NpgsqlConnectionStringBuilder(storage.ConnectionString);
            if (string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database))
            {
                at.Add(expected);
            }

            if (!string.IsNullOrEmpty(settings.Password))
            {
                at.Add(Phrase.Of(ConfigurationTexts.PasswordInConnectionString, SecretResolver.Forms));
            }

            if (PostgresConnection.IsOpen(settings))
            {
                at.Add(PostgresConnection.TlsWanted);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            at.Add(expected);
        }
    }

    private static void Mail(MailOptions mail, Report report)
    {
        report.At(nameof(mail.From)).RequireMailbox(mail.From);
        if (string.IsNullOrWhiteSpace(mail.Host) == string.IsNullOrWhiteSpace(mail.PickupDirectory))
        {
            report.At(nameof(mail.Host)).Add(string.IsNullOrWhiteSpace(mail.Host)
                ? ConfigurationTexts.MailMissing
                : ConfigurationTexts.MailTwice);
        }

        report.At(nameof(mail.Tls)).RequireOneOf(mail.Tls, ["StartTls", "None"]);
        if (mail is { Tls: "None", Host: { } host } && !IsLoopback(host))
        {
            report.At(nameof(mail.Tls)).Add(ConfigurationTexts.MailTlsNone);
        }

        report.At(nameof(mail.Password)).RequireReference(mail.Password);
        if (string.IsNullOrEmpty(mail.User) != string.IsNullOrEmpty(mail.Password))
        {
            report.At(string.IsNullOrEmpty(mail.User) ? nameof(mail.User) : nameof(mail.Password)).Add(ConfigurationTexts.MailUserAndPassword);
        }
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

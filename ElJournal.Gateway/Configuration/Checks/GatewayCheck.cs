using System.Net;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
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
            report.At(nameof(options.Schools)).Add("не задано ни одной школы");
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
            report.At(nameof(storage.Password)).Add("для Sqlite не нужен; уберите или задайте Provider: PostgreSql");
        }

        try
        {
            if (new SqliteConnectionStringBuilder(storage.ConnectionString).DataSource is not { Length: > 0 } file || file == ":memory:")
            {
                report.At(nameof(storage.ConnectionString)).Add("ожидается «Data Source=путь к файлу базы»");
            }
        }
        catch (ArgumentException)
        {
            report.At(nameof(storage.ConnectionString)).Add("ожидается «Data Source=путь к файлу базы»");
        }
    }

    private static void Server(StorageOptions storage, Report report)
    {
        const string Expected = "ожидается «Host=сервер;Database=база;Username=пользователь» или ссылка на секрет с такой строкой";
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
                at.Add(Expected);
            }

            if (!string.IsNullOrEmpty(settings.Password))
            {
                at.Add($"пароль не пишут в строку подключения: уберите Password и задайте Storage:Password ссылкой ({SecretResolver.Forms})");
            }

            if (PostgresConnection.IsOpen(settings))
            {
                at.Add(PostgresConnection.TlsWanted);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            at.Add(Expected);
        }
    }

    private static void Mail(MailOptions mail, Report report)
    {
        report.At(nameof(mail.From)).RequireMailbox(mail.From);
        if (string.IsNullOrWhiteSpace(mail.Host) == string.IsNullOrWhiteSpace(mail.PickupDirectory))
        {
            report.At(nameof(mail.Host)).Add(string.IsNullOrWhiteSpace(mail.Host)
                ? "задайте Host (почтовый сервер) или PickupDirectory (папка для писем)"
                : "заданы и Host, и PickupDirectory; оставьте одно");
        }

        report.At(nameof(mail.Tls)).RequireOneOf(mail.Tls, ["StartTls", "None"]);
        if (mail is { Tls: "None", Host: { } host } && !IsLoopback(host))
        {
            report.At(nameof(mail.Tls)).Add("None допустимо только для этой же машины (localhost, 127.0.0.1); используйте StartTls");
        }

        report.At(nameof(mail.Password)).RequireReference(mail.Password);
        if (string.IsNullOrEmpty(mail.User) != string.IsNullOrEmpty(mail.Password))
        {
            report.At(string.IsNullOrEmpty(mail.User) ? nameof(mail.User) : nameof(mail.Password)).Add("User и Password задаются вместе");
        }
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

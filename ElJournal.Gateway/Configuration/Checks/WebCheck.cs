using System.Net;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Web;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>What the types cannot say about the status page and where metrics go.</summary>
internal static class WebCheck
{
    public static void Run(GatewayOptions options, string directory, Report report)
    {
        if (options.Telemetry is { } telemetry)
        {
            var at = report.At(nameof(options.Telemetry));
            at.At(nameof(telemetry.Endpoint)).RequireUrl(telemetry.Endpoint);
            at.At(nameof(telemetry.Headers)).RequireReference(telemetry.Headers);
        }

        if (options.Web is { } web)
        {
            var at = report.At(nameof(options.Web));
            Listening(web, directory, at);
            Accounts(options, web, at.At(nameof(web.Accounts)));
        }
    }

    private static void Listening(WebOptions web, string directory, Report at)
    {
        if (!IPEndPoint.TryParse(web.Listen, out var listen) || !web.Listen.Contains(':', StringComparison.Ordinal))
        {
            at.At(nameof(web.Listen)).Add(Phrase.Of(ConfigurationTexts.WebListenInvalid, web.Listen));
        }
        else if (!IPAddress.IsLoopback(listen.Address) && string.IsNullOrWhiteSpace(web.Certificate))
        {
            at.At(nameof(web.Certificate)).Add(ConfigurationTexts.WebNeedsCertificate);
        }

        if (!string.IsNullOrWhiteSpace(web.Certificate) && !File.Exists(Path.GetFullPath(web.Certificate, directory)))
        {
            at.At(nameof(web.Certificate)).Add(Phrase.Of(ConfigurationTexts.FileMissing, Path.GetFullPath(web.Certificate, directory)));
        }

        at.At(nameof(web.CertificatePassword)).RequireReference(web.CertificatePassword);
        if (!string.IsNullOrEmpty(web.PublicUrl))
        {
            at.At(nameof(web.PublicUrl)).RequireUrl(web.PublicUrl);
        }
    }

    private static void Accounts(GatewayOptions options, WebOptions web, Report at)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < web.Accounts.Count; i++)
        {
            var (account, place) = (web.Accounts[i], at.At(i));
            if (place.At(nameof(account.Name)).Require(account.Name) && !names.Add(account.Name))
            {
                place.At(nameof(account.Name)).Add(Phrase.Of(ConfigurationTexts.MySchoolClientRepeated, account.Name));
            }

            // What was given is not shown: it may be the password itself.
            if (place.At(nameof(account.PasswordHash)).Require(account.PasswordHash) && !PasswordHash.IsWellFormed(account.PasswordHash))
            {
                place.At(nameof(account.PasswordHash)).Add(ConfigurationTexts.PasswordHashExpected);
            }

            foreach (var school in account.Schools ?? [])
            {
                if (!options.Schools.Any(known => known.Id == school))
                {
                    place.At(nameof(account.Schools)).Add(Phrase.Of(ConfigurationTexts.WebSchoolUnknown, school));
                }
            }
        }
    }
}

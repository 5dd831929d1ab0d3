using System.Net;
using ElJournal.Gateway.MySchool;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>What the types cannot say about the service for «Моя школа».</summary>
internal static class MySchoolCheck
{
    public static void Run(GatewayOptions options, string directory, Report report)
    {
        for (var i = 0; i < options.Schools.Count; i++)
        {
            if (options.Schools[i].MySchool is { } school)
            {
                Pupils(school.Pupils, directory, report.At(nameof(options.Schools)).At(i).At(nameof(SchoolOptions.MySchool)).At(nameof(school.Pupils)));
            }
        }

        if (options.MySchool is not { Enabled: true } service)
        {
            return;
        }

        var at = report.At(nameof(options.MySchool));
        Listening(service, directory, at);
        Clients(service, at);
        if (options.Schools.All(school => school.MySchool is null))
        {
            at.At(nameof(service.Enabled)).Add(ConfigurationTexts.MySchoolWithoutPupils);
        }
    }

    private static void Listening(MySchoolOptions service, string directory, Report at)
    {
        if (!IPAddress.TryParse(service.Address, out var address))
        {
            at.At(nameof(service.Address)).Add(Phrase.Of(ConfigurationTexts.MySchoolAddress, service.Address));
        }
        else if (!IPAddress.IsLoopback(address) && string.IsNullOrWhiteSpace(service.Certificate))
        {
            at.At(nameof(service.Certificate)).Add(ConfigurationTexts.MySchoolNeedsCertificate);
        }

        if (!string.IsNullOrWhiteSpace(service.Certificate) && !File.Exists(Path.GetFullPath(service.Certificate, directory)))
        {
            at.At(nameof(service.Certificate)).Add(Phrase.Of(ConfigurationTexts.FileMissing, Path.GetFullPath(service.Certificate, directory)));
        }

        at.At(nameof(service.CertificatePassword)).RequireReference(service.CertificatePassword);
    }

    private static void Clients(MySchoolOptions service, Report at)
    {
        var clients = at.At(nameof(service.Clients));
        if (service.Clients.Count == 0)
        {
            clients.Add(ConfigurationTexts.MySchoolClientsMissing);
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < service.Clients.Count; i++)
        {
            var (client, place) = (service.Clients[i], clients.At(i));
            if (place.At(nameof(client.Id)).Require(client.Id) && !ids.Add(client.Id))
            {
                place.At(nameof(client.Id)).Add(Phrase.Of(ConfigurationTexts.MySchoolClientRepeated, client.Id));
            }

            if (place.At(nameof(client.Secret)).Require(client.Secret))
            {
                place.At(nameof(client.Secret)).RequireReference(client.Secret);
            }
        }
    }

    private static void Pupils(string file, string directory, Report at)
    {
        if (at.Require(file) && PupilIds.Problem(Path.GetFullPath(file, directory)) is { } problem)
        {
            at.Add(problem);
        }
    }
}

using System.Globalization;

namespace ElJournal.Benchmarks.Weeks;

/// <summary>The settings of the school: usual schedules, a journal and a portal over HTTP, a mail server.</summary>
internal static class WeeksSchool
{
    public static async Task WriteAsync(string folder, IReadOnlyDictionary<string, Uri> addresses, int mailPort)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "journal.key"), new Samples.Simulators.Dnevnik.DnevnikSettings().Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "portal.key"), new Samples.Simulators.Portal.PortalSimulator().Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "eljournal.json"), $$"""
            {
              "Storage": { "Provider": "Sqlite", "ConnectionString": "Data Source=data/eljournal.db" },
              "Adapters": { "Allowed": ["dnevnik", "petersburg"] },
              "Mail": { "From": "journal@school.example", "Host": "127.0.0.1", "Tls": "None", "Port": {{mailPort.ToString(CultureInfo.InvariantCulture)}} },
              "Web": { "Listen": "127.0.0.1:0" },
              "Schools": [ {
                "Id": "s1", "Name": "Школа", "Ogrn": "1000000000000", "TimeZone": "Europe/Moscow",
                "Calendar": { "WorkingDays": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], "DaysOff": [], "Vacations": [] },
                "Staff": { "DeputyDirector": { "Name": "Заместитель", "Email": "{{WeeksProof.Deputy}}" }, "Administrator": { "Name": "Администратор", "Email": "admin@school.example" } },
                "Source": { "Adapter": "dnevnik", "Settings": { "BaseUrl": "{{addresses["dnevnik"]}}", "AccessToken": "file:journal.key", "SchoolId": "{{new Samples.Simulators.Dnevnik.DnevnikSettings().SchoolId}}", "Retries": "1", "RetryDelay": "00:00:00.050" } },
                "Routes": [ { "Name": "daily", "Portal": "petersburg", "Settings": { "UploadUrl": "{{addresses["portal"]}}/push", "Token": "file:portal.key", "Retries": "1", "RetryDelay": "00:00:00.050" } } ],
                "Letters": { "Teachers": "off", "OnQuietDays": true },
                "Rules": { "entry-deadline": { "Deadline": "17:00" }, "grade-one-no-marks": { "Enabled": true, "Blocking": true } }
              } ]
            }
            """);
    }
}

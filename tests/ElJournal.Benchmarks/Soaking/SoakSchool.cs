using System.Diagnostics;
using System.Globalization;
using ElJournal.Gateway.Cli;
using Microsoft.Data.Sqlite;

namespace ElJournal.Benchmarks.Soaking;

/// <summary>A gateway's folder with a route to a portal, and the program over it: in this process, or as one that is killed.</summary>
internal sealed class SoakSchool
{
    private readonly string folder;

    public SoakSchool(string folder, Uri push, string token)
    {
        this.folder = folder;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        File.WriteAllText(Path.Combine(folder, "token.txt"), token);
        File.WriteAllText(Path.Combine(folder, "eljournal.json"), $$"""
            {
              "Storage": { "Provider": "Sqlite", "ConnectionString": "Data Source=data/eljournal.db" },
              "Adapters": { "Allowed": ["files", "petersburg"] }, "Mail": { "From": "journal@school.example", "PickupDirectory": "mail" },
              "Schools": [ {
                "Id": "s1", "Name": "Школа", "Ogrn": "1000000000000", "TimeZone": "Europe/Moscow",
                "Staff": { "DeputyDirector": { "Name": "Заместитель", "Email": "deputy@school.example" }, "Administrator": { "Name": "Администратор", "Email": "admin@school.example" } },
                "Source": { "Adapter": "files", "Settings": { "Directory": "journal" } },
                "Routes": [ { "Name": "daily", "Portal": "petersburg", "Settings": { "UploadUrl": "{{push}}", "Token": "file:token.txt", "Retries": "0", "RequestTimeout": "00:00:02" } } ],
                "Rules": { "grade-one-no-marks": { "Enabled": true, "Blocking": true } }
              } ]
            }
            """);
    }

    /// <summary>The ledger's file.</summary>
    public string Ledger => Path.Combine(folder, "data", "eljournal.db");

    public string Journal => Path.Combine(folder, "journal");

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than the allowed ones.</exception>
    public async Task<int> RunAsync(DateTimeOffset now, int[] codes, params string[] command)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await Gateway.Cli.CommandLine.RunAsync(Arguments(now, command), new CliSurroundings
        {
            Output = output,
            Error = error,
            Environment = new Dictionary<string, string>(),
            CurrentDirectory = folder,
            ProgramDirectory = AppContext.BaseDirectory,
        });
        SqliteConnection.ClearAllPools();
        return codes.Contains(code) ? code : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {code}: {output} {error}");
    }

    /// <summary>Starts a command as a process and kills it with SIGKILL at a moment.</summary>
    /// <returns>Whether it was still at work then.</returns>
    public async Task<bool> KillAsync(DateTimeOffset now, Func<CancellationToken, Task> moment, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "eljournal.dll"), .. Arguments(now, command)])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program does not start.");
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var over = new CancellationTokenSource();
        var ended = process.WaitForExitAsync();
        await Task.WhenAny(moment(over.Token), ended);
        var killed = !process.HasExited;
        if (killed)
        {
            process.Kill();
        }

        await over.CancelAsync();
        await ended;
        await said;
        return killed && process.ExitCode != 0;
    }

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read) => LedgerRows.Read(Ledger, sql, read);

    private static string[] Arguments(DateTimeOffset now, string[] command) => [.. command, "--school", "s1", "--now", now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)];
}

using System.Net;
using System.Text;
using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Gateway.Secrets;

namespace ElJournal.EndToEnd.Tests.Secrets;

/// <summary>Secrets are planted wherever they may come from, everything fails that uses them, and nothing that the program leaves behind holds one.</summary>
[TestClass]
public sealed class PlantedSecretTests
{
    private const string Kept = "PlantedKept-7f31aa09";
    private const string InFile = "PlantedFile-55c8be12";
    private const string InEnvironment = "PlantedEnvironment-90de4471";

    [TestMethod]
    public async Task No_output_log_letter_or_ledger_of_failing_runs_holds_a_planted_secret()
    {
        using var scratch = new Scratch();
        using var server = new RepeatingServer();
        Install(scratch, server.Address);
        var program = new Eljournal(scratch.Path) { Environment = { ["PLANTED"] = InEnvironment, ["ELJOURNAL_DEBUG"] = "1", ["ELJOURNAL_LOG"] = "Trace" } };
        var said = new StringBuilder();

        // The plug-in's own exceptions, as a process: what the platform's logging prints is only seen there.
        said.Append(await program.RunAsync("sync", "--school", "leaky"));
        foreach (var command in new[] { "sync --school leaky --json", "sync --school asked", "adapters test", "adapters test --json", "check --school leaky", "export --school leaky", "export --school leaky --json", "delivery list --school leaky", "notify --school leaky --kind daily", "secret list", "config check", "config check --json", "doctor", "doctor --json", "audit list --school leaky --json", "delivery list --school leaky --json", "reconcile --school leaky", "backup --school leaky --json", "backup --school leaky", "backup verify" })
        {
            said.AppendLine(command).Append(await program.RunHereAsync(command.Split(' ')));
        }

        Assert.IsNotEmpty(Directory.GetFiles(scratch.In("m2"), "source-leaky-BASE.fbk", SearchOption.AllDirectories), "The source's own copy lies with ours.");
        StringAssert.Contains(said.ToString(), $"Проверьте пароль {SecretVeil.Mark}.");
        Assert.IsGreaterThan(0, server.Asked, "The server was asked with the token.");
        var left = Directory.EnumerateFiles(scratch.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(scratch.In("adapters"), StringComparison.Ordinal) && file != scratch.In("token.txt")).ToList();
        Assert.IsTrue(left.Exists(file => file.EndsWith("eljournal.db", StringComparison.Ordinal)));
        Assert.IsTrue(left.Exists(file => file.EndsWith(".eml", StringComparison.Ordinal)), "The administrator was told.");
        StringAssert.Contains(said.ToString(), SecretVeil.Mark, "The places where secrets stood are seen.");
        foreach (var secret in new[] { Kept, InFile, InEnvironment })
        {
            Assert.DoesNotContain(secret, said.ToString(), StringComparison.Ordinal);
            foreach (var file in left)
            {
                Assert.IsLessThan(0, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)), $"{secret} lies in {file}.");
                Assert.DoesNotContain(secret, Decoded(file), StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Letters carry their texts in Base64.</summary>
    private static string Decoded(string file) => file.EndsWith(".eml", StringComparison.Ordinal)
        ? string.Concat(File.ReadAllText(file).Split("\r\n\r\n").Select(part => part.Split("--")[0].ReplaceLineEndings("")).Select(part =>
        {
            var bytes = new byte[part.Length];
            return Convert.TryFromBase64String(part, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : "";
        }))
        : "";

    private static void Install(Scratch scratch, string address)
    {
        var shipped = Path.Combine(Path.GetDirectoryName(Programs.Gateway)!, "adapters");
        Directory.CreateDirectory(scratch.In("adapters", "leaky"));
        Directory.CreateSymbolicLink(scratch.In("adapters", "dnevnik"), Path.Combine(shipped, "dnevnik"));
        Directory.CreateSymbolicLink(scratch.In("adapters", "petersburg"), Path.Combine(shipped, "petersburg"));
        var own = typeof(LeakyAdapterFactory).Assembly.Location;
        File.Copy(own, scratch.In("adapters", "leaky", Path.GetFileName(own)));
        File.WriteAllText(scratch.In("adapters", "leaky", "adapter.json"), $$"""
            { "name": "leaky", "version": "1.0", "contract": "{{ElJournal.Adapters.ContractVersion.Text}}", "assembly": "{{Path.GetFileName(own)}}", "factory": "{{typeof(LeakyAdapterFactory).FullName}}", "roles": ["source", "portal"] }
            """);
        Directory.CreateDirectory(scratch.In("m1"));
        Directory.CreateDirectory(scratch.In("m2"));
        File.WriteAllText(scratch.In("token.txt"), InFile + "\n");
        new SecretStore(scratch.In("secrets", "secrets.json"), scratch.In("keys")).Set("kept", Kept, default);
        File.WriteAllText(scratch.In("eljournal.json"), $$"""
            {
              "Adapters": { "Directory": "adapters", "Allowed": ["leaky", "dnevnik", "petersburg"] },
              "Mail": { "From": "journal@school.example", "PickupDirectory": "mail" },
              "Backup": { "Media": [ { "Name": "m1", "Directory": "m1" }, { "Name": "m2", "Directory": "m2" } ], "Encrypt": false, "AllowOneDevice": true },
              "Schools": [
                { "Id": "leaky", "Name": "Школа", "Ogrn": "1000000000000", "TimeZone": "Europe/Moscow",
                  "Staff": { "Administrator": { "Name": "Администратор", "Email": "admin@school.example" } },
                  "Source": { "Adapter": "leaky", "Settings": { "Token": "secret:kept" } },
                  "Routes": [ { "Name": "daily", "Portal": "leaky", "Settings": { "Token": "env:PLANTED" } } ] },
                { "Id": "asked", "Name": "Школа", "Ogrn": "1000000000000", "TimeZone": "Europe/Moscow",
                  "Source": { "Adapter": "dnevnik", "Settings": { "BaseUrl": "{{address}}", "AccessToken": "file:token.txt", "SchoolId": "1000001234567" } },
                  "Routes": [ { "Name": "push", "Portal": "petersburg", "Settings": { "UploadUrl": "{{address}}/push", "Token": "secret:kept" } } ] }
              ]
            }
            """);
    }

    /// <summary>Refuses every request with 401 and repeats what it was asked with.</summary>
    private sealed class RepeatingServer : IDisposable
    {
        private readonly HttpListener listener = new();
        private int asked;

        public RepeatingServer()
        {
            // The port is only known by trying: a listener on 0 is not to be had here.
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            }

            listener.Prefixes.Add(Address + "/");
            listener.Start();
            _ = AnswerAsync();
        }

        public string Address { get; }

        public int Asked => asked;

        public void Dispose() => listener.Close();

        private async Task AnswerAsync()
        {
            while (listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await listener.GetContextAsync();
                }
                catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                var repeated = string.Join(' ', context.Request.Headers.AllKeys.Select(name => context.Request.Headers[name]).Append(context.Request.RawUrl));
                if (repeated.Contains("Planted", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref asked);
                }

                context.Response.StatusCode = 401;
                context.Response.Headers["X-Asked"] = "1";
                await using (var body = new StreamWriter(context.Response.OutputStream))
                {
                    await body.WriteAsync($"{{\"type\":\"invalidToken\",\"description\":\"{repeated}\"}}");
                }
            }
        }
    }
}

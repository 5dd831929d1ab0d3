using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ElJournal.Testing.Databases;

/// <summary>A PostgreSQL server of the tests' own: in a temporary folder, on a free loopback port, gone with the object. Started from the binaries that are installed.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Told to whoever has no server binaries.</summary>
    public const string HowToInstall = "PostgreSQL's server programs (initdb, pg_ctl) are not installed. On Debian: apt-get install postgresql (only the binaries are used, no system service).";

    private readonly string folder;
    private readonly string binaries;
    private readonly bool durable;

    private PostgresServer(string folder, string binaries, int port, bool durable)
    {
        this.durable = durable;
        this.folder = folder;
        this.binaries = binaries;
        Port = port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>For Npgsql; any password is refused but this one.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=eljournal;Password=eljournal;Database=postgres;Timeout=5");

    /// <summary>Starts a server that forgets what a power cut interrupts; <see langword="null"/> when there are no binaries.</summary>
    public static Task<PostgresServer?> TryStartAsync() => TryStartAsync(durable: false);

    /// <summary>Starts a server; <see langword="null"/> when there are no binaries.</summary>
    /// <param name="durable">Whether it keeps what it was told through a power cut and looks after its tables, as a real one; tests need neither.</param>
    public static async Task<PostgresServer?> TryStartAsync(bool durable)
    {
        if (FindBinaries() is not { } found)
        {
            return null;
        }

        var made = Directory.CreateTempSubdirectory("eljournal-pg-").FullName;
        var server = new PostgresServer(made, found, FreePort(), durable);
        var password = Path.Combine(made, "password");
        await File.WriteAllTextAsync(password, "eljournal\n");
        if (AsRoot)
        {
            await RunAsync("chown", ["-R", "nobody", made]);
        }

        await server.ToolAsync("initdb", ["-D", server.Data, "-U", "eljournal", "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale=C", "-N", "--no-instructions"]);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, at the same address.</summary>
    public Task StartAsync() =>
        ToolAsync("pg_ctl", ["-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-t", "60", "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {(durable ? "-c shared_buffers=256MB -c max_wal_size=4GB" : "-c fsync=off -c shared_buffers=64MB -c autovacuum=off")} -c max_connections=300"), "start"]);

    /// <summary>Ends it at once, as a power cut does; what was committed is there when it starts again.</summary>
    public Task StopAsync() => ToolAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"]);

    /// <summary>What its files take on the disk, in bytes.</summary>
    public long SizeOnDisk() => new DirectoryInfo(Data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await StopAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static bool AsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    private string Data => Path.Combine(folder, "data");

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        return installed.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    /// <summary>The server refuses to run as root, so there it runs as nobody.</summary>
    private Task ToolAsync(string tool, IReadOnlyList<string> arguments)
    {
        var program = Path.Combine(binaries, tool);
        return AsRoot ? RunAsync("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", program, .. arguments]) : RunAsync(program, arguments);
    }

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        // The server keeps what pg_ctl was given as its output, so nothing of it is redirected.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(program)} {arguments[^1]} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

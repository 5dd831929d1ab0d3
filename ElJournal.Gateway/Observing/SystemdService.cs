using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using Microsoft.Extensions.Hosting;

namespace ElJournal.Gateway.Observing;

/// <summary>Tells systemd that the worker is ready, that it is alive, and that it stops; does nothing where systemd did not ask to be told.</summary>
/// <remarks>The package for this is not to be had where the project is built; the protocol is one datagram per message (sd_notify).</remarks>
internal sealed class SystemdService(CliSurroundings surroundings, MachineClock machine, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>Systemd's own variables.</summary>
    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!surroundings.Environment.TryGetValue(SocketVariable, out var path) || path.Length == 0)
        {
            return;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

        // An abstract name begins with @ here and with a nought on the wire.
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path), stoppingToken);
        await StartedAsync(stoppingToken);
        await SendAsync(socket, "READY=1");
        try
        {
            if (surroundings.Environment.TryGetValue(WatchdogVariable, out var asked) && long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0)
            {
                // Twice as often as systemd looks.
                using var timer = new PeriodicTimer(TimeSpan.FromMicroseconds(microseconds / 2d), machine.Time);
                while (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    await SendAsync(socket, "WATCHDOG=1");
                }
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, machine.Time, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await SendAsync(socket, "STOPPING=1");
        }
    }

    private static Task SendAsync(Socket socket, string message) => socket.SendAsync(Encoding.ASCII.GetBytes(message), CancellationToken.None).AsTask();

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var noted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}

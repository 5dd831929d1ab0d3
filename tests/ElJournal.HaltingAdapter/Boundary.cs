using System.Net.Sockets;
using System.Text;

namespace ElJournal.HaltingAdapter;

/// <summary>The place at which the process is to be killed.</summary>
/// <param name="name">Its name; <see langword="null"/> for none.</param>
/// <param name="socket">A Unix socket on which the harness waits.</param>
internal sealed class Boundary(string? name, string? socket)
{
    public static Boundary OfProcess() => new(Environment.GetEnvironmentVariable("HALT_AT"), Environment.GetEnvironmentVariable("HALT_SOCKET"));

    public async ValueTask PassAsync(string reached)
    {
        if (name != reached || socket is null)
        {
            return;
        }

        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), CancellationToken.None);
        await connection.SendAsync(Encoding.UTF8.GetBytes(reached), SocketFlags.None, CancellationToken.None);

        // No answer will ever come, but SIGKILL.
        await connection.ReceiveAsync(new byte[1], SocketFlags.None, CancellationToken.None);
    }
}

using System.Net.Sockets;
using System.Text;

namespace ElJournal.HaltingHook;

/// <summary>The test that waits at the other end of a Unix socket and says when to go on.</summary>
internal sealed class Harness : IDisposable
{
    private readonly Lock one = new();
    private readonly Socket connection = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public Harness(string socket) => connection.Connect(new UnixDomainSocketEndPoint(socket));

    /// <summary>Stands still at a boundary until the harness answers, or kills the process.</summary>
    public void Halt(string boundary)
    {
        lock (one)
        {
            connection.Send(Encoding.UTF8.GetBytes(boundary));
            connection.Receive(new byte[1]);
        }
    }

    public void Dispose() => connection.Dispose();
}

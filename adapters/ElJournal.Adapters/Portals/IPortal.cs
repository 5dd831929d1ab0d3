namespace ElJournal.Adapters.Portals;

/// <summary>Takes packages.</summary>
public interface IPortal : IAsyncDisposable
{
    /// <summary>A light, read-only try.</summary>
    ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Delivers a package; the same package sent again has no further effect.</summary>
    /// <remarks>
    /// A receipt is returned only when the portal has said so. When it is not known whether the portal took the package (connection lost, an answer that is no receipt),
    /// throw <see cref="AdapterFailure.Temporary"/>: the host sends the same bytes again. <see cref="AdapterException.Unanswered"/> tells a portal that said nothing from one that said something else.
    /// </remarks>
    /// <exception cref="AdapterException">Not delivered, or not known to be. <see cref="AdapterFailure.Final"/>: the portal refused the package as a whole.</exception>
    /// <exception cref="PackageTooLargeException">The portal takes smaller packages only.</exception>
    /// <exception cref="PortalBusyException">The portal has not taken the package and is to be asked again later.</exception>
    ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken);
}

/// <summary>A package as it was frozen: the bytes never change.</summary>
/// <param name="Id">Random identity (UUID v7), the idempotency key.</param>
/// <param name="Route">The route's name.</param>
/// <param name="Body">UTF-8 JSON of format <c>eljournal-push/1</c>.</param>
/// <param name="RecordCount">How many records it holds.</param>
public sealed record Package(string Id, string Route, ReadOnlyMemory<byte> Body, int RecordCount);

/// <summary>The portal's word that it has a package.</summary>
/// <param name="Id">The portal's number of the receipt.</param>
/// <param name="Accepted">Records accepted.</param>
/// <param name="Rejected">Records refused; with <paramref name="Accepted"/> they are all that were sent.</param>
public sealed record Receipt(string Id, int Accepted, IReadOnlyList<RejectedRecord> Rejected);

/// <summary>A record that the portal refused.</summary>
/// <param name="Kind">The kind's wire name.</param>
/// <param name="Key">The key as sent.</param>
/// <param name="Code">The portal's code.</param>
/// <param name="Message">The portal's words.</param>
public sealed record RejectedRecord(string Kind, string Key, string Code, string Message);

/// <summary>The portal takes smaller packages only; the host halves it.</summary>
public sealed class PackageTooLargeException : Exception
{
    /// <summary>Makes the exception.</summary>
    public PackageTooLargeException(string message)
        : base(message)
    {
    }
}

/// <summary>The portal has surely not taken the package, and will later: it says so (429, 503), or no connection came about. Sent again unchanged, and not counted as a failed try.</summary>
public sealed class PortalBusyException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">English, for the log: no secrets, no personal data.</param>
    /// <param name="retryAfter">How long the portal asked to wait.</param>
    /// <param name="innerException">The cause.</param>
    public PortalBusyException(string message, TimeSpan? retryAfter, Exception? innerException = null)
        : base(message, innerException) => RetryAfter = retryAfter;

    /// <summary>How long the portal asked to wait.</summary>
    public TimeSpan? RetryAfter { get; }
}

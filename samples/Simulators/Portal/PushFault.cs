namespace ElJournal.Samples.Simulators.Portal;

/// <summary>What goes wrong with one delivery.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Applied">Whether the package is taken before the fault shows.</param>
/// <param name="Status">The status of <see cref="PortalFault.Status"/>, of <see cref="PortalFault.NoBody"/> and of <see cref="PortalFault.Page"/>.</param>
/// <param name="RetryAfter">The header of that name.</param>
public sealed record PushFault(PortalFault Fault, bool Applied = false, int Status = 200, string? RetryAfter = null);

/// <summary>Ways in which an answer goes wrong.</summary>
public enum PortalFault
{
    /// <summary>A status, with a short JSON body that is no receipt.</summary>
    Status = 1,
    /// <summary>A status without a body.</summary>
    NoBody = 2,
    /// <summary>200 with the HTML of a sign-in page.</summary>
    CaptivePortal = 3,
    /// <summary>The honest receipt under a wrong content type.</summary>
    WrongContentType = 4,
    /// <summary>The beginning of the honest receipt, then the connection breaks.</summary>
    Truncated = 5,
    /// <summary>The beginning of the honest receipt, and the answer ends as if it were whole.</summary>
    Shortened = 6,
    /// <summary>The connection is reset without an answer.</summary>
    Reset = 7,
    /// <summary>No answer until the other side gives up.</summary>
    Silence = 8,
    /// <summary>The honest receipt, byte by byte.</summary>
    Slow = 9,
    /// <summary>A receipt whose numbers do not fit.</summary>
    WrongCounts = 10,
    /// <summary>A receipt that rejects what was not sent.</summary>
    ForeignKey = 11,
    /// <summary>A receipt without its number.</summary>
    NoReceipt = 12,
    /// <summary>A status with the HTML of a page that something before the portal made up.</summary>
    Page = 13,
    /// <summary>A receipt that rejects every record of the package, whether or not it was taken.</summary>
    RejectsAll = 14,
}

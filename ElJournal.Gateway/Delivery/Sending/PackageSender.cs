using ElJournal.Adapters;
using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Delivery.Freezing;

namespace ElJournal.Gateway.Delivery;

/// <summary>Puts a package on the wire once and says what that came to.</summary>
internal static class PackageSender
{
    public static async Task<SendOutcome> SendAsync(IPortal portal, string route, FrozenPackage package, CancellationToken cancellationToken)
    {
        try
        {
            var receipt = await portal.DeliverAsync(new Package(package.Id, route, package.Body, package.Records), cancellationToken);
            return CheckedReceipt.TryCheck(package, receipt, out var sound, out var fault) ? new SendOutcome.Accepted(sound) : new SendOutcome.Unknown(fault, RetryAfter: null);
        }
        catch (PackageTooLargeException exception)
        {
            return new SendOutcome.TooLarge(exception.Message);
        }
        catch (PortalBusyException exception)
        {
            return new SendOutcome.Busy(exception.Message, exception.RetryAfter);
        }
        catch (AdapterException exception)
        {
            return SendOutcome.Of(exception);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // An adapter's unknown failure is temporary by contract: the package stays as it is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // The type only: what an unknown exception says may hold names or tokens.
            return new SendOutcome.Unknown($"The adapter failed with {exception.GetType().Name}.", RetryAfter: null);
        }
    }
}

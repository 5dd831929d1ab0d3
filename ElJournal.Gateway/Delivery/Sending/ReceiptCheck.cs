using System.Diagnostics.CodeAnalysis;
using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Delivery.Freezing;

namespace ElJournal.Gateway.Delivery;

/// <summary>A receipt that counts.</summary>
/// <param name="Id">The portal's number.</param>
/// <param name="Accepted">How many records.</param>
/// <param name="Rejected">The places of the others in the package, with the portal's reason.</param>
internal sealed record CheckedReceipt(string Id, int Accepted, IReadOnlyList<(int Ordinal, string Reason)> Rejected)
{
    /// <summary>Accepts a receipt only if it is about exactly this package; anything else says nothing about the package's fate.</summary>
    public static bool TryCheck(FrozenPackage package, Receipt receipt, [NotNullWhen(true)] out CheckedReceipt? sound, [NotNullWhen(false)] out string? fault)
    {
        (sound, fault) = (null, null);
        if (string.IsNullOrWhiteSpace(receipt.Id))
        {
            fault = "The receipt has no number.";
        }
        else if (receipt.Accepted < 0 || (long)receipt.Accepted + receipt.Rejected.Count != package.Records)
        {
            fault = $"The receipt is about {receipt.Accepted} accepted and {receipt.Rejected.Count} rejected records, but {package.Records} were sent.";
        }
        else if (receipt.Rejected.Count == 0)
        {
            sound = new CheckedReceipt(receipt.Id, receipt.Accepted, []);
        }
        else
        {
            var places = PackageBody.Records(package.Body).Select((record, place) => ((record.Kind, record.Key), place)).ToDictionary();
            var rejected = new List<(int, string)>(receipt.Rejected.Count);
            foreach (var record in receipt.Rejected)
            {
                if (!places.Remove((record.Kind, record.Key), out var place))
                {
                    fault = $"The receipt rejects {record.Kind} '{record.Key}', which is not in the package or was named twice.";
                    return false;
                }

                rejected.Add((place, $"{record.Code}: {record.Message}"));
            }

            sound = new CheckedReceipt(receipt.Id, receipt.Accepted, rejected);
        }

        return sound is not null;
    }
}

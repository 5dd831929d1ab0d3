using ElJournal.Adapters;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Model;

namespace ElJournal.Gateway.Delivery;

/// <summary>Where a route's packages go, in words that hold no secret. What the ledger knows of a route is about one destination: another one has nothing of it.</summary>
internal static class Destination
{
    /// <param name="route">The route as configured. Paths count as they are written there: with the configuration they may move to another computer.</param>
    /// <param name="known">What its adapter knows; <see langword="null"/> when there is none.</param>
    /// <returns><see langword="null"/> when it cannot be told.</returns>
    public static string? Of(RouteOptions route, IReadOnlyList<AdapterSetting>? known)
    {
        if (known is null)
        {
            return null;
        }

        var places = known.Where(setting => setting is { IsDestination: true, Secret: false })
            .Select(setting => route.Settings.FirstOrDefault(given => string.Equals(given.Key, setting.Name, StringComparison.OrdinalIgnoreCase)).Value)
            .Where(value => !string.IsNullOrWhiteSpace(value))
            .Select(Plain);
        return string.Join(' ', [route.Portal, .. places]);
    }

    /// <summary>Where packages went when that is another place than now.</summary>
    public static string? Former(string? before, string? now) => before is null || now is null || string.Equals(before, now, StringComparison.Ordinal) ? null : before;

    /// <summary>The same for a route as the ledger knows it: where no receipt ever came from, nothing has gone.</summary>
    public static string? Former(RouteRow? row, string? now) => row?.LastReceiptAt is null ? null : Former(row.Destination, now);

    /// <summary>Without user, password, query and closing slash.</summary>
    private static string Plain(string value) =>
        (Uri.TryCreate(value, UriKind.Absolute, out var address) && !address.IsFile ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : value.Trim()).TrimEnd('/', '\\');
}

namespace ElJournal.Adapters.Http;

/// <summary>Addresses as logs may hold them: keys and tokens travel in queries, so their values are left out.</summary>
internal static class HttpAddresses
{
    public static string Redacted(HttpRequestMessage request) => $"{request.Method} {Redacted(request.RequestUri)}";

    public static string Redacted(Uri? address)
    {
        if (address is null || !address.IsAbsoluteUri)
        {
            return "(relative)";
        }

        var names = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)[0] + "=…");
        var query = string.Join('&', names);
        return $"{address.Scheme}://{address.Host}{(address.IsDefaultPort ? "" : ":" + address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))}{address.AbsolutePath}{(query.Length > 0 ? "?" + query : "")}";
    }
}

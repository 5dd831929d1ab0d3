using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ElJournal.Adapters;

/// <summary>All that an adapter gets from the host.</summary>
/// <param name="SchoolId">The school's id in the configuration.</param>
/// <param name="TimeZone">The school's zone.</param>
/// <param name="Settings">The adapter's settings with secrets already resolved and paths absolute. Never log a value.</param>
/// <param name="Http">Makes HTTP clients; an adapter makes none of its own, so that limits, certificates and counting hold for all.</param>
/// <param name="Logger">Ids only: no names, tokens or full addresses.</param>
/// <param name="Time">The clock of the school's business; in a drill it is not the machine's.</param>
/// <param name="MachineTime">The machine's own clock, for comparing it with another machine's; <see langword="null"/>: <paramref name="Time"/> is that.</param>
public sealed record AdapterContext(string SchoolId, TimeZoneInfo TimeZone, AdapterSettings Settings, IHttpClientSource Http, ILogger Logger, TimeProvider Time, TimeProvider? MachineTime = null)
{
    /// <summary>A folder of the adapter's own for this school and route, where it may keep what it has to remember between runs; it makes the folder when it needs it. Owner-only files: what lies there is personal data. <see langword="null"/>: the host has none for it.</summary>
    public string? Folder { get; init; }
}

/// <summary>Makes HTTP clients on the host's handlers.</summary>
public interface IHttpClientSource
{
    /// <summary>A client for the address; the caller disposes it.</summary>
    HttpClient Create(Uri baseAddress);

    /// <summary>A client for the address that trusts what is named instead of what the machine trusts; the caller disposes it.</summary>
    /// <exception cref="AdapterException">The named certificates cannot be used, or the host cannot do it.</exception>
    HttpClient Create(Uri baseAddress, HttpTrust trust) =>
        trust.CertificateAuthorityFile is null ? Create(baseAddress) : throw new AdapterException(AdapterFailure.Permanent, "This host cannot pin a certificate authority.");
}

/// <summary>Whom a client trusts.</summary>
/// <param name="CertificateAuthorityFile">A file (PEM, one or more certificates, or DER) of the only authorities trusted; <see langword="null"/> for those of the machine.</param>
public sealed record HttpTrust(string? CertificateAuthorityFile = null);

/// <summary>An adapter's settings: texts by name, compared without regard to case.</summary>
public sealed class AdapterSettings
{
    private readonly Dictionary<string, string> values;

    /// <summary>Copies the values.</summary>
    public AdapterSettings(IEnumerable<KeyValuePair<string, string>> values) =>
        this.values = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase);

    /// <summary>The value, or <see langword="null"/> when it is not set or empty.</summary>
    public string? this[string name] => values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>The value.</summary>
    /// <exception cref="AdapterException">It is not set.</exception>
    public string Required(string name) => this[name] ?? throw new AdapterException(AdapterFailure.Permanent, $"Setting '{name}' is missing.");

    /// <summary>A whole number within a range.</summary>
    /// <exception cref="AdapterException">It is set to something else.</exception>
    public int Number(string name, int fallback, int least, int most) =>
        this[name] is not { } text ? fallback
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new AdapterException(AdapterFailure.Permanent, $"Setting '{name}' must be a whole number from {least} to {most}.");

    /// <summary>Names only: values may be secret.</summary>
    public override string ToString() => string.Join(", ", values.Keys.Order(StringComparer.Ordinal));
}

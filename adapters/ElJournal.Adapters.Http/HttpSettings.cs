using System.Globalization;

namespace ElJournal.Adapters.Http;

/// <summary>The settings that every HTTP adapter offers; add them to the adapter's own list.</summary>
public static class HttpSettings
{
    private static readonly WholeNumberSetting MaxConcurrency = new("MaxConcurrency", 1, 10);
    private static readonly WholeNumberSetting Retries = new("Retries", 0, 10);
    private static readonly WholeNumberSetting MaxResponseMegabytes = new("MaxResponseMegabytes", 1, 1024);
    private static readonly TimeSpanSetting RequestSpacing = new("RequestSpacing", TimeSpan.Zero, TimeSpan.FromMinutes(1));
    private static readonly TimeSpanSetting RequestTimeout = new("RequestTimeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
    private static readonly TimeSpanSetting TotalTimeout = new("TotalTimeout", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    private static readonly TimeSpanSetting RetryDelay = new("RetryDelay", TimeSpan.Zero, TimeSpan.FromMinutes(1));

    /// <summary>Their list.</summary>
    /// <param name="defaults">The adapter's defaults, so that descriptions say the truth.</param>
    public static IReadOnlyList<AdapterSetting> All(HttpChannelOptions? defaults = null)
    {
        var usual = defaults ?? new HttpChannelOptions();
        return
        [
            new("MaxConcurrency", $"Requests under way at once, 1 to 10; {usual.MaxConcurrency} when left out."),
            new("RequestSpacing", $"Least time between the starts of two requests, hh:mm:ss; {Text(usual.Spacing)} when left out."),
            new("RequestTimeout", $"How long one attempt of a request may take, hh:mm:ss; {Text(usual.RequestTimeout)} when left out."),
            new("TotalTimeout", $"How long a request may take with all its repetitions, hh:mm:ss; {Text(usual.TotalTimeout)} when left out."),
            new("Retries", $"How often a request is repeated after a fault that may pass, 0 to 10; {usual.Retries} when left out."),
            new("RetryDelay", $"The wait before the first repetition, which doubles with each further one, hh:mm:ss; {Text(usual.RetryDelay)} when left out."),
            new("MaxResponseMegabytes", $"The largest answer accepted, 1 to 1024; {usual.MaxResponseBytes / 1024 / 1024} when left out."),
            new("CertificateAuthority", "A file (PEM or DER) of the only certificate authorities that are trusted, for systems whose certificate the machine does not know.", IsPath: true),
        ];
    }

    /// <summary>Options as the technician set them.</summary>
    /// <exception cref="AdapterException">A setting makes no sense; the message names it.</exception>
    public static HttpChannelOptions Read(AdapterSettings settings, HttpChannelOptions? defaults = null)
    {
        var usual = defaults ?? new HttpChannelOptions();
        return usual with
        {
            MaxConcurrency = MaxConcurrency.Read(settings, usual.MaxConcurrency),
            Spacing = RequestSpacing.Read(settings, usual.Spacing),
            RequestTimeout = RequestTimeout.Read(settings, usual.RequestTimeout),
            TotalTimeout = TotalTimeout.Read(settings, usual.TotalTimeout),
            Retries = Retries.Read(settings, usual.Retries),
            RetryDelay = RetryDelay.Read(settings, usual.RetryDelay),
            MaxResponseBytes = MaxResponseMegabytes.Read(settings, (int)(usual.MaxResponseBytes / 1024 / 1024)) * 1024L * 1024,
            CertificateAuthorityFile = settings["CertificateAuthority"] ?? usual.CertificateAuthorityFile,
        };
    }

    /// <summary>All mistakes in them, in Russian, for <see cref="ISettingsCheck"/>.</summary>
    public static IEnumerable<SettingMistake> Mistakes(AdapterSettings settings) =>
    [
        .. MaxConcurrency.Mistakes(settings), .. RequestSpacing.Mistakes(settings), .. RequestTimeout.Mistakes(settings), .. TotalTimeout.Mistakes(settings),
        .. Retries.Mistakes(settings), .. RetryDelay.Mistakes(settings), .. MaxResponseMegabytes.Mistakes(settings),
    ];

    /// <summary>The mistake in a setting that is read by the adapter's own rules; nothing when there is none.</summary>
    public static IEnumerable<SettingMistake> Mistake(string name, Func<object?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            read();
            return [];
        }
        catch (AdapterException wrong)
        {
            return [new SettingMistake(name, wrong.Instruction ?? wrong.Message)];
        }
    }

    /// <summary>An address that ends with a slash, so that paths below it stay below it.</summary>
    /// <exception cref="AdapterException">It is no absolute address.</exception>
    public static Uri Address(AdapterSettings settings, string name, string? fallback = null)
    {
        var text = settings[name] ?? fallback ?? settings.Required(name);
        return Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
            ? address
            : throw new AdapterException(AdapterFailure.Permanent, $"Setting '{name}' must be an http(s) address without query or user.", string.Format(CultureInfo.GetCultureInfo("ru"), Texts.AddressWanted, name));
    }

    internal static string Text(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
}

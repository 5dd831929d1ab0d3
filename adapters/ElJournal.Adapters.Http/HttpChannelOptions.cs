namespace ElJournal.Adapters.Http;

/// <summary>How a channel behaves. The defaults suit a source; what a technician may change is read by <see cref="HttpSettings"/>.</summary>
public sealed record HttpChannelOptions
{
    /// <summary>How long one attempt may take, its body included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request may take with all its attempts and the waits between them.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How often a request is repeated after a fault that may pass.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The wait before the first repetition; it doubles with each further one and gets some chance added.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between attempts. When the other side asks for a longer one, the request fails at once and says how long.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many requests of this channel are under way at once.</summary>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>The least time between the starts of two requests to a host, counted over all channels of the adapter.</summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.Zero;

    /// <summary>The largest answer that is accepted, after decompression.</summary>
    public long MaxResponseBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The deepest nesting of JSON that is accepted.</summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>Whether a request other than GET or HEAD may be repeated: true where every call only reads, false where a repetition is the host's decision.</summary>
    public bool RepeatEveryMethod { get; init; }

    /// <summary>The only certificate authorities that are trusted (PEM or DER); <see langword="null"/> for those of the machine.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>
    /// What the system's own error answers mean; asked first for every answer, whatever its status.
    /// <see langword="null"/> leaves the answer to the usual rules (<see cref="HttpVerdict.Usual"/>).
    /// </summary>
    public Func<HttpAnswer, HttpVerdict?>? Judge { get; init; }

    internal bool Repeats(HttpMethod method) => RepeatEveryMethod || method == HttpMethod.Get || method == HttpMethod.Head;
}

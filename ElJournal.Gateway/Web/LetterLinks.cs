using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Russian;
using Microsoft.AspNetCore.DataProtection;

namespace ElJournal.Gateway.Web;

/// <summary>Links in letters. A link opens a page and only that page's button acts, since mail scanners open links; it does one thing, for one person, until a moment.</summary>
/// <remarks>Encrypted and signed by keys of their own beside the other keys: who has the ledger cannot make one.</remarks>
internal sealed class LetterLinks(GatewayConfiguration configuration, MachineClock machine)
{
    private readonly Lazy<IDataProtectionProvider> keys = new(() => Keys(configuration));

    /// <summary>Keeps what is protected by these keys apart from other uses of them.</summary>
    public const string ApplicationName = "eljournal-web";

    /// <summary>Acknowledges the review of the month.</summary>
    public const string Review = "review";

    /// <summary>Excuses a teacher.</summary>
    public const string Excuse = "excuse";

    private WebOptions? Options => configuration.Options.Web;

    /// <summary>The keys of cookies, forms and links, in a folder of their own in the key ring.</summary>
    public static IDataProtectionProvider Keys(GatewayConfiguration configuration)
    {
        return DataProtectionProvider.Create(KeyFolder(configuration), builder => builder.SetApplicationName(ApplicationName));
    }

    /// <summary>Where these keys lie.</summary>
    public static DirectoryInfo KeyFolder(GatewayConfiguration configuration)
    {
        // The ring first: where it is missing it is made with its own rights, and not on the way to what lies in it.
        var ring = configuration.Resolve(configuration.Options.Secrets.KeyRing);
        foreach (var folder in new[] { ring, Path.Combine(ring, "web") })
        {
            OwnerOnly.CreateFolder(folder);
            OwnerOnly.Restrict(folder);
        }

        return new DirectoryInfo(Path.Combine(ring, "web"));
    }

    /// <summary>The address of a link; <see langword="null"/> when the configuration does not say where people reach the page.</summary>
    /// <param name="purpose"><see cref="Review"/> or <see cref="Excuse"/>.</param>
    /// <param name="school">The school's id.</param>
    /// <param name="who">The person the letter goes to, as the log will have it.</param>
    /// <param name="day">The month's first day, or the day that the letter is about.</param>
    public string? For(string purpose, string school, string who, DateOnly day)
    {
        if (Options is not { PublicUrl: { Length: > 0 } root } options)
        {
            return null;
        }

        var ticket = new LinkTicket(purpose, school, who, day, machine.Time.GetUtcNow() + options.LinkLifetime);
        return $"{root.TrimEnd('/')}/l/{purpose}/{Convert.ToBase64String(Protector(purpose).Protect(JsonSerializer.SerializeToUtf8Bytes(ticket))).Replace('+', '-').Replace('/', '_').TrimEnd('=')}";
    }

    /// <summary>What a link is for.</summary>
    /// <exception cref="GatewayException">It is not one of ours, for something else, or too old.</exception>
    public LinkTicket Open(string purpose, string text)
    {
        try
        {
            var padded = text.Replace('-', '+').Replace('_', '/');
            var bytes = Convert.FromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '='));
            var ticket = JsonSerializer.Deserialize<LinkTicket>(Protector(purpose).Unprotect(bytes));
            if (ticket is not null && ticket.Purpose == purpose)
            {
                return ticket.Ends > machine.Time.GetUtcNow() ? ticket : throw new GatewayException(Phrase.Of(WebTexts.LinkEnded, ticket.Ends.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)));
            }
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or JsonException)
        {
            // Forged, cut off by a mail program, or made with keys that are gone: to the reader it is all the same.
        }

        throw new GatewayException(WebTexts.LinkUnknown);
    }

    private IDataProtector Protector(string purpose) => keys.Value.CreateProtector("letter-link", purpose);
}

/// <summary>What a link stands for.</summary>
internal sealed record LinkTicket(string Purpose, string School, string Who, DateOnly Day, DateTimeOffset Ends);

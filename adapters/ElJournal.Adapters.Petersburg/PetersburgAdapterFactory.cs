using ElJournal.Adapters.Http;
using ElJournal.Adapters.Petersburg.Pushing;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Petersburg;

/// <summary>Push to a portal in the gateway's own format, and read-back through the JSON API of the portal «Петербургское образование».</summary>
public sealed class PetersburgAdapterFactory : IPortalFactory
{
    private const string UploadUrl = "UploadUrl";
    private const string Token = "Token";

    /// <summary>A package of 500 records may take a portal a while.</summary>
    private static readonly HttpChannelOptions Defaults = new() { RequestTimeout = TimeSpan.FromSeconds(100), TotalTimeout = TimeSpan.FromMinutes(5) };

    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings { get; } =
    [
        new(UploadUrl, "The address that takes packages (POST).", Required: true, IsUrl: true),
        new(Token, "The key that the portal's operator gave out.", Required: true, Secret: true),
        .. HttpSettings.All(Defaults),
    ];

    /// <inheritdoc/>
    public IPortal CreatePortal(AdapterContext context)
    {
        var settings = Push(context.Settings);
        var options = HttpSettings.Read(context.Settings, Defaults);
        return new PushPortal(new PushClient(PushClient.Channel(context, settings, options), settings, context.MachineTime ?? context.Time));
    }

    private static PushSettings Push(AdapterSettings settings)
    {
        var token = settings.Required(Token).Trim();
        if (token.Any(character => character is <= ' ' or > '~'))
        {
            throw new AdapterException(AdapterFailure.Permanent, "Setting 'Token' has characters that cannot be part of a key.", Texts.TokenWrong);
        }

        return Uri.TryCreate(settings.Required(UploadUrl), UriKind.Absolute, out var address)
            ? new PushSettings(address, token)
            : throw new AdapterException(AdapterFailure.Permanent, "Setting 'UploadUrl' must be an absolute address.", Texts.UploadUrlWrong);
    }
}

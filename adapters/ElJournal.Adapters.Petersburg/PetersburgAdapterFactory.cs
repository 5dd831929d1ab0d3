using ElJournal.Adapters.Http;
using ElJournal.Adapters.Petersburg.Pushing;
using ElJournal.Adapters.Petersburg.ReadingBack;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Petersburg;

/// <summary>Push to a portal in the gateway's own format, and read-back through the JSON API of the portal «Петербургское образование».</summary>
public sealed class PetersburgAdapterFactory : IPortalFactory, ISettingsCheck
{
    private const string UploadUrl = "UploadUrl";
    private const string Token = "Token";
    private const string ReadBaseUrl = "ReadBaseUrl";
    private const string Login = "Login";
    private const string Password = "Password";
    private const string ControlPupils = "ControlPupils";

    /// <summary>A package of 500 records may take a portal a while.</summary>
    private static readonly HttpChannelOptions Defaults = new() { RequestTimeout = TimeSpan.FromSeconds(100), TotalTimeout = TimeSpan.FromMinutes(5) };

    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings { get; } =
    [
        new(UploadUrl, "The address that takes packages (POST).", Required: true, IsUrl: true) { IsDestination = true },
        new(Token, "The key that the portal's operator gave out.", Required: true, Secret: true),
        new(ReadBaseUrl, "The portal's address for reading back; without it nothing is read back.", IsUrl: true),
        new(Login, "The e-mail of the control account (a parent's) that reads back."),
        new(Password, "Its password.", Secret: true),
        new(ControlPupils, "Pupils by whom the portal is checked: the journal's id and the portal's education ids, as p7=5001;p8=5002+5003."),
        new("AbsenceTypes", "Codes of estimate types that are absences; 30000 when left out."),
        new("LateTypes", "Codes of estimate types that are late arrivals; 30001 when left out."),
        new("AbsenceValues", "What the values of absences mean (absent, ill, excused, late); 494=excused;496=ill when left out, and in any case."),
        new("TermWords", "Words in the name of an estimate type that is a mark of a term; четверть;триместр;полугодие;год when left out."),
        .. HttpSettings.All(Defaults),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<SettingMistake> Check(string schoolId, AdapterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            .. HttpSettings.Mistakes(settings),
            .. HttpSettings.Mistake("AbsenceValues", () => PortalCodes.Read(settings)),
            .. settings[ControlPupils] is { } pupils ? HttpSettings.Mistake(ControlPupils, () => ControlPupil.ReadAll(pupils)) : [],
            .. settings[ReadBaseUrl] is not null ? new[] { Login, ControlPupils }.Where(name => settings[name] is null).Select(name => new SettingMistake(name, Texts.ReadBackTogether)) : [],
        ];
    }

    /// <inheritdoc/>
    public IPortal CreatePortal(AdapterContext context)
    {
        var settings = Push(context.Settings);
        var options = HttpSettings.Read(context.Settings, Defaults);
        var reader = Reader(context, options);
        var push = new PushPortal(new PushClient(PushClient.Channel(context, settings, options), settings, context.MachineTime ?? context.Time));
        return reader is null ? push : new ReadablePortal(push, reader);
    }

    /// <returns><see langword="null"/> when nothing is to be read back.</returns>
    private static PortalReader? Reader(AdapterContext context, HttpChannelOptions options)
    {
        if (context.Settings[ReadBaseUrl] is null)
        {
            return null;
        }

        var address = HttpSettings.Address(context.Settings, ReadBaseUrl);
        var account = new ReadAccount(context.Settings.Required(Login), context.Settings.Required(Password));
        var pupils = ControlPupil.ReadAll(context.Settings.Required(ControlPupils));
        var reading = options with { Judge = PortalSession.Judge, MaxConcurrency = 1 };
        return new PortalReader(() => new HttpChannel(context, address, reading), account, pupils, PortalCodes.Read(context.Settings));
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

using ElJournal.Adapters.Http;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Delivering;
using ElJournal.Adapters.OneRoster.Gradebook;
using ElJournal.Adapters.Portals;
using Newtonsoft.Json;

namespace ElJournal.Adapters.OneRoster;

/// <summary>A folder of bundles in the OneRoster 1.2 layout, a provider of the OneRoster 1.2 gradebook service, or both.</summary>
public sealed class OneRosterAdapterFactory : IPortalFactory, ISettingsCheck
{
    private const string DirectorySetting = "Directory";
    private const string SchoolNameSetting = "SchoolName";
    private const string BaseUrl = "BaseUrl";
    private const string TokenUrl = "TokenUrl";
    private const string ClientId = "ClientId";
    private const string ClientSecret = "ClientSecret";
    private const string Scopes = "Scopes";
    private const string ScopePrefix = "https://purl.imsglobal.org/spec/or/v1p2/scope/";
    private const string UsualScopes = $"{ScopePrefix}gradebook.readonly {ScopePrefix}gradebook.createput {ScopePrefix}gradebook.delete";

    /// <summary>A package is up to a thousand small requests: one that fails should be repeated by itself, not with all the others. Each may be, as it says all about its object.</summary>
    private static readonly HttpChannelOptions Defaults = new() { RequestTimeout = TimeSpan.FromSeconds(30), TotalTimeout = TimeSpan.FromMinutes(2), Retries = 3, RepeatEveryMethod = true };

    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings { get; } =
    [
        new(DirectorySetting, "The folder that bundles are written to; one route, one folder.", IsPath: true, Role: AdapterRoles.Portal) { IsDestination = true },
        new(SchoolNameSetting, "The school's name in orgs.csv; left out: its id.", Role: AdapterRoles.Portal),
        new(BaseUrl, "The address of a OneRoster 1.2 provider, to whose gradebook service objects are sent; with it TokenUrl, ClientId and ClientSecret.", IsUrl: true, Role: AdapterRoles.Portal) { IsDestination = true },
        new(TokenUrl, "The address that gives out tokens (OAuth 2, client credentials).", IsUrl: true, Role: AdapterRoles.Portal),
        new(ClientId, "The client id that the provider's operator gave out.", Role: AdapterRoles.Portal),
        new(ClientSecret, "The client secret that belongs to it.", Secret: true, Role: AdapterRoles.Portal),
        new(Scopes, "The scopes asked for, separated by blanks; gradebook.readonly, gradebook.createput and gradebook.delete of OneRoster 1.2 when left out.", Role: AdapterRoles.Portal),
        .. HttpSettings.All(Defaults).Select(setting => setting with { Role = AdapterRoles.Portal }),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<SettingMistake> Check(string schoolId, AdapterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var provider = new[] { BaseUrl, TokenUrl, ClientId };
        return !provider.Any(name => settings[name] is not null)
            ? settings[DirectorySetting] is null ? [new SettingMistake(DirectorySetting, Texts.SettingsNothing)] : []
            : [.. HttpSettings.Mistakes(settings), .. provider.Where(name => settings[name] is null).Select(name => new SettingMistake(name, Texts.SettingsTogether))];
    }

    /// <inheritdoc/>
    public IPortal CreatePortal(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var school = new SchoolFacts(context.SchoolId, Ogrn: null, context.Settings[SchoolNameSetting] ?? context.SchoolId, context.TimeZone.Id);
        var folder = context.Settings[DirectorySetting] is { } directory ? new BundlePortal(directory, school) : null;
        if (context.Settings[BaseUrl] is null)
        {
            return folder ?? throw new AdapterException(AdapterFailure.Permanent, "Neither 'Directory' nor 'BaseUrl' is set.", Texts.SettingsNothing);
        }

        var provider = Provider(context, school);
        return folder is null ? provider : new BothPortals(folder, provider);
    }

    private static GradebookPortal Provider(AdapterContext context, SchoolFacts school)
    {
        var own = context.Folder ?? throw new AdapterException(AdapterFailure.Permanent, "The host gives the adapter no folder of its own.");
        var addresses = GradebookAddresses.Of(HttpSettings.Address(context.Settings, BaseUrl));
        var token = Uri.TryCreate(context.Settings.Required(TokenUrl), UriKind.Absolute, out var address) ? address : throw new AdapterException(AdapterFailure.Permanent, "Setting 'TokenUrl' must be an absolute address.", Texts.TokenUrlWrong);
        var credentials = new ClientCredentials(context.Settings.Required(ClientId), context.Settings.Required(ClientSecret).Trim(), context.Settings[Scopes] ?? UsualScopes);
        var options = HttpSettings.Read(context.Settings, Defaults);
        var time = context.MachineTime ?? context.Time;
        var json = new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore };
        var tokens = new AccessTokens(new HttpChannel(context, token, options with { Judge = AccessTokens.Judge }), token, credentials, time);
        var client = new GradebookClient(new HttpChannel(context, addresses.Gradebook, options with { Judge = GradebookClient.Judge }, json), addresses, tokens);
        return new GradebookPortal(client, own, school, options.MaxConcurrency, time);
    }
}

using ElJournal.Adapters.ElZhur.Reading;
using ElJournal.Adapters.Http;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.ElZhur;

/// <summary>ЭлЖур as a source, read through its public API.</summary>
public sealed class ElZhurAdapterFactory : ISourceFactory, ISettingsCheck
{
    /// <summary>Every call only reads, signing in included. The service is known to be slow, and asks for courtesy rather than for a rate.</summary>
    private static readonly HttpChannelOptions Defaults = new()
    {
        MaxConcurrency = 2,
        Spacing = TimeSpan.FromMilliseconds(500),
        RequestTimeout = TimeSpan.FromSeconds(60),
        TotalTimeout = TimeSpan.FromMinutes(4),
        RepeatEveryMethod = true,
        Judge = ElZhurVerdicts.Judge,
    };

    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings { get; } =
    [
        new("BaseUrl", "The API's address up to and including /api or /apiv3, such as https://999.eljur.ru/apiv3.", Required: true, IsUrl: true),
        new("Vendor", "The school's sub-domain: for https://999.eljur.ru it is 999.", Required: true),
        new("DevKey", "The application's key issued by ЭлЖур's support (32 hexadecimal characters).", Required: true, Secret: true),
        new("AuthToken", "A token of the gateway's own account; left out when Login and Password are set.", Secret: true),
        new("AuthTokenEnds", "When AuthToken ends, as it was told with it (YYYY-MM-DD or YYYY-MM-DD HH:MM:SS, Moscow time); 14 and 3 days before, the administrator is reminded."),
        new("Login", "The login of the gateway's own account; left out when AuthToken is set."),
        new("Password", "Its password.", Secret: true),
        new("PupilsPerRequest", "How many pupils one request names, 1 to 500; 35 when left out. Lowered by itself when the server refuses."),
        new("DaysPerRequest", "How many days one request spans, 1 to 366; 31 when left out. Lowered by itself when the server refuses."),
        new("Topics", "read: lesson topics are read from pupils' diaries; skip: they are not, and count as not checked.", Allowed: ["read", "skip"]),
        new("HomeworkStandsAt", "At which lesson this school's homework stands: given, due, or unknown, in which case homework counts as not checked.", Allowed: ["unknown", "given", "due"]),
        new("SubstitutionFields", "By which field names getreplaces tells substitutions: pairs with commas (replaced, replacedId, substitute, substituteId, date, number, subject, group), such as 'replaced=field'. Nothing public names them; left out, substitutions are not read."),
        new("SubstitutionDaysPerRequest", "How many days one request for substitutions spans, 1 to 31; 1 when left out. More needs 'date' among SubstitutionFields."),
        new("AbsentLetters", "Values, with commas, that mean an absence; \u043D when left out."),
        new("LateLetters", "Values, with commas, that mean a late arrival; \u043E\u043F when left out."),
        new("IllLetters", "Values, with commas, that mean an absence through illness; none when left out."),
        new("ExcusedLetters", "Values, with commas, that mean an absence with a valid reason; none when left out."),
        .. HttpSettings.All(Defaults),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<SettingMistake> Check(string schoolId, AdapterSettings settings) => [.. ElZhurOptions.Mistakes(settings)];

    /// <inheritdoc/>
    public IJournalSource CreateSource(AdapterContext context) => new ElZhurSource(context, ElZhurOptions.Read(context.Settings, Defaults));
}

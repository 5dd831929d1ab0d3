using System.Globalization;
using ElJournal.Adapters.Paragraf.Backup;
using ElJournal.Adapters.Paragraf.Database;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Paragraf;

/// <summary>АИСУ «Параграф» as a source: exported files or SQL, by a mapping written for each site.</summary>
public sealed class ParagrafAdapterFactory : ISourceFactory, ISettingsCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings { get; } =
    [
        new(SettingNames.Mode, "How the journal is read: exported files, or a database (best: one restored from a backup).", Required: true, Allowed: [SettingNames.FilesMode, SettingNames.DatabaseMode]),
        new(SettingNames.Mapping, "The site's mapping file (paragraf-mapping/1).", Required: true, IsPath: true),
        new(SettingNames.Directory, "Files: the folder with the exported files.", IsPath: true),
        new(SettingNames.Provider, "Database: the ADO.NET provider, by the name of its DLL in the adapter's folder providers/, or as 'Type, Assembly'."),
        new(SettingNames.ConnectionString, "Database: the provider's connection string, charset included; the account may only read.", Secret: true),
        new(SettingNames.AsOf, "Database: the moment the restored backup began, as 2026-10-05T02:00:00+03:00; overrides asOf of the mapping."),
        new(SettingNames.CommandTimeout, "Database: seconds that a query may take, 1 to 3600; 60 when not set."),
        new(SettingNames.GbakPath, "Backup: Firebird's gbak.", IsPath: true),
        new(SettingNames.BackupUser, "Backup: the database user; left out for an embedded engine."),
        new(SettingNames.BackupPassword, "Backup: that user's password; handed to gbak through its environment.", Secret: true),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<SettingMistake> Check(string schoolId, AdapterSettings settings)
    {
        var mistakes = new List<SettingMistake>();
        var mode = settings[SettingNames.Mode];
        if (settings[SettingNames.Mapping] is { } path)
        {
            var mapping = MappingReader.Read(path, schoolId, out var found);
            mistakes.AddRange(found.Select(mistake => new SettingMistake(SettingNames.Mapping, mistake)));
            if (mapping is not null && Missing(mapping, mode) is { } missing)
            {
                mistakes.Add(new SettingMistake(SettingNames.Mapping, $"{path}: {missing}"));
            }
        }

        if (mode == SettingNames.FilesMode && settings[SettingNames.Directory] is null)
        {
            mistakes.Add(new SettingMistake(SettingNames.Directory, Texts.SettingForFiles));
        }

        if (mode == SettingNames.DatabaseMode && settings[SettingNames.Provider] is null)
        {
            mistakes.Add(new SettingMistake(SettingNames.Provider, Texts.SettingForDatabase));
        }

        if (settings[SettingNames.AsOf] is { } asOf && DatabaseSettings.MomentOf(asOf) is null)
        {
            mistakes.Add(new SettingMistake(SettingNames.AsOf, MappingNode.Format(Texts.MappingMoment, asOf)));
        }

        if (settings[SettingNames.CommandTimeout] is { } timeout && !(int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 3600))
        {
            mistakes.Add(new SettingMistake(SettingNames.CommandTimeout, Texts.SettingTimeout));
        }

        return mistakes;
    }

    /// <inheritdoc/>
    public IJournalSource CreateSource(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = context.Settings.Required(SettingNames.Mode);
        _ = context.Settings.Required(SettingNames.Mapping);
        if (Check(context.SchoolId, context.Settings) is { Count: > 0 } mistakes)
        {
            throw new AdapterException(
                AdapterFailure.Permanent,
                $"The settings or the mapping file have {mistakes.Count.ToString(CultureInfo.InvariantCulture)} mistakes: {string.Join(", ", mistakes.Select(mistake => mistake.Setting).Distinct())}.",
                MappingNode.Format(Texts.MappingMistakes, string.Join("\n", mistakes.Select(mistake => mistake.Message))));
        }

        var mapping = MappingReader.Read(context.Settings.Required(SettingNames.Mapping), context.SchoolId, out _)!;
        var database = context.Settings[SettingNames.Mode] == SettingNames.DatabaseMode ? DatabaseSettings.From(context, mapping.Database!) : null;
        var backup = context.Settings[SettingNames.GbakPath] is { } gbak && mapping.Backup is { } what
            ? new GbakBackup(gbak, what, context.Settings[SettingNames.BackupUser], context.Settings[SettingNames.BackupPassword], context.Time)
            : null;
        return new ParagrafSource(mapping, context.Settings[SettingNames.Directory], database, backup, context.TimeZone, context.Time);
    }

    private static string? Missing(SiteMapping mapping, string? mode) => mode switch
    {
        SettingNames.FilesMode when mapping.Files is null => Texts.MappingNoFilesPart,
        SettingNames.DatabaseMode when mapping.Database is null => Texts.MappingNoDatabasePart,
        _ => null,
    };
}

/// <summary>Names of the settings.</summary>
internal static class SettingNames
{
    public const string Mode = "Mode";
    public const string FilesMode = "Files";
    public const string DatabaseMode = "Database";
    public const string Mapping = "Mapping";
    public const string Directory = "Directory";
    public const string Provider = "Provider";
    public const string ConnectionString = "ConnectionString";
    public const string AsOf = "AsOf";
    public const string CommandTimeout = "CommandTimeout";
    public const string GbakPath = "GbakPath";
    public const string BackupUser = "BackupUser";
    public const string BackupPassword = "BackupPassword";
}

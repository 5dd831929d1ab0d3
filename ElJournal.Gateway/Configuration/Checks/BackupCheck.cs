using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>What the types cannot say about copies.</summary>
internal static class BackupCheck
{
    public static void Run(GatewayOptions options, BackupOptions backup, string directory, Report report)
    {
        var media = report.At(nameof(backup.Media));
        if (backup.Media.Count < 2)
        {
            media.Add(Phrase.Of(ConfigurationTexts.MediaTooFew, backup.Media.Count));
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < backup.Media.Count; i++)
        {
            var (medium, at) = (backup.Media[i], media.At(i));
            if (at.At(nameof(medium.Name)).Require(medium.Name) && !names.Add(medium.Name))
            {
                at.At(nameof(medium.Name)).Add(Phrase.Of(ConfigurationTexts.MediumRepeated, medium.Name));
            }

            if (at.At(nameof(medium.Directory)).Require(medium.Directory))
            {
                Place(options, backup, i, directory, at.At(nameof(medium.Directory)));
            }
        }

        report.At(nameof(backup.Password)).RequireReference(backup.Password);
        if (backup.Encrypt && string.IsNullOrWhiteSpace(backup.Password))
        {
            report.At(nameof(backup.Password)).Add(Phrase.Of(ConfigurationTexts.BackupPasswordMissing, SecretResolver.Forms));
        }
    }

    private static void Place(GatewayOptions options, BackupOptions backup, int index, string directory, Report report)
    {
        var place = Path.GetFullPath(backup.Media[index].Directory, directory);
        if (backup.Media.Take(index).Any(other => other.Directory.Length > 0 && Path.GetFullPath(other.Directory, directory) is var taken && (SecretsCheck.IsIn(place, taken) || SecretsCheck.IsIn(taken, place))))
        {
            report.Add(ConfigurationTexts.MediumFolderTaken);
        }

        if (SecretsCheck.LedgerFolder(options.Storage, directory) is { } ledger && SecretsCheck.IsIn(place, ledger))
        {
            report.Add(Phrase.Of(ConfigurationTexts.MediumInData, ledger));
        }

        if (options.Secrets.KeyRing.Length > 0 && SecretsCheck.IsIn(Path.GetFullPath(options.Secrets.KeyRing, directory), place))
        {
            report.Add(ConfigurationTexts.MediumHoldsKeys);
        }
    }
}

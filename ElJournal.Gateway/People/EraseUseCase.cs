using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Gateway.People.Erasing;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.People;

/// <summary>What an erasure did and what it could not do.</summary>
/// <param name="Role"><c>student</c> or <c>teacher</c>.</param>
/// <param name="Erased">What was changed in the ledger.</param>
/// <param name="Portals">What each route still has to take back.</param>
/// <param name="Copies">Copies of the ledger made before, which hold the person until they are gone.</param>
/// <param name="Remains">Russian: what else holds the person and is not the gateway's to change.</param>
/// <param name="Compacted">Whether the ledger's file was rebuilt without what was deleted.</param>
internal sealed record ErasureResult(string School, string Role, ErasureCounts Erased, IReadOnlyList<PortalRemainder> Portals, IReadOnlyList<CopyRemainder> Copies, IReadOnlyList<string> Remains, bool Compacted);

/// <param name="Deletes">Records that the portal has or may have: deletes go out with the next export.</param>
internal sealed record PortalRemainder(string Route, string? Portal, long Deletes);

/// <param name="Until">The day on which the copy has reached the age at which it is removed; <see langword="null"/> for archives, which stay.</param>
internal sealed record CopyRemainder(string Set, string Medium, DateTimeOffset BeganAt, DateOnly? Until);

/// <summary>Erases a person because somebody asked for it.</summary>
internal sealed class EraseUseCase(
    LedgerDatabase database, PersonFinder finder, LedgerCompaction compaction, GatewayConfiguration configuration, MailTransports transports, Copies copies, Media media, MachineClock machine)
{
    /// <exception cref="GatewayException">The ledger knows no such person.</exception>
    public async Task<ErasureResult> RunAsync(SchoolRuntime school, PersonRole role, string id, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        var person = await finder.FindAsync(school.Id, role, id, cancellationToken);
        ErasureCounts counts;
        IReadOnlyList<LetterRow> letters;
        IReadOnlyList<PortalRemainder> portals;
        var now = machine.Time.GetUtcNow();
        await using (var context = await database.ReadAsync(cancellationToken))
        await using (var transaction = await lease.BeginAsync(await PersonEraser.ReserveAsync(context, person, cancellationToken), cancellationToken))
        {
            await LedgerCompaction.OverwriteDeletedAsync(transaction.Connection, cancellationToken);
            (counts, letters) = await PersonEraser.EraseAsync(transaction, school.Id, person, now, cancellationToken);
            portals = await PortalsAsync(transaction, school, cancellationToken);
            await ErasureSettling.RunAsync(transaction, school.Id, cancellationToken);
            var target = string.Create(CultureInfo.InvariantCulture, $"{Word(role)}, {counts.Records} records, {counts.Findings} findings, {counts.Letters} letters, {counts.Packages} packages");
            FindingDecisions.Log(transaction, school.Id, now, "person-erase", target, decision with { Reason = person.Mask().Of(decision.Reason) });
            await transaction.CommitAsync(cancellationToken);
        }

        var remains = await WriteAgainAsync(letters, cancellationToken);
        remains.AddRange(UpgradeCopy.All(database).Select(file => Phrase.Of(Texts.RemainsUpgradeCopy, file.FullName)));
        remains.AddRange(portals.Where(portal => portal is { Portal: "files", Deletes: > 0 }).Select(portal => Phrase.Of(Texts.RemainsPortalFolder, portal.Route)));
        if (database.Provider != StorageProvider.Sqlite)
        {
            remains.Add(Texts.RemainsServer);
        }

        remains.Add(Texts.RemainsElsewhere);
        return new ErasureResult(school.Id, Word(role), counts, portals, await CopiesAsync(school, cancellationToken), remains, await compaction.RunAsync(cancellationToken));
    }

    public static string Word(PersonRole role) => role == PersonRole.Teacher ? "teacher" : "student";

    private async Task<IReadOnlyList<PortalRemainder>> PortalsAsync(LedgerTransaction transaction, SchoolRuntime school, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command($"""
            SELECT t."Name", count(*) FROM routes t JOIN route_records rr ON rr."Route" = t."Id" JOIN records r ON r."Id" = rr."Record"
            WHERE t."School" = $school AND r."Deleted" = 1 AND r."Student" LIKE 'erased:%' AND {OffRoute.PortalMayHave} GROUP BY t."Name" ORDER BY t."Name"
            """);
        command.Parameters.AddWithValue("$school", school.Id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<PortalRemainder>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var name = reader.GetString(0);
            found.Add(new PortalRemainder(name, school.Options.Routes.FirstOrDefault(route => string.Equals(route.Name, name, StringComparison.OrdinalIgnoreCase))?.Portal, reader.GetInt64(1)));
        }

        return found;
    }

    /// <summary>Letters that went into the pickup folder and were not taken out of it yet lie there with the old text.</summary>
    private async Task<List<string>> WriteAgainAsync(IReadOnlyList<LetterRow> letters, CancellationToken cancellationToken)
    {
        if (configuration.Options.Mail.PickupDirectory is not { Length: > 0 } setting)
        {
            return letters.Any(letter => letter.Status == LetterStatus.Sent) ? [Texts.RemainsLetters] : [];
        }

        var transport = transports.Create();
        var taken = 0;
        foreach (var letter in letters.Where(letter => letter.Status == LetterStatus.Sent))
        {
            var file = Path.Combine(configuration.Resolve(setting), letter.MessageId + ".eml");
            if (!File.Exists(file))
            {
                taken++;
            }
            else if (letter.RecipientAddress == Texts.ErasedAddress)
            {
                File.Delete(file);
            }
            else
            {
                await transport.SendAsync(letter, cancellationToken);
            }
        }

        return taken > 0 ? [Texts.RemainsLetters] : [];
    }

    private async Task<IReadOnlyList<CopyRemainder>> CopiesAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        var names = (await media.RegisteredAsync(cancellationToken)).ToDictionary(medium => medium.Serial, medium => medium.Name, StringComparer.Ordinal);
        var keep = (configuration.Options.Backup ?? new BackupOptions()).KeepDays;
        return [.. (await copies.PresentAsync(cancellationToken)).Select(copy => new CopyRemainder(
            copy.Set,
            names.GetValueOrDefault(copy.Medium, copy.Medium),
            school.Local(Instants.FromStored(copy.BeganAt)),
            copy.Kind == BackupManifest.Archive ? null : school.DayOf(Instants.FromStored(copy.BeganAt).AddDays(keep))))];
    }
}

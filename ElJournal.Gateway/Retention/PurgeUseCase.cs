using System.Globalization;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.People;
using ElJournal.Gateway.Reviews.Model;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Gateway.Sync.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Retention;

/// <summary>What was emptied or removed.</summary>
/// <param name="Compacted">Whether the ledger's file was rebuilt without it; also true when there was nothing to do.</param>
internal sealed record PurgeResult(string School, IReadOnlyList<int> Years, int Records, int Findings, int Reviews, int Letters, int Packages, int Runs, int UpgradeCopies, bool Compacted);

/// <summary>Empties what is older than the retention of its kind. Keys and message ids stay, so that nothing of it is ever new again; portals are told nothing: they have retentions of their own.</summary>
internal sealed class PurgeUseCase(GatewayConfiguration configuration, LedgerDatabase database, LedgerCompaction compaction, TimeProvider clock)
{
    /// <param name="compact">Rebuild the file even where nothing was emptied now: what earlier runs deleted may still lie in it.</param>
    public async Task<PurgeResult> RunAsync(SchoolRuntime school, bool compact, SchoolLease lease, CancellationToken cancellationToken)
    {
        var options = configuration.Options.Retention;
        var now = clock.GetUtcNow();
        var today = school.DayOf(now);
        var years = await DueYearsAsync(school.Id, today, options, cancellationToken);
        var (records, findings, reviews) = (0, 0, 0);
        foreach (var year in years)
        {
            await using var transaction = await lease.BeginAsync(1, cancellationToken);
            await LedgerCompaction.OverwriteDeletedAsync(transaction.Connection, cancellationToken);
            records += await RecordsAsync(transaction, school.Id, year, cancellationToken);
            var (first, last) = (new DateOnly(year, 7, 1).DayNumber, new DateOnly(year + 1, 6, 30).DayNumber);
            findings += await FindingsAsync(transaction.Context, school.Id, last, cancellationToken);
            reviews += await transaction.Context.Set<ReviewRow>().Where(row => row.School == school.Id && row.Month >= first && row.Month <= last).ExecuteDeleteAsync(cancellationToken);
            await transaction.Context.Set<ClassReviewRow>().Where(row => row.School == school.Id && row.Day <= last).ExecuteDeleteAsync(cancellationToken);
            transaction.Context.Add(new DecisionRow { School = school.Id, At = now.ToStored(), By = "eljournal", Action = "purge", Target = year.ToString(CultureInfo.InvariantCulture), Reason = "" });
            await transaction.CommitAsync(cancellationToken);
        }

        var (letters, packages) = await TextsAsync(school.Id, now, options, lease, cancellationToken);
        var runs = await RunsAsync(school.Id, now, options, lease, cancellationToken);
        var copies = UpgradeCopies(now, options);
        var emptied = records + findings + reviews + letters + packages > 0;
        return new PurgeResult(school.Id, years, records, findings, reviews, letters, packages, runs, copies, (!emptied && !compact) || await compaction.RunAsync(cancellationToken));
    }

    /// <summary>The school years whose time is up and of which there is still something.</summary>
    private async Task<List<int>> DueYearsAsync(string school, DateOnly today, RetentionOptions options, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var last = today.AddYears(-options.Years);
        var books = await context.Set<Book>().AsNoTracking().Where(book => book.School == school).ToListAsync(cancellationToken);
        var current = books.Count == 0 ? 0 : books.Max(book => book.Year);
        var due = new List<int>();

        // A school year ends by the thirtieth of June at the latest; the one that is read last is never emptied.
        foreach (var year in books.Where(book => book.Year < current && new DateOnly(book.Year + 1, 6, 30) < last).Select(book => book.Year).Distinct().Order())
        {
            var numbers = books.Where(book => book.Year == year).Select(book => book.Id).ToList();
            if (await context.Set<RecordRow>().AnyAsync(row => numbers.Contains(row.Book) && row.Payload != PersonEraser.Nothing, cancellationToken))
            {
                due.Add(year);
            }
        }

        return due;
    }

    private static async Task<int> RecordsAsync(LedgerTransaction transaction, string school, int year, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        var hash = new byte[RecordEncoder.HashSize];
        var emptied = 0;
        foreach (var book in await context.Set<Book>().Where(book => book.School == school && book.Year == year).Select(book => book.Id).ToListAsync(cancellationToken))
        {
            var rows = context.Set<RecordRow>().Where(row => row.Book == book);
            await context.Set<MarkChangeRow>().Where(change => rows.Any(row => row.Id == change.Record)).ExecuteDeleteAsync(cancellationToken);
            await context.Set<HeldChangeRow>().Where(change => rows.Any(row => row.Id == change.Record)).ExecuteDeleteAsync(cancellationToken);
            await context.Set<PinRow>().Where(pin => pin.Book == book).ExecuteDeleteAsync(cancellationToken);
            await context.Set<KeptDeadlineRow>().Where(row => row.Book == book).ExecuteDeleteAsync(cancellationToken);

            // Without its row at the routes a record is due nowhere, as a delete neither: that would take from the portal what only this machine need not keep.
            await context.Set<RouteRecordRow>().Where(row => rows.Any(record => record.Id == row.Record)).ExecuteDeleteAsync(cancellationToken);
            emptied += await rows.Where(row => row.Payload != PersonEraser.Nothing).ExecuteUpdateAsync(
                update => update
                    .SetProperty(row => row.Deleted, true).SetProperty(row => row.Pending, false).SetProperty(row => row.Hash, hash).SetProperty(row => row.Payload, PersonEraser.Nothing)
                    .SetProperty(row => row.Origin, row => row.Key).SetProperty(row => row.Value, (string?)null).SetProperty(row => row.Work, (string?)null).SetProperty(row => row.Student, (string?)null)
                    .SetProperty(row => row.Teacher, (string?)null).SetProperty(row => row.ReplacesTeacher, (string?)null).SetProperty(row => row.EnteredAt, (long?)null)
                    .SetProperty(row => row.SeenAfter, (long?)null).SetProperty(row => row.SeenBy, (long?)null).SetProperty(row => row.Changes, 0),
                cancellationToken);
        }

        foreach (var route in await context.Set<RouteRow>().Where(route => route.School == school).Select(route => route.Id).ToListAsync(cancellationToken))
        {
            DayBook.Recount(transaction, route);
        }

        return emptied;
    }

    private static Task<int> FindingsAsync(LedgerContext context, string school, int last, CancellationToken cancellationToken) =>
        FindingRemoval.RunAsync(context, context.Set<FindingRow>().Where(finding => finding.School == school && finding.Day <= last), school, cancellationToken);

    private async Task<(int Letters, int Packages)> TextsAsync(string school, DateTimeOffset now, RetentionOptions options, SchoolLease lease, CancellationToken cancellationToken)
    {
        var (lettersBefore, packagesBefore) = (now.AddDays(-options.LetterDays).ToStored(), now.AddDays(-options.PackageDays).ToStored());
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        await LedgerCompaction.OverwriteDeletedAsync(transaction.Connection, cancellationToken);
        var context = transaction.Context;
        var letters = context.Set<LetterRow>().Where(letter => letter.School == school && letter.Status != LetterStatus.Queued && letter.CreatedAt < lettersBefore && letter.Text != "");
        await context.Set<LetterAttachmentRow>().Where(file => letters.Any(letter => letter.Id == file.Letter)).ExecuteDeleteAsync(cancellationToken);
        var emptied = await letters.ExecuteUpdateAsync(
            update => update.SetProperty(letter => letter.Text, "").SetProperty(letter => letter.Html, "").SetProperty(letter => letter.LastError, (string?)null), cancellationToken);
        var nothing = Array.Empty<byte>();
        var routes = context.Set<RouteRow>().Where(route => route.School == school);
        var packages = await context.Set<PackageRow>()
            .Where(package => routes.Any(route => route.Id == package.Route) && package.Status != PackageStatus.Frozen && package.Status != PackageStatus.Sent && package.CreatedAt < packagesBefore && package.Body != nothing)
            .ExecuteUpdateAsync(update => update.SetProperty(package => package.Body, nothing), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (emptied, packages);
    }

    /// <summary>Ended runs that nothing asks for any more: behind the last slot of a job nothing is caught up, its last success is shown, and what has failed since is still to be told of.</summary>
    private static async Task<int> RunsAsync(string school, DateTimeOffset now, RetentionOptions options, SchoolLease lease, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-options.RunDays).ToStored();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var own = transaction.Context.Set<SlotRow>().Where(slot => slot.School == school);
        var removed = await own
            .Where(slot => slot.Due < before)
            .Where(slot => slot.Status == SlotStatus.Skipped
                ? own.Any(later => later.Job == slot.Job && later.Due > slot.Due)
                : (slot.Status == SlotStatus.Done || slot.Status == SlotStatus.Failed) && own.Any(later => later.Job == slot.Job && later.Status == SlotStatus.Done && later.Due > slot.Due))
            .ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return removed;
    }

    private int UpgradeCopies(DateTimeOffset now, RetentionOptions options)
    {
        var removed = 0;
        foreach (var file in UpgradeCopy.All(database))
        {
            if (file.LastWriteTimeUtc < now.UtcDateTime.AddDays(-options.UpgradeCopyDays))
            {
                file.Delete();
                removed++;
            }
        }

        return removed;
    }
}

using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Rehearsing;

/// <summary>Brings a copy of the ledger to the evening before a day: what that day told, judged and delivered has not happened yet.</summary>
internal static class RehearsalLedger
{
    /// <summary>Whether a lesson of the day is stored.</summary>
    public static async Task<bool> HoldsAsync(LedgerDatabase ledger, string school, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await ledger.ReadAsync(cancellationToken);
        var number = day.DayNumber;
        var books = context.Set<Book>().Where(book => book.School == school).Select(book => book.Id);
        return await context.Set<RecordRow>().AnyAsync(row => books.Contains(row.Book) && row.Kind == RecordKind.Lesson && row.Day == number && !row.Deleted, cancellationToken);
    }

    public static async Task PrepareAsync(LedgerDatabase copy, string school, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await copy.ReadAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var number = day.DayNumber;
        var letters = context.Set<LetterRow>().Where(letter => letter.School != school || letter.Day >= number || letter.Status != LetterStatus.Sent).Select(letter => letter.Id);
        await context.Set<LetterFindingRow>().Where(row => letters.Contains(row.Letter)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<LetterTryRow>().Where(row => letters.Contains(row.Letter)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<LetterAttachmentRow>().Where(row => letters.Contains(row.Letter)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<LetterRow>().Where(letter => letters.Contains(letter.Id)).ExecuteDeleteAsync(cancellationToken);
        var findings = context.Set<FindingRow>().Where(finding => finding.School == school && finding.Day >= number).Select(finding => finding.Id);
        await context.Set<FindingBlockRow>().Where(block => block.School == school && findings.Contains(block.Finding)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<FindingRow>().Where(finding => finding.School == school && finding.Day >= number).ExecuteDeleteAsync(cancellationToken);
        await context.Set<JudgedDayRow>().Where(row => row.School == school && row.Day >= number).ExecuteDeleteAsync(cancellationToken);
        await context.Set<NotCheckedRow>().Where(row => row.School == school && row.Day >= number).ExecuteDeleteAsync(cancellationToken);

        // Judged last on the evening before, so that what fell due since counts as fallen due.
        await context.Set<JudgedStateRow>().Where(row => row.School == school).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Leaves the lists and the day to deliver, to a portal that has nothing yet.</summary>
    public static async Task LeaveDayAsync(LedgerDatabase copy, string school, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await copy.ReadAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var number = day.DayNumber;
        var routes = context.Set<RouteRow>().Where(route => route.School == school).Select(route => route.Id);
        await context.Set<RouteRecordRow>().Where(row => routes.Contains(row.Route)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<PackageRow>().Where(row => routes.Contains(row.Route)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<RouteDayKindRow>().Where(row => routes.Contains(row.Route)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<RouteDayRow>().Where(row => routes.Contains(row.Route)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<RouteTotalRow>().Where(row => routes.Contains(row.Route)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<RouteRow>().Where(route => route.School == school).ExecuteDeleteAsync(cancellationToken);
        var books = context.Set<Book>().Where(book => book.School == school).Select(book => book.Id);
        await context.Set<RecordRow>().Where(row => books.Contains(row.Book) && (row.Deleted || (row.Day != null && row.Day != number))).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Reviews;

/// <summary>Makes the review of a month once.</summary>
internal sealed class ReviewUseCase(ReviewMaker maker, ReviewStore store)
{
    /// <summary>The review of the month as it was made; made and kept now when there is none.</summary>
    /// <returns><see langword="null"/> when nothing was taught in the month.</returns>
    public async Task<ReviewContent?> EnsureAsync(SchoolRuntime school, DateOnly month, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(school, month, cancellationToken) is { } stored)
        {
            return stored.Content;
        }

        var content = await CountAsync(school, month, cancellationToken);
        if (content.Rows.IsEmpty)
        {
            return null;
        }

        await store.FreezeAsync(school, content, lease, cancellationToken);
        return content;
    }

    /// <summary>The month as the ledger has it now; nothing is kept.</summary>
    public async Task<ReviewContent> CountAsync(SchoolRuntime school, DateOnly month, CancellationToken cancellationToken) =>
        await maker.MakeAsync(school, month, await store.BeforeAsync(school, month, cancellationToken), cancellationToken);
}

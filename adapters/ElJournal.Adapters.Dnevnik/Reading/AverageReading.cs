using ElJournal.Adapters.Dnevnik.Mapping;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Reads the journal's own averages of a class: one request for each term that has final marks.</summary>
internal sealed class AverageReading(IDnevnikApi api, AverageCalls kind, Terms terms)
{
    /// <returns>Why they could not be read; where they are refused for good the final marks come without.</returns>
    public async Task<Trouble?> ReadAsync(string classId, IReadOnlyList<string> wanted, Averages averages, Mapped mapped, CancellationToken cancellationToken)
    {
        foreach (var term in wanted)
        {
            var days = terms.DaysOf(term)!.Value;
            var (failure, any) = await AskAsync(classId, term, days, averages, cancellationToken).ConfigureAwait(false);
            if (failure is null && !any)
            {
                // A term with final marks and not one average contradicts itself: it may pass.
                (failure, any) = await AskAsync(classId, term, days, averages, cancellationToken).ConfigureAwait(false);
            }

            if (failure is { Failure: AdapterFailure.Final })
            {
                mapped.Remark(RecordKind.FinalMark, "averages are refused, so final marks are compared with none", Texts.RemarkAverages);
                return null;
            }

            if (failure is not null || !any)
            {
                return failure is null ? Trouble.NoAverages : Trouble.Of(failure);
            }
        }

        return null;
    }

    private async Task<(AdapterException? Failure, bool Any)> AskAsync(string classId, string term, DayRange days, Averages averages, CancellationToken cancellationToken)
    {
        var (from, to) = (days.From.ToDateTime(TimeOnly.MinValue), days.To.ToDateTime(TimeOnly.MinValue));
        if (kind == AverageCalls.Weighted)
        {
            var weighted = await Ask.ForAsync(() => api.WeightedAveragesAsync(classId, from, to, cancellationToken)).ConfigureAwait(false);
            return (weighted.Failure, weighted.Value is { } one && averages.Add(one, term));
        }

        var plain = await Ask.ForAsync(() => api.AveragesAsync(classId, from, to, cancellationToken)).ConfigureAwait(false);
        return (plain.Failure, plain.Value is { } rows && averages.Add(rows, term));
    }
}

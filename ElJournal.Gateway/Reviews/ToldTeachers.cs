using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Reviews;

/// <summary>Which teachers' letters brought them their results of a month: the trail that orders ask for.</summary>
internal sealed class ToldTeachers(LedgerDatabase database)
{
    private const string Prefix = "review/";

    /// <summary>Under what a letter notes that it told a teacher the results of a month.</summary>
    public static string Mark(DateOnly month, string teacherId) => FormattableString.Invariant($"{Prefix}{month:yyyy-MM}/{teacherId}");

    /// <summary>The teachers whose letter with these results was composed, sent or still waiting.</summary>
    /// <param name="replaced">Letters that wait and that a new one is to take the place of.</param>
    public async Task<IReadOnlySet<string>> QueuedAsync(SchoolRuntime school, DateOnly month, IReadOnlyCollection<long> replaced, CancellationToken cancellationToken)
    {
        var prefix = Mark(month, string.Empty);
        await using var context = await database.ReadAsync(cancellationToken);
        var marks = await context.Set<LetterFindingRow>().AsNoTracking().Where(row => row.School == school.Id && row.Finding.StartsWith(prefix))
            .Join(context.Set<LetterRow>().Where(letter => letter.Status != LetterStatus.Failed && letter.Status != LetterStatus.Replaced && !replaced.Contains(letter.Id)), row => row.Letter, letter => letter.Id, (row, _) => row.Finding)
            .ToListAsync(cancellationToken);
        return marks.Select(mark => mark[prefix.Length..]).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>By teacher the day on which the letter went.</summary>
    public async Task<IReadOnlyDictionary<string, DateOnly>> OfAsync(SchoolRuntime school, DateOnly month, CancellationToken cancellationToken)
    {
        var prefix = Mark(month, string.Empty);
        await using var context = await database.ReadAsync(cancellationToken);
        var rows = await context.Set<LetterFindingRow>().AsNoTracking().Where(row => row.School == school.Id && row.Finding.StartsWith(prefix))
            .Join(context.Set<LetterRow>().Where(letter => letter.Status == LetterStatus.Sent), row => row.Letter, letter => letter.Id, (row, letter) => new { row.Finding, letter.SentAt })
            .ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.Finding[prefix.Length..], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => school.DayOf(Instants.FromStored(group.Min(row => row.SentAt)!.Value)), StringComparer.Ordinal);
    }
}

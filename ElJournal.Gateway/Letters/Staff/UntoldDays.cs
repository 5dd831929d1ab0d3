using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Queue;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Letters.Staff;

/// <summary>Earlier days that teachers have not been told of: their letters still wait because the mail is down, or were never written because the gateway was.</summary>
internal sealed class UntoldDays
{
    /// <summary>How far back a day is still worth a word about who was absent.</summary>
    private const int FarthestBack = 7;

    private readonly IReadOnlyList<DateOnly> unwritten;
    private readonly IReadOnlyDictionary<string, IReadOnlyCollection<DateOnly>> waiting;

    private UntoldDays(IReadOnlyList<DateOnly> unwritten, IReadOnlyDictionary<string, IReadOnlyCollection<DateOnly>> waiting, IReadOnlyCollection<long> letters)
    {
        this.unwritten = unwritten;
        this.waiting = waiting;
        Letters = letters;
    }

    /// <summary>No such day.</summary>
    public static UntoldDays None { get; } = new([], new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.OrdinalIgnoreCase), []);

    /// <summary>The letters that wait.</summary>
    public IReadOnlyCollection<long> Letters { get; }

    /// <summary>The addresses for which letters wait.</summary>
    public IEnumerable<string> WaitedFor => waiting.Keys;

    /// <summary>Looks up what teachers have not been told before the day.</summary>
    public static async Task<UntoldDays> ReadAsync(LedgerDatabase database, SchoolRuntime school, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var letters = await LetterQueue.WaitingAsync(context, school.Id, LetterKind.Staff, address: null, day, cancellationToken);
        var byPerson = new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.OrdinalIgnoreCase);
        foreach (var person in letters.GroupBy(letter => letter.RecipientAddress, StringComparer.OrdinalIgnoreCase))
        {
            byPerson[person.Key] = await LetterQueue.DaysOfAsync(context, [.. person], cancellationToken);
        }

        // Somebody gets a letter every week, so days after the last one are days on which none was written.
        var last = await context.Set<LetterRow>().Where(letter => letter.School == school.Id && letter.Kind == LetterKind.Staff && letter.Day < day.DayNumber).MaxAsync(letter => (int?)letter.Day, cancellationToken);
        var skipped = last is { } told ? Enumerable.Range(1, FarthestBack).Select(back => day.AddDays(-back)).Where(back => back.DayNumber > told).ToList() : [];
        return new UntoldDays(skipped, byPerson, [.. letters.Select(letter => letter.Id)]);
    }

    /// <summary>The days that a letter to the person tells of besides its own, in order.</summary>
    public IEnumerable<DateOnly> Of(Recipient person) => (waiting.TryGetValue(person.Address, out var days) ? days.Concat(unwritten) : unwritten).Distinct().Order();

    /// <summary>Whether a letter to the person waits.</summary>
    public bool IsWaitedFor(Recipient person) => waiting.ContainsKey(person.Address);
}

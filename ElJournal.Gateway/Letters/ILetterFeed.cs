using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Letters.Monthly;

namespace ElJournal.Gateway.Letters;

/// <summary>What letters are made of, as judged.</summary>
internal interface ILetterFeed
{
    /// <summary>A day, with the findings of it and of days before.</summary>
    Task<DayOverview> DayAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken);

    /// <summary>A month's figures.</summary>
    Task<MonthFigures> MonthAsync(SchoolRuntime school, DateOnly first, DateOnly last, CancellationToken cancellationToken);
}

using System.Collections.Immutable;

namespace ElJournal.Gateway.Mail.Administration;

/// <summary>Something that the administrator must know now.</summary>
/// <param name="Kind"><see cref="LetterKind.Failure"/> or <see cref="LetterKind.Hold"/>.</param>
/// <param name="About">What tells it apart from other notices of the day: the hold's id, the route's name. One letter goes out per kind, matter and day.</param>
/// <param name="Day">The day, in the school's zone.</param>
/// <param name="Subject">Russian, without names of people.</param>
/// <param name="Sentences">What happened, and what to do, as Russian paragraphs.</param>
internal sealed record AdministratorNotice(string Kind, string About, DateOnly Day, string Subject, ImmutableArray<string> Sentences)
{
    /// <summary>The findings told, each once.</summary>
    public ImmutableArray<ToldFinding> Findings { get; init; } = [];
}

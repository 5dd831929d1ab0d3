using ElJournal.Adapters.Dnevnik.Mapping;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>What reading the days needs to know of the school.</summary>
/// <param name="Groups">Its classes and subgroups.</param>
/// <param name="Works">Its kinds of work; <see langword="null"/> when they could not be read.</param>
/// <param name="Subjects">Its subjects; lessons add to them.</param>
/// <param name="Bells">The bells of each class; a class whose bells could not be read is not among them.</param>
/// <param name="Terms">Its terms; <see langword="null"/> when they could not be read.</param>
/// <param name="Averages">Which averages are the school's; <see langword="null"/> when that could not be read.</param>
internal sealed record School(Groups Groups, Works? Works, Subjects Subjects, IReadOnlyDictionary<string, Bells> Bells, Terms? Terms, AverageCalls? Averages)
{
    /// <summary>Ids that several pupils bear.</summary>
    public IReadOnlySet<string> SharedIds { get; init; } = new HashSet<string>();
}

using System.Collections.Concurrent;
using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Finds the classes through those who teach them, where the list of the school's classes is refused. A class that nobody teaches is not found so.</summary>
internal sealed class GroupsByTeacher(IDnevnikApi api, string schoolId, int concurrency)
{
    /// <returns>The groups; <see langword="null"/> when this way is refused too.</returns>
    /// <exception cref="AdapterException">A request failed: some of the classes would be missing.</exception>
    public async Task<IReadOnlyList<WireGroup>?> FindAsync(IReadOnlyList<WirePerson> teachers, CancellationToken cancellationToken)
    {
        var ids = teachers.Select(teacher => teacher.Id).OfType<string>().Distinct(StringComparer.Ordinal).ToList();

        // A pupil's token is refused here as well: one question tells.
        if (ids.Count == 0 || await AskAsync(ids[0], cancellationToken).ConfigureAwait(false) is not { } first)
        {
            return null;
        }

        var found = new ConcurrentDictionary<string, WireGroup>(StringComparer.Ordinal);
        Take(first);
        await EachAsync(ids.Skip(1), async (id, token) => Take(await AskAsync(id, token).ConfigureAwait(false) ?? []), cancellationToken).ConfigureAwait(false);

        // A class that is taught in subgroups only is known by their names for it.
        var parents = found.Values.SelectMany(group => group.Parents).Where(id => !found.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
        await EachAsync(parents, async (id, token) => Take(Or(await Ask.ForAsync(() => api.GroupAsync(id, token)).ConfigureAwait(false)) is { } parent ? [parent] : []), cancellationToken).ConfigureAwait(false);
        return [.. found.Values.OrderBy(group => group.Id, StringComparer.Ordinal)];

        void Take(IEnumerable<WireGroup> groups)
        {
            foreach (var group in groups.Where(group => group.Id is not null))
            {
                found.TryAdd(group.Id!, group);
            }
        }
    }

    private async Task<Rows<WireGroup>?> AskAsync(string teacher, CancellationToken cancellationToken) =>
        Or(await Ask.ForAsync(() => api.GroupsOfTeacherAsync(teacher, schoolId, cancellationToken)).ConfigureAwait(false));

    private static T? Or<T>(Got<T> got)
        where T : class => got.Failure is null || got.IsRefused ? got.Value : throw got.Failure;

    private Task EachAsync(IEnumerable<string> ids, Func<string, CancellationToken, Task> ask, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, async (id, token) => await ask(id, token).ConfigureAwait(false));
}

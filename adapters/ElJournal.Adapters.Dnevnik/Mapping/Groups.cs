using System.Globalization;
using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>The classes and subgroups of a school year.</summary>
internal sealed class Groups
{
    private readonly Dictionary<string, WireGroup> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> children = new(StringComparer.Ordinal);

    private readonly GroupKinds kinds;

    private Groups(IEnumerable<WireGroup> groups, GroupKinds kinds)
    {
        this.kinds = kinds;
        foreach (var group in groups)
        {
            byId.TryAdd(group.Id!, group);
        }

        foreach (var group in byId.Values)
        {
            foreach (var parent in ParentsOf(group))
            {
                (children.TryGetValue(parent, out var known) ? known : children[parent] = []).Add(group.Id!);
            }
        }

        Classes = [.. byId.Values.Where(group => !ParentsOf(group).Any()).Select(group => group.Id!)];
    }

    /// <summary>The groups that are part of no other one of the list, in the source's order: reading and scopes go by them.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>All groups.</summary>
    public IEnumerable<WireGroup> All => byId.Values;

    /// <summary>Those whose school year it is.</summary>
    /// <remarks>That <c>studyyear</c> is the year of the beginning is a guess; when no group agrees, the latest year of the list is the current one.</remarks>
    public static Groups Of(IEnumerable<WireGroup> listed, int studyYear, GroupKinds kinds)
    {
        var named = listed.Where(group => group.Id is not null).ToList();
        var years = named.Select(group => WireScalars.Whole(group.StudyYear)).OfType<int>().ToHashSet();
        var current = years.Count == 0 || years.Contains(studyYear) ? studyYear : years.Max();
        return new Groups(named.Where(group => WireScalars.Whole(group.StudyYear) is not { } year || year == current), kinds);
    }

    /// <summary>The group's id, the same text for each of its lessons; <see langword="null"/> for one that the list does not name.</summary>
    public string? Known(string? id) => id is not null && byId.TryGetValue(id, out var group) ? group.Id : null;

    /// <summary>The subgroups of a class, those of its subgroups included.</summary>
    public IReadOnlyList<string> Within(string classId)
    {
        var found = new List<string>();
        var open = new Queue<string>([classId]);
        while (open.TryDequeue(out var id))
        {
            foreach (var child in children.GetValueOrDefault(id) ?? [])
            {
                if (child != classId && !found.Contains(child))
                {
                    found.Add(child);
                    open.Enqueue(child);
                }
            }
        }

        return found;
    }

    /// <summary>Whether it is a class, whose pupils are asked for: not an elective course or the like.</summary>
    public bool IsClass(string id) => KindOf(byId[id]) == ClassKind.Class;

    /// <summary>Whether it counts as a class without being named like one: «Шахматы» in place of «7А».</summary>
    public bool IsUnlikeClass(string id) =>
        IsClass(id) && WireScalars.Whole(byId[id].Parallel) is { } grade and > 0 && byId[id].Name?.Trim().StartsWith(grade.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) == false;

    public bool HasTimetable(string id) => byId[id].HasTimetable;

    /// <summary>The record of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="classTeacher">The class teacher, when known.</param>
    /// <exception cref="ArgumentException">It has no name.</exception>
    public ClassGroup Record(WireGroup group, string? classTeacher)
    {
        // Of a group over several classes the vocabulary can name one; the first is as good as any and stays the same.
        var parent = ParentsOf(group).FirstOrDefault();
        var grade = WireScalars.Whole(group.Parallel) is { } told and >= 0 and <= 12 ? told : (int?)null;
        return new ClassGroup(group.Id!, group.Name?.Trim() ?? "", parent is null ? grade : null, parent is null ? KindOf(group) : ClassKind.Subgroup, classTeacher, parent);
    }

    private IEnumerable<string> ParentsOf(WireGroup group) => group.Parents.Where(parent => parent != group.Id && byId.ContainsKey(parent));

    /// <summary>Of a group that is part of no class only <c>Group</c> is known to mean a class.</summary>
    private ClassKind KindOf(WireGroup group) => kinds.Of(group.Name) ?? (group.Type is null || WireScalars.Is(group.Type, "Group") ? ClassKind.Class
        : WireScalars.Is(group.Type, "Subgroup") ? ClassKind.Subgroup
        : ClassKind.Elective);
}

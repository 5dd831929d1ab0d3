using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>Finds out whom a timetable means. That the ids of timetables are those of the staff list is not documented, so an id counts only when the name agrees.</summary>
/// <remarks>A name that two people bear means nobody: better a lesson without a teacher than the wrong one.</remarks>
internal sealed class TeacherDirectory
{
    private readonly Dictionary<string, Teacher> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> byInitials = new(StringComparer.Ordinal);

    public TeacherDirectory(IEnumerable<Teacher> staff)
    {
        foreach (var teacher in staff)
        {
            if (byId.TryAdd(teacher.Id, teacher))
            {
                Note(byName, FullName(teacher.FamilyName, teacher.GivenName, teacher.MiddleName), teacher.Id);
                Note(byInitials, Initials(teacher.FamilyName, teacher.GivenName, teacher.MiddleName), teacher.Id);
            }
        }
    }

    /// <summary>Whether there is a staff list. Without one, teachers are known from timetables only.</summary>
    public bool IsKnown => byId.Count > 0;

    public IReadOnlyCollection<Teacher> Staff => byId.Values;

    /// <summary>The teacher's id, or <see langword="null"/> when nobody can be named for sure.</summary>
    public string? Find(string? id, string? name)
    {
        name = WireText.Line(name);
        if (!IsKnown)
        {
            return string.IsNullOrEmpty(id) || id == "0" ? name : id;
        }

        if (id is not null && byId.TryGetValue(id, out var teacher) && (name is null || WireText.Fold(name).StartsWith(WireText.Fold(teacher.FamilyName), StringComparison.Ordinal)))
        {
            return id;
        }

        if (name is null)
        {
            return null;
        }

        var (family, given, middle) = Split(name);
        return byName.GetValueOrDefault(FullName(family, given, middle)) ?? (IsShort(given) ? byInitials.GetValueOrDefault(Initials(family, given, middle)) : null);
    }

    /// <summary>A record for somebody who is known from timetables only.</summary>
    public static Teacher? Unlisted(string id, string? name)
    {
        if (WireText.Line(name) is not { } known)
        {
            return null;
        }

        var (family, given, middle) = Split(known);
        return new Teacher(id, family, given, middle);
    }

    private static (string Family, string? Given, string? Middle) Split(string name)
    {
        var parts = name.Replace(".", ". ", StringComparison.Ordinal).Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
    }

    private static bool IsShort(string? given) => given is null || given.EndsWith('.') || given.Length == 1;

    private static string FullName(string family, string? given, string? middle) => WireText.Fold($"{family} {given} {middle}".Trim());

    private static string Initials(string family, string? given, string? middle) => WireText.Fold($"{family} {given?[..1]}{middle?[..1]}");

    private static void Note(Dictionary<string, string?> names, string name, string id) => names[name] = names.TryGetValue(name, out var other) && other != id ? null : id;
}

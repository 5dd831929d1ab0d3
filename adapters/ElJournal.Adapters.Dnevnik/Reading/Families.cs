using ElJournal.Adapters.Dnevnik.Mapping;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Classes that share subgroups: what was entered in such a group may show in the answer for either class, so neither has been read to its end before both have.</summary>
internal sealed class Families
{
    private readonly Dictionary<string, List<string>> familyOf = new(StringComparer.Ordinal);

    public Families(Groups groups)
    {
        foreach (var classId in groups.Classes)
        {
            familyOf[classId] = [classId];
        }

        foreach (var sharing in groups.Classes.SelectMany(classId => groups.Within(classId).Select(subgroup => (subgroup, classId))).GroupBy(pair => pair.subgroup, pair => pair.classId))
        {
            var joined = sharing.SelectMany(classId => familyOf[classId]).Distinct(StringComparer.Ordinal).ToList();
            foreach (var member in joined)
            {
                familyOf[member] = joined;
            }
        }
    }

    /// <summary>The class and those that share with it.</summary>
    public IReadOnlyList<string> Of(string classId) => familyOf[classId];
}

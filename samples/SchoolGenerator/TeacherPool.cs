using System.Globalization;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>Gives each class a teacher for each field of subjects and takes on another one when the hours are full.</summary>
internal sealed class TeacherPool(Chance chance)
{
    private const int FullHours = 24;

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["read"] = "primary", ["world"] = "primary", ["rel"] = "hist", ["lit"] = "rus", ["math"] = "math", ["alg"] = "math", ["geom"] = "math", ["stat"] = "math",
        ["hist"] = "hist", ["soc"] = "hist", ["geo"] = "nature", ["bio"] = "nature", ["chem"] = "nature", ["phys"] = "phys", ["inf"] = "inf", ["mus"] = "art", ["art"] = "art", ["tech"] = "tech", ["safe"] = "tech",
    };

    private readonly Dictionary<(string Field, string Group), string> given = [];
    private readonly Dictionary<string, (string Id, int Hours)> current = new(StringComparer.Ordinal);

    public List<Teacher> All { get; } = [];

    /// <summary>The field in which one teacher takes a group: in grades 1 to 4 nearly everything is one field.</summary>
    public static string Field(string subject, int grade) =>
        grade <= 4 && subject is not ("eng" or "pe" or "mus" or "rel") ? "primary" : Fields.GetValueOrDefault(subject, subject);

    public string Of(string field, string group, int hours = 2)
    {
        if (given.TryGetValue((field, group), out var teacher))
        {
            return teacher;
        }

        if (!current.TryGetValue(field, out var last) || last.Hours + hours > FullHours)
        {
            last = (Hire(), 0);
        }

        current[field] = (last.Id, last.Hours + hours);
        given[(field, group)] = last.Id;
        return last.Id;
    }

    private string Hire()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"t{All.Count + 1:D2}");
        var (family, given, middle) = Names.Of(chance.Of(id), 0.8);
        All.Add(new(id, family, given, middle, $"{id}@school.example"));
        return id;
    }
}

using System.Collections.Immutable;

namespace ElJournal.Rules.Policy;

/// <summary>Subjects known by name.</summary>
internal static class SubjectNames
{
    public static ImmutableArray<string> WithoutMarks { get; } = ["ОРКСЭ", "Основы религиозных культур и светской этики", "Разговоры о важном", "Россия — мои горизонты"];

    public static ImmutableArray<string> WithoutHomework { get; } =
    [
        "Физическая культура", "Физкультура", "Музыка", "ИЗО", "Изобразительное искусство", "Труд", "Труд (технология)", "Технология", .. WithoutMarks,
    ];

    public static ImmutableArray<string> Behaviour { get; } = ["Поведение"];

    public static bool IsAny(string subjectName, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NameComparer.Instance.IsOrBegins(subjectName, name))
            {
                return true;
            }
        }

        return false;
    }
}

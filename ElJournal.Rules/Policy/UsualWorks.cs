using System.Collections.Frozen;

namespace ElJournal.Rules.Policy;

/// <summary>The names that journals usually give to kinds of work.</summary>
internal static class UsualWorks
{
    public static FrozenDictionary<string, WorkKind> ByName { get; } = Build().ToFrozenDictionary(pair => pair.Name, pair => pair.Kind, NameComparer.Instance);

    private static IEnumerable<(string Name, WorkKind Kind)> Build()
    {
        (WorkKind Kind, string[] Names)[] table =
        [
            (WorkKind.Oral, ["Ответ на уроке", "Работа на уроке", "Устный ответ", "Ответ у доски", "Устный опрос", "Фронтальный опрос", "Работа в классе", "Чтение наизусть", "Пересказ"]),
            (WorkKind.Assessment, ["Контрольная работа", "Контрольный диктант", "Контрольный тест", "Проверочная работа", "Диагностическая работа", "Административная контрольная работа", "Тест", "Тестирование", "Зачёт", "Срезовая работа", "Итоговая контрольная работа"]),
            (WorkKind.Written, ["Самостоятельная работа", "Словарный диктант", "Диктант", "Математический диктант", "Письменная работа", "Письменный ответ", "Контрольное списывание", "Работа по карточкам"]),
            (WorkKind.Practical, ["Лабораторная работа", "Практическая работа"]),
            (WorkKind.Exposition, ["Изложение", "Контрольное изложение"]),
            (WorkKind.Essay, ["Сочинение", "Контрольное сочинение", "Эссе"]),
            (WorkKind.Project, ["Проект", "Проектная работа", "Реферат", "Доклад", "Творческая работа", "Контурная карта", "Исследовательская работа"]),
            (WorkKind.Homework, ["Домашняя работа", "Домашнее задание", "Тетрадь", "Ведение тетради", "Проверка тетрадей", "Домашнее сочинение"]),
            (WorkKind.External, ["ВПР", "Всероссийская проверочная работа", "МЦКО", "РДР", "Региональная диагностическая работа", "Внешняя диагностика"]),
        ];
        return table.SelectMany(row => row.Names.Select(name => (name, row.Kind)));
    }
}

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>A school subject with what the generator needs to know about it.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">As the school writes it.</param>
/// <param name="Homework">Whether homework is given at its lessons (grade 2 and above).</param>
/// <param name="Marks">Whether marks are given.</param>
/// <param name="Split">Whether big classes are split into two groups for it.</param>
internal sealed record SubjectInfo(string Id, string Name, bool Homework = true, bool Marks = true, bool Split = false);

/// <summary>Subjects and weekly hours by grade.</summary>
internal static class Curriculum
{
    public static readonly SubjectInfo Behaviour = new("bhv", "Поведение", Homework: false, Marks: false);
    public static readonly SubjectInfo Talks = new("rov", "Разговоры о важном", Homework: false, Marks: false);
    public static readonly SubjectInfo Horizons = new("hor", "Россия — мои горизонты", Homework: false, Marks: false);
    public static readonly SubjectInfo Chess = new("chs", "Шахматы", Homework: false, Marks: false);
    public static readonly SubjectInfo ExtendedDay = new("gpd", "Группа продлённого дня", Homework: false, Marks: false);
    public static readonly SubjectInfo Elective = new("elc", "Практикум решения задач", Marks: false);

    private static readonly Dictionary<string, SubjectInfo> ById = new SubjectInfo[]
    {
        new("rus", "Русский язык"), new("read", "Литературное чтение"), new("lit", "Литература"), new("math", "Математика"), new("alg", "Алгебра"), new("geom", "Геометрия"),
        new("stat", "Вероятность и статистика"), new("eng", "Английский язык", Split: true), new("world", "Окружающий мир"), new("hist", "История"), new("soc", "Обществознание"),
        new("geo", "География"), new("bio", "Биология"), new("phys", "Физика"), new("chem", "Химия"), new("inf", "Информатика", Split: true),
        new("pe", "Физическая культура", Homework: false, Split: true), new("mus", "Музыка", Homework: false), new("art", "Изобразительное искусство", Homework: false),
        new("tech", "Труд (технология)", Homework: false, Split: true), new("safe", "ОБЗР"), new("rel", "ОРКСЭ", Homework: false, Marks: false), Behaviour, Talks, Horizons, Chess, ExtendedDay, Elective,
    }.ToDictionary(subject => subject.Id, StringComparer.Ordinal);

    private static readonly string[] Grades =
    [
        "rus5 read4 math4 world2 pe3 mus1 art1 tech1",
        "rus5 read4 math4 world2 eng2 pe3 mus1 art1 tech1",
        "rus5 read4 math4 world2 eng2 pe3 mus1 art1 tech1",
        "rus5 read3 math4 world2 eng2 rel1 pe3 mus1 art1 tech1",
        "rus5 lit3 math5 eng3 hist2 geo1 bio1 inf1 pe3 mus1 art1 tech2",
        "rus5 lit3 math5 eng3 hist2 geo1 bio1 soc1 inf1 pe3 mus1 art1 tech2",
        "rus4 lit2 alg3 geom2 stat1 eng3 hist2 soc1 geo2 bio1 phys2 inf1 pe3 mus1 art1 tech2",
        "rus3 lit2 alg3 geom2 stat1 eng3 hist2 soc1 geo2 bio2 phys2 chem2 inf1 pe3 mus1 tech1 safe1",
        "rus3 lit3 alg3 geom2 stat1 eng3 hist2 soc1 geo2 bio2 phys3 chem2 inf1 pe3 safe1",
        "rus2 lit3 alg4 geom2 stat1 eng3 hist2 soc2 geo1 bio2 phys3 chem2 inf1 pe3 safe1",
        "rus2 lit3 alg4 geom2 stat1 eng3 hist2 soc2 geo1 bio2 phys3 chem2 inf1 pe3 safe1",
    ];

    public static IEnumerable<SubjectInfo> Subjects => ById.Values;

    public static SubjectInfo Subject(string id) => ById[id];

    public static IReadOnlyList<(SubjectInfo Subject, int Hours)> Of(int grade) =>
        [.. Grades[grade - 1].Split(' ').Select(word => (ById[word[..^1]], word[^1] - '0'))];

    private static readonly Dictionary<string, string[]> TopicsById = new(StringComparer.Ordinal)
    {
        ["rus"] = ["Имя существительное", "Глагол и его формы", "Сложное предложение", "Правописание приставок", "Обособленные определения", "Развитие речи: описание"],
        ["read"] = ["Сказки А. С. Пушкина", "Басни И. А. Крылова", "Стихи об осени", "Рассказы о детях", "Устное народное творчество"],
        ["lit"] = ["«Повести Белкина»", "Лирика М. Ю. Лермонтова", "Былины", "«Капитанская дочка»: образы героев", "Жанр баллады", "Сатира Н. В. Гоголя"],
        ["math"] = ["Сложение и вычитание", "Обыкновенные дроби", "Умножение столбиком", "Задачи на движение", "Площадь прямоугольника", "Делимость чисел"],
        ["alg"] = ["Линейные уравнения", "Степень с натуральным показателем", "Квадратный трёхчлен", "Системы уравнений", "Графики функций", "Арифметическая прогрессия"],
        ["geom"] = ["Признаки равенства треугольников", "Параллельные прямые", "Теорема Пифагора", "Окружность и касательная", "Векторы на плоскости"],
        ["eng"] = ["Present Simple", "Past Simple", "My family and friends", "Travelling", "School life", "Healthy food"],
        ["hist"] = ["Древний Египет", "Крестовые походы", "Правление Петра I", "Отечественная война 1812 года", "Великие реформы"],
        ["phys"] = ["Плотность вещества", "Сила трения", "Закон Ома", "Равноускоренное движение", "Давление в жидкостях"],
        ["chem"] = ["Периодический закон", "Оксиды и их свойства", "Кислоты", "Электролитическая диссоциация"],
        ["pe"] = ["Бег на 60 м", "Волейбол: приём мяча", "Прыжки в длину", "Общая физическая подготовка"],
    };

    private static readonly string[] AnyTopics = ["Введение в раздел", "Основные понятия", "Работа с текстом учебника", "Практическая работа", "Обобщение изученного", "Решение задач", "Свойства и признаки", "Сравнение и анализ"];
    private static readonly string[] Tasks = ["§ {0}, вопросы 1–{1}", "упр. {0}", "№ {0}–{2}", "§ {0}, пересказ", "учебник, стр. {0}, задание {1}", "рабочая тетрадь, стр. {0}", "выучить правило на стр. {0}", "составить план § {0}"];

    public static string Topic(SubjectInfo subject, Chance chance) => chance.Pick(TopicsById.GetValueOrDefault(subject.Id, AnyTopics));

    public static string Task(Chance chance)
    {
        if (chance.Of("none").Happens(0.05))
        {
            return "не задано";
        }

        var number = 3 + chance.Of("number").Below(160);
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, chance.Pick(Tasks), number, 2 + chance.Of("last").Below(5), number + 4);
    }
}

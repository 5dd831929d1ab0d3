namespace ElJournal.Samples.SchoolGenerator;

/// <summary>Invented people: common names put together by chance.</summary>
internal static class Names
{
    private static readonly string[] Families =
    [
        "Абрамов", "Белов", "Васильев", "Громов", "Данилов", "Егоров", "Жуков", "Захаров", "Игнатьев", "Калинин", "Лапин", "Макаров", "Никитин", "Орлов", "Павлов",
        "Родионов", "Савельев", "Тарасов", "Ушаков", "Федотов", "Харитонов", "Цветков", "Чернов", "Шилов", "Щукин", "Юдин", "Яковлев", "Антипов", "Борисов", "Виноградов",
        "Гусев", "Дроздов", "Ершов", "Зимин", "Ильин", "Комаров", "Лебедев", "Морозов", "Назаров", "Осипов", "Поляков", "Рыбаков", "Соловьёв", "Титов", "Уваров", "Фролов",
    ];

    private static readonly string[] Boys = ["Артём", "Борис", "Виктор", "Глеб", "Денис", "Егор", "Захар", "Иван", "Кирилл", "Лев", "Матвей", "Никита", "Олег", "Пётр", "Роман", "Семён", "Тимофей", "Фёдор", "Юрий", "Ярослав"];
    private static readonly string[] Girls = ["Алиса", "Варвара", "Галина", "Дарья", "Ева", "Жанна", "Зоя", "Ирина", "Кира", "Любовь", "Мария", "Нина", "Ольга", "Полина", "Раиса", "София", "Таисия", "Ульяна", "Юлия", "Яна"];
    private static readonly string[] Fathers = ["Алексеев", "Борисов", "Викторов", "Денисов", "Иванов", "Кириллов", "Максимов", "Олегов", "Петров", "Романов", "Сергеев", "Фёдоров"];

    public static (string Family, string Given, string Middle) Of(Chance chance, double womenShare)
    {
        var woman = chance.Of("sex").Happens(womenShare);
        var family = chance.Of("family").Pick(Families);
        var father = chance.Of("father").Pick(Fathers);
        return woman
            ? (family + "а", chance.Of("given").Pick(Girls), father + "на")
            : (family, chance.Of("given").Pick(Boys), father + "ич");
    }
}

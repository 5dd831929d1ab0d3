using System.Globalization;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator.Scenarios;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>From where teachers sign in.</summary>
internal static class Places
{
    public const string School = "школа";
    public const string Elsewhere = "вне школы";
}

/// <summary>A whole school made from a seed: who is there, what was taught and entered when, and what was done wrong on purpose.</summary>
public sealed class GeneratedSchool
{
    private readonly SchoolScale scale;
    private readonly SchoolPlan plan;
    private readonly EntryWriter writer;
    private readonly List<LessonStory>? told;
    private readonly List<Shown> more = [];

    private GeneratedSchool(SchoolScale scale)
    {
        this.scale = scale;
        plan = new SchoolBuilder(scale).Build();
        plan = scale.Planned ? Movements.Apply(plan) : plan;
        writer = new(scale, plan);
        if (scale.Planned)
        {
            told = [.. Days().SelectMany(writer.Day)];
            ScenarioBook.WriteInto(new Stage(told, plan, writer, Plan, more));
        }
    }

    /// <summary>Makes the school. Equal scales give equal schools, on any machine.</summary>
    public static GeneratedSchool Create(SchoolScale? scale = null) => new(scale ?? SchoolScale.Demo);

    /// <summary>
    /// When the journal has to be read so that everything planned can be proved: when the gateway is installed, before the first lesson; shortly before and after the deadline
    /// of 5 October 2026; the next morning; and when the six weeks are over.
    /// </summary>
    public static IReadOnlyList<DateTimeOffset> Reads { get; } =
    [
        SchoolDays.At(SchoolDays.FirstDay, new(7, 30)),
        SchoolDays.At(new(2026, 10, 5), new(16, 30)), SchoolDays.At(new(2026, 10, 5), new(17, 5)), SchoolDays.At(new(2026, 10, 6), new(8, 0)), SchoolDays.At(new(2026, 10, 12), new(8, 0)),
    ];

    /// <summary>The moment of the final state.</summary>
    public static DateTimeOffset Final => Reads[^1];

    public ViolationPlan Plan { get; } = new();

    /// <summary>Roster and terms as they are in the end.</summary>
    public IEnumerable<JournalRecord> Roster => plan.Roster();

    /// <summary>The pupils taught in each group: a pupil's record names the class alone.</summary>
    public ILookup<string, string> Members => plan.Groups.SelectMany(group => group.Students, (group, student) => (group.Id, student)).ToLookup(pair => pair.Id, pair => pair.student, StringComparer.Ordinal);

    /// <summary>What the journal showed at the moment. Nothing is kept while it is enumerated unless the school has planned violations.</summary>
    public IEnumerable<JournalRecord> StateAt(DateTimeOffset moment) => Versions().Where(shown => shown.At(moment)).Select(shown => shown.Record);

    /// <summary>Every version of every record that the journal ever showed.</summary>
    public IEnumerable<Shown> Versions() =>
        Movements.Roster(plan)
            .Concat((told ?? Days().SelectMany(writer.Day)).SelectMany(story => story.Versions()))
            .Concat(Movements.FinalMarks(plan))
            .Concat(SignIns())
            .Concat(more);

    private IEnumerable<DateOnly> Days() => SchoolDays.Weeks(scale.Weeks).SelectMany(monday => Enumerable.Range(0, 7).Select(monday.AddDays)).Where(day => day >= SchoolDays.FirstDay);

    private IEnumerable<Shown> SignIns()
    {
        var chance = new Chance(scale.Seed).Of("sign-in");
        foreach (var day in Days().Where(day => SchoolDays.IsOpen(11, day)))
        {
            foreach (var teacher in plan.Teachers)
            {
                if (chance.Of(teacher.Id).Of(day.DayNumber) is var luck && luck.Happens(0.85))
                {
                    yield return SignIn(teacher.Id, PersonRole.Teacher, day, new(8, 0), luck);
                }
            }

            if (day.DayOfWeek == DayOfWeek.Monday)
            {
                foreach (var student in plan.Students)
                {
                    var luck = chance.Of(student.Id).Of(day.DayNumber);
                    if (luck.Happens(0.3))
                    {
                        yield return SignIn(student.Id, PersonRole.Student, day, new(15, 0), luck);
                    }

                    if (luck.Of("parent").Happens(0.25))
                    {
                        yield return SignIn(string.Create(CultureInfo.InvariantCulture, $"r{student.Id[1..]}"), PersonRole.Parent, day, new(18, 0), luck.Of("parent"));
                    }
                }
            }
        }
    }

    private static Shown SignIn(string person, PersonRole role, DateOnly day, TimeOnly from, Chance luck)
    {
        var at = SchoolDays.At(day, from).AddSeconds(luck.Of("at").Below(3000));
        return new(new SignIn(person, role, at) { Place = role == PersonRole.Teacher ? Places.School : null }, at);
    }
}

using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.Samples.RegionSimulation;

/// <summary>One school of the region. Ids of pupils, teachers, classes and lessons are the same in all schools, as they are where each school's journal counts for itself.</summary>
/// <param name="Id">As the gateway's configuration names it.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Ogrn">Thirteen digits, invented.</param>
/// <param name="Scale">What the journal is generated from.</param>
public sealed record RegionSchool(string Id, string Name, string Ogrn, SchoolScale Scale)
{
    // Some teachers make their entries the next morning only.
    private const double LateShare = 0.03;

    private static readonly TimeOnly NextMorning = new(9, 0);

    /// <summary>The part of addresses behind the at sign.</summary>
    public string Domain => $"{Id}.school.example";

    /// <summary>What the journal shows at the moment. Made while it is enumerated, so that no school is ever whole in memory.</summary>
    public IEnumerable<JournalRecord> StateAt(DateTimeOffset moment)
    {
        var chance = new Chance(Scale.Seed).Of("late");
        return GeneratedSchool.Create(Scale).StateAt(moment).Select(record => AsEntered(record, moment, chance)).OfType<JournalRecord>();
    }

    private JournalRecord? AsEntered(JournalRecord record, DateTimeOffset moment, Chance chance) => record switch
    {
        Teacher teacher => new Teacher(teacher.Id, teacher.FamilyName, teacher.GivenName, teacher.MiddleName, $"{teacher.Id}@{Domain}"),
        Lesson { Topic: not null, TopicEntered: { } entered } lesson when chance.Of(lesson.Id).Of("topic").Happens(LateShare) => Delayed(entered) is var late && late <= moment
            ? WithTopic(lesson, lesson.Topic, new EntryTime(late))
            : WithTopic(lesson, topic: null, entered: null),
        Homework { Entered: { } entered } homework when chance.Of(homework.LessonId).Of("homework").Happens(LateShare) => Delayed(entered) is var late && late <= moment
            ? new Homework(homework.LessonId, homework.Text, homework.DueDate, new EntryTime(late))
            : null,
        _ => record,
    };

    private static DateTimeOffset Delayed(EntryTime entered) => SchoolDays.At(DateOnly.FromDateTime(entered.At.DateTime).AddDays(1), NextMorning);

    private static Lesson WithTopic(Lesson lesson, string? topic, EntryTime? entered) => new(
        lesson.Id, lesson.Day, lesson.ClassId, lesson.Number, lesson.Start, lesson.End, lesson.SubjectId, lesson.TeacherId, topic, lesson.Status, lesson.ReplacesTeacherId, entered, lesson.AttendanceTaken);
}

using System.Collections.Concurrent;
using ElJournal.Adapters.Conformance;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Testing;

namespace ElJournal.Adapters.Files.Tests.Conformance;

/// <summary>The generated school in a folder of CSV files, written anew in the way that each disturbance asks for.</summary>
internal sealed class FolderWorld : SourceWorld
{
    private static readonly ConcurrentDictionary<SchoolScale, IReadOnlyList<JournalRecord>> Schools = new();

    private readonly TempFolder folder = new();
    private readonly IReadOnlyList<JournalRecord> school;
    private readonly SchoolScale scale;

    private FolderWorld(SchoolScale scale, IReadOnlyList<JournalRecord> school)
    {
        this.scale = scale;
        this.school = school;
        Expected = school.CountBy(record => record.Kind).ToDictionary();
    }

    public override ISourceFactory Factory { get; } = new FilesAdapterFactory();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Directory"] = folder.Path };

    public override IReadOnlyDictionary<string, string> RefusedSettings => new Dictionary<string, string> { ["Directory"] = folder["not-there"] };

    public override IReadOnlyCollection<string> Secrets => [];

    public override DayRange Whole => new(SchoolDays.FirstDay, SchoolDays.FirstDay.AddDays(scale.Weeks * 7));

    public override DayRange Window { get; } = new(new(2026, 9, 7), new(2026, 9, 13));

    public override IReadOnlyDictionary<RecordKind, int> Expected { get; }

    public static async Task<FolderWorld> CreateAsync(SchoolScale scale)
    {
        var world = new FolderWorld(scale, Schools.GetOrAdd(scale, static wanted => [.. GeneratedSchool.Create(wanted).StateAt(SchoolDays.At(new(2027, 6, 1), new(8, 0)))]));
        await world.MendAsync();
        return world;
    }

    public override async ValueTask MendAsync() => await WriteAsync(school);

    public override async ValueTask DisturbAsync(Disturbance disturbance)
    {
        switch (disturbance)
        {
            case Disturbance.TruncatedAnswer:
                await using (var file = File.OpenWrite(folder["marks.csv"]))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case Disturbance.WebPage:
                await File.WriteAllTextAsync(folder["marks.csv"], "<!DOCTYPE html><html><body><p>Ведутся технические работы.</p></body></html>");
                break;
            case Disturbance.EmptySuccess:
                await WriteAsync(school.Where(record => record.Kind is not (RecordKind.Mark or RecordKind.Homework)));
                break;
            case Disturbance.Outage:
                File.Delete(folder["lessons.csv"]);
                break;
            case Disturbance.ClockChange:
                foreach (var file in Directory.GetFiles(folder.Path))
                {
                    File.SetLastWriteTimeUtc(file, Time.GetUtcNow().UtcDateTime.AddHours(1));
                }

                break;
            default:
                await WriteAsync(Disturbed(disturbance));
                break;
        }
    }

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WriteAsync(IEnumerable<JournalRecord> records) => await CsvFolder.WriteAsync(folder.Path, records, Time.GetUtcNow());

    private IEnumerable<JournalRecord> Disturbed(Disturbance disturbance)
    {
        var students = school.OfType<Student>().ToList();
        return disturbance switch
        {
            Disturbance.MassDisappearance => Without(share: 2),
            Disturbance.VanishedRecords => Without(share: 10),
            Disturbance.TwoPupilsWithOneId => school.Select(record => record is Student student && student == students[1] ? new Student(students[0].Id, student.FamilyName, student.GivenName, classId: student.ClassId) : record),
            Disturbance.DuplicateLessons => school.SelectMany((record, index) => record is Lesson && index % 3 == 0 ? [record, record] : new[] { record }),
            Disturbance.RenumberedLessons => school.Select(record => record is Lesson lesson ? Copy(lesson, lesson.Id, lesson.Number + 1) : record),
            Disturbance.ShiftedMarkNumbers => school.Select(record => record is Mark mark ? new Mark("n" + mark.Id, mark.LessonId, mark.StudentId, mark.Value, mark.Work, mark.Weight, mark.Entered) : record),
            Disturbance.RegeneratedIds => school.Select(Renamed),
            _ => throw new NotSupportedException(),
        };
    }

    /// <summary>Every so manieth lesson is gone, with what hangs on it.</summary>
    private IEnumerable<JournalRecord> Without(int share)
    {
        var gone = school.OfType<Lesson>().Where((_, index) => index % share == 0).Select(lesson => lesson.Id).ToHashSet(StringComparer.Ordinal);
        return school.Where(record => !gone.Contains(record switch { Lesson lesson => lesson.Id, Mark mark => mark.LessonId, Homework homework => homework.LessonId, Attendance attendance => attendance.LessonId, _ => "" }));
    }

    private static JournalRecord Renamed(JournalRecord record) => record switch
    {
        Lesson lesson => Copy(lesson, "n" + lesson.Id, lesson.Number),
        Mark mark => new Mark("n" + mark.Id, "n" + mark.LessonId, mark.StudentId, mark.Value, mark.Work, mark.Weight, mark.Entered),
        Homework homework => new Homework("n" + homework.LessonId, homework.Text, homework.DueDate, homework.Entered),
        Attendance attendance => new Attendance("n" + attendance.LessonId, attendance.StudentId, attendance.AttendanceKind, attendance.Entered),
        _ => record,
    };

    private static Lesson Copy(Lesson lesson, string id, int? number) =>
        new(id, lesson.Day, lesson.ClassId, number, lesson.Start, lesson.End, lesson.SubjectId, lesson.TeacherId, lesson.Topic, lesson.Status, lesson.ReplacesTeacherId, lesson.TopicEntered, lesson.AttendanceTaken);
}

using ElJournal.Adapters.Files.Tests.Support;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Files.Tests.Reading;

[TestClass]
public sealed class SoundFolderTests
{
    [TestMethod]
    public async Task Every_kind_of_record_is_read_with_its_values()
    {
        using var folder = new SchoolFolder();

        var read = await folder.ReadAsync();

        Assert.IsEmpty(read.Skipped);
        Assert.IsEmpty(read.Remarks);
        Assert.IsEmpty(read.Unread);
        var ofDay = new DateOnly(2026, 10, 5);
        var entered = new EntryTime(new DateTimeOffset(2026, 10, 5, 9, 20, 0, TimeSpan.FromHours(3)));
        Assert.Contains(new Term("y", "2026/2027", TermKind.SchoolYear, new DateOnly(2026, 9, 1), new DateOnly(2027, 5, 31)), read.Records);
        Assert.Contains(new ClassGroup("c7en", "7А англ. 1", grade: null, ClassKind.Subgroup, homeroomTeacherId: null, "c7"), read.Records);
        Assert.Contains(new Teacher("t1", "Примерова", "Ольга", "Ивановна"), read.Records);
        Assert.Contains(new Student("s1", "Образцов", "Пётр", middleName: null, new DateOnly(2013, 1, 1), "c7"), read.Records);
        Assert.Contains(new Subject("u1", "Алгебра"), read.Records);
        Assert.Contains(new Lesson("l1", ofDay, "c7", 1, new TimeOnly(8, 30), new TimeOnly(9, 15), "u1", "t1", topic: null, LessonStatus.Held), read.Records);
        Assert.Contains(new Homework("l1", "§ 5", new DateOnly(2026, 10, 6), entered), read.Records);
        Assert.Contains(new Mark("m1", "l1", "s1", "5", "Ответ на уроке", 1, entered), read.Records);
        Assert.Contains(new Attendance("l1", "s1", AttendanceKind.Late, new EntryTime(new DateTimeOffset(2026, 10, 5, 9, 21, 0, TimeSpan.FromHours(3)))), read.Records);
        Assert.Contains(new FinalMark("s1", "u1", "y", "5") { Average = 4.67m }, read.Records);
        Assert.Contains(new SignIn("t1", PersonRole.Teacher, new DateTimeOffset(2026, 10, 5, 8, 0, 0, TimeSpan.FromHours(3))), read.Records);
        Assert.AreEqual(11, read.Complete.Count);
        Assert.AreEqual(11, read.Items.OfType<ReadEffort>().Single().Requests);
    }

    [TestMethod]
    public async Task Only_rows_of_the_window_are_sent_and_the_scope_says_so()
    {
        using var folder = new SchoolFolder();

        var read = await folder.ReadAsync();

        CollectionAssert.AreEqual(new[] { "l1", "l2" }, read.Keys(RecordKind.Lesson));
        CollectionAssert.AreEqual(new[] { "m1", "m2" }, read.Keys(RecordKind.Mark));
        Assert.AreEqual(SchoolFolder.October, read.Complete.Single(scope => scope.Scope.Kind == RecordKind.Mark).Scope.Days);
        Assert.IsNull(read.Complete.Single(scope => scope.Scope.Kind == RecordKind.Student).Scope.Days);
    }
}

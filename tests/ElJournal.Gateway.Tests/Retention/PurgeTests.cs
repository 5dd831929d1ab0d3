using System.Globalization;
using ElJournal.Gateway.Tests.Cli;

namespace ElJournal.Gateway.Tests.Retention;

[TestClass]
public sealed class PurgeTests
{
    private const string Family = "Неповторимов";
    private const string Later = "2032-10-05T20:00:00+03:00";

    [TestMethod]
    public async Task A_year_whose_time_is_up_is_emptied_and_nothing_of_it_is_new_again_or_deleted_at_the_portal()
    {
        using var school = new SmallSchool();
        var pupils = File.ReadAllText(school["journal/students.csv"]);
        school.Write("students", pupils.Replace("s7,Образцов", $"s7,{Family}", StringComparison.Ordinal));
        await school.Read(0);
        await school.Json(1, "export");
        await school.Json(2, "notify", "--kind", "daily");
        Directory.CreateDirectory(school["data"]);
        File.WriteAllText(school["data/eljournal.db.before-upgrade-from-x"], Family);
        Directory.Delete(school["out/mail"], recursive: true);
        var early = await school.Json(3, "purge");
        Assert.AreEqual(0, early.GetProperty("records").GetInt32());
        Assert.AreEqual(0, early.GetProperty("upgradeCopies").GetInt32());

        school.Write("students", pupils.Replace("s7,Образцов,Пётр,,2013-01-01,c7,,,,\n", "", StringComparison.Ordinal));
        school.Write("terms", "id,name,kind,start,end\ny,2032/2033,schoolYear,2032-09-01,2033-05-31\n");
        school.Write("lessons", "id,date,number,start,end,classId,subjectId,teacherId,topic,status,replacesTeacherId,enteredAt\nl1,2032-10-05,1,08:30,09:15,c7,u1,t1,Новое,held,,2032-10-05T09:20:00+03:00\n");
        school.Write("homework", "lessonId,text,dueDate,enteredAt\n");
        school.Write("marks", "id,lessonId,studentId,value,work,weight,enteredAt\n");
        var sync = await school.Run(Later, "sync", "--json");
        Assert.AreEqual(0, sync.ExitCode, sync.Error);
        await Ran(school, "export");
        Assert.IsTrue(school.Holds(Family));
        var delivered = school.Delivered();

        var purge = (await Ran(school, "purge")).Json;
        Assert.AreEqual(2026, purge.GetProperty("years")[0].GetInt32());
        Assert.AreEqual(1, purge.GetProperty("letters").GetInt32());
        Assert.IsGreaterThan(0, purge.GetProperty("packages").GetInt32());
        Assert.IsGreaterThan(0, purge.GetProperty("findings").GetInt32());
        Assert.AreEqual(1, purge.GetProperty("upgradeCopies").GetInt32());
        Assert.IsTrue(purge.GetProperty("compacted").GetBoolean());
        Assert.IsFalse(school.Holds(Family));
        Assert.IsFalse(school.Holds("§ 5"));
        Assert.IsTrue(school.Holds("Новое"), "the year that is read stays");

        // The portal hears nothing of it, the wire keys of the new year are what they were, and nothing is told or entered twice.
        await Ran(school, "export");
        CollectionAssert.AreEqual(delivered.ToArray(), school.Delivered().ToArray());
        CollectionAssert.Contains(delivered.ToArray(), "upsert lesson 2032:l1");
        var again = (await Ran(school, "sync")).Json;
        Assert.AreEqual(0, again.GetProperty("added").GetInt32());
        Assert.HasCount(1, school.Query("SELECT \"Id\" FROM letters"));
        Assert.AreEqual("3", school.Query("SELECT min(\"Status\") FROM packages").Single(), "receipts stay");
        Assert.IsEmpty((await Ran(school, "purge")).Json.GetProperty("years").EnumerateArray());
    }

    [TestMethod]
    public async Task Ended_runs_of_jobs_go_after_their_time_and_the_last_good_one_what_has_failed_since_and_the_beginning_stay()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var old = DateTimeOffset.Parse("2030-01-01T10:00:00Z", CultureInfo.InvariantCulture);
        var (recent, number) = (DateTimeOffset.Parse("2032-10-01T10:00:00Z", CultureInfo.InvariantCulture), 0);
        Slot("start", old, 1);
        Slot("sync", old, 3);
        Slot("sync", old.AddDays(1), 4);
        Slot("sync", old.AddDays(2), 3);
        Slot("sync", recent, 3);
        Slot("export", old, 4);
        Slot("export", old.AddDays(1), 3);
        Slot("export", old.AddDays(2), 4);
        Slot("export", old.AddDays(3), 1);
        Slot("reconcile", old, 5);
        Slot("reconcile", old.AddDays(1), 5);
        Assert.AreEqual(5, (await Ran(school, "purge")).Json.GetProperty("runs").GetInt32());
        CollectionAssert.AreEqual(
            new[] { "export 3", "export 4", "export 1", "reconcile 5", "start 1", "sync 3" },
            school.Query("""SELECT "Job" || ' ' || "Status" FROM slots ORDER BY "Job", "Due" """).ToArray());
        Assert.AreEqual(0, (await Ran(school, "purge")).Json.GetProperty("runs").GetInt32());

        void Slot(string job, DateTimeOffset due, int status) => school.Query(FormattableString.Invariant(
            $"""INSERT INTO slots ("Id", "School", "Job", "Due", "Status", "Tries", "Late", "Drill") VALUES ({++number}, 's1', '{job}', {due.ToUnixTimeMilliseconds()}, {status}, 1, 0, 0)"""));
    }

    private static async Task<CommandLineRun> Ran(SmallSchool school, string command)
    {
        var run = await school.Run(Later, command, "--json");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        return run;
    }
}

using System.Text.Json;
using ElJournal.Samples.Simulators.Portal;
using SimulatedMark = ElJournal.Samples.Simulators.Portal.ShownMark;

namespace ElJournal.Gateway.Tests.Cli;

/// <summary><c>export</c> and <c>reconcile</c> through the shipped plug-in to a portal on a real socket.</summary>
[TestClass]
public sealed class ReconcileCommandTests
{
    [TestMethod]
    public async Task What_was_delivered_and_is_shown_is_no_difference()
    {
        await using var place = await Place.OpenAsync();
        var result = await place.ReconcileAsync(0);
        Assert.AreEqual(("s1", "daily", 3), (result.GetProperty("school").GetString(), result.GetProperty("route").GetString(), result.GetProperty("compared").GetInt32()), "A lesson, its homework and a mark.");
        Assert.AreEqual((0, 0, 0), Counts(result));
        Assert.IsTrue(place.Simulated.Inbox.Live.ContainsKey(("mark", "m1")));
        Assert.IsFalse(place.Simulated.Inbox.Live.ContainsKey(("mark", "g1")), "The mark of grade 1 is withheld.");
    }

    [TestMethod]
    public async Task What_the_portal_lost_changed_or_invented_is_listed_and_the_administrator_is_told()
    {
        await using var place = await Place.OpenAsync();
        var inbox = place.Simulated.Inbox;
        inbox.Tamper("mark", "m1", inbox.Live[("mark", "m1")].Replace("\"value\":\"5\"", "\"value\":\"3\"", StringComparison.Ordinal));
        inbox.Tamper("homework", "l1", null);
        place.Simulated.Board.Marks.Add(new SimulatedMark(5001, 1, null, 1, "Химия", new DateOnly(2026, 10, 5), "2/5", "2", "1058", "Работа на уроке"));
        var result = await place.ReconcileAsync(2);
        Assert.AreEqual((1, 1, 1), Counts(result));
        var (missing, different, extra) = (result.GetProperty("missing")[0], result.GetProperty("different")[0], result.GetProperty("extra")[0]);
        Assert.AreEqual(("homework", "l1", "§ 5"), (Text(missing, "kind"), Text(missing, "key"), Text(missing, "expected")));
        Assert.AreEqual(("mark", "m1", "5", "3"), (Text(different, "kind"), Text(different, "key"), Text(different, "expected"), Text(different, "shown")));
        Assert.AreEqual(("mark", "s1", "2", "Химия"), (Text(extra, "kind"), Text(extra, "studentId"), Text(extra, "shown"), Text(extra, "subject")));
        var subject = place.School.Query("""SELECT "Subject" FROM letters WHERE "Subject" LIKE '%портал показывает%' """);
        Assert.AreEqual("Маршрут «daily»: портал показывает не то, что передано", subject.Single());
        Assert.AreEqual("read-back", place.School.Query("""SELECT "Part" FROM findings WHERE "Rule" = 'export-delivered' AND "Status" = 1""").Single());
        var table = await place.School.At(32, "reconcile", Place.Days);
        Assert.AreEqual(2, table.ExitCode);
        StringAssert.Contains(table.Output, "не опубликовано 1, показано иначе 1, лишнее на портале 1");
    }

    [TestMethod]
    public async Task Marks_of_terms_are_compared_by_subject_and_term_and_one_that_is_not_shown_is_not_missed()
    {
        await using var place = await Place.OpenAsync(finals: true);
        Show("1 четверть", "4");
        Show("Оценка за 2 четверть", "5");
        var result = await place.ReconcileAsync(0);
        Assert.AreEqual((5, (0, 0, 0)), (result.GetProperty("compared").GetInt32(), Counts(result)), "A lesson, its homework, a mark, and two marks of terms; the year's is not shown.");

        place.Simulated.Board.Marks.Clear();
        Show("1 четверть", "5");
        Show("год", "3", "Химия");
        result = await place.ReconcileAsync(2);
        Assert.AreEqual((0, 1, 1), Counts(result));
        Assert.AreEqual(("finalMark", "s1/u1/q1", "4", "5"), (Text(result.GetProperty("different")[0], "kind"), Text(result.GetProperty("different")[0], "key"), Text(result.GetProperty("different")[0], "expected"), Text(result.GetProperty("different")[0], "shown")));

        void Show(string term, string value, string subject = "Алгебра") =>
            place.Simulated.Board.Marks.Add(new SimulatedMark(5001, 900 + place.Simulated.Board.Marks.Count, null, 1, subject, new DateOnly(2026, 10, 5), $"{value}/5", value, "777", term));
    }

    [TestMethod]
    public async Task What_the_portal_need_not_have_published_yet_is_no_difference()
    {
        await using var place = await Place.OpenAsync("1.00:00:00");
        place.Simulated.Inbox.Tamper("homework", "l1", null);
        var result = await place.ReconcileAsync(0);
        Assert.AreEqual((0, 0, 0), Counts(result));
        Assert.AreEqual(0, result.GetProperty("compared").GetInt32());
    }

    [TestMethod]
    public async Task A_range_that_the_portal_cannot_show_is_not_compared_and_nothing_is_missing()
    {
        await using var place = await Place.OpenAsync();
        place.Simulated.Door.BrokenDays = (new DateOnly(2026, 10, 5), new DateOnly(2026, 10, 5));
        var result = await place.ReconcileAsync(3);
        Assert.AreEqual((0, 0, 0), Counts(result));
        Assert.AreEqual(5, result.GetProperty("notCompared").GetArrayLength());
    }

    [TestMethod]
    public async Task A_portal_that_lets_nobody_in_is_a_failure_with_an_instruction()
    {
        await using var place = await Place.OpenAsync();
        place.Simulated.Door.Password = "another-password";
        var run = await place.School.At(31, "reconcile", Place.Days);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Output, "Login");
    }

    [TestMethod]
    public async Task A_portal_without_reading_back_is_said_to_be_one()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        Assert.AreEqual(0, (await school.At(1, "export")).ExitCode);
        var result = await school.Json(2, "reconcile");
        Assert.IsFalse(result.GetProperty("readBack").GetBoolean());
        Assert.AreEqual((0, 0, 0), Counts(result));
    }

    private static (int Missing, int Different, int Extra) Counts(JsonElement result) =>
        (result.GetProperty("missing").GetArrayLength(), result.GetProperty("different").GetArrayLength(), result.GetProperty("extra").GetArrayLength());

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    /// <summary>The small school, read and delivered to a simulated portal that shows pupil <c>s1</c> to the control account.</summary>
    private sealed class Place(PortalServer server) : IAsyncDisposable
    {
        public static readonly string[] Days = ["--from", "2026-10-05", "--to", "2026-10-05"];

        public PortalSimulator Simulated => server.Portal;

        public SmallSchool School { get; } = new();

        public static async Task<Place> OpenAsync(string delay = "00:00:00", bool finals = false)
        {
            var place = new Place(await PortalServer.StartAsync());
            if (finals)
            {
                place.School.Write("terms", "id,name,kind,start,end\ny,2026/2027,schoolYear,2026-09-01,2027-05-31\nq1,1 четверть,quarter,2026-09-01,2026-10-25\nq2,2 четверть,quarter,2026-11-02,2026-12-30\n");
                place.School.Write("finalMarks", "studentId,subjectId,termId,value,enteredAt\ns1,u1,q1,4,\ns1,u1,q2,5,\ns1,u1,y,5,\n");
            }

            place.Configure(delay);
            place.Simulated.Board.Link(5001, "s1");
            await place.School.Read(0);
            var export = await place.School.At(1, "export");
            Assert.AreEqual(0, export.ExitCode, export.Output + export.Error);
            return place;
        }

        public async Task<JsonElement> ReconcileAsync(int code)
        {
            var run = await School.At(30, "reconcile", [.. Days, "--json"]);
            Assert.AreEqual(code, run.ExitCode, run.Output + run.Error);
            return run.Json;
        }

        public async ValueTask DisposeAsync()
        {
            School.Dispose();
            await server.DisposeAsync();
        }

        private void Configure(string delay)
        {
            File.WriteAllText(School["token.txt"], Simulated.Token);
            File.WriteAllText(School["password.txt"], Simulated.Door.Password);
            var file = School["eljournal.json"];
            var route = $$"""
                { "Name": "daily", "Portal": "petersburg", "PublishingDelay": "{{delay}}", "Settings": {
                  "UploadUrl": "{{server.Push}}", "Token": "file:token.txt", "ReadBaseUrl": "{{server.Root}}", "Login": "{{Simulated.Door.Login}}", "Password": "file:password.txt", "ControlPupils": "s1=5001", "Retries": "0" } }
                """;
            var text = File.ReadAllText(file).Replace("\"Allowed\": [\"files\"]", "\"Allowed\": [\"files\", \"petersburg\"]", StringComparison.Ordinal);
            var (from, to) = (text.IndexOf("\"Routes\": [", StringComparison.Ordinal) + "\"Routes\": [".Length, text.IndexOf("\"Policy\"", StringComparison.Ordinal));
            File.WriteAllText(file, text[..from] + route + "],\n" + text[to..]);
        }
    }
}

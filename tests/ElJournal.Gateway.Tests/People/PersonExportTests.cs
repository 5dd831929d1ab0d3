using System.IO.Compression;
using ElJournal.Gateway.Tests.Cli;

namespace ElJournal.Gateway.Tests.People;

[TestClass]
public sealed class PersonExportTests
{
    [TestMethod]
    public async Task What_is_known_of_a_pupil_is_one_readable_file_of_the_owner_and_the_look_is_logged()
    {
        using var school = new SmallSchool();
        school.Write("students", File.ReadAllText(school["journal/students.csv"]).Replace("s7,Образцов,Пётр", "s7,<script>alert(1)</script>,\"=HYPERLINK(\"\"http://x\"\")\"", StringComparison.Ordinal));
        await school.Read(0);
        school.Write("marks", File.ReadAllText(school["journal/marks.csv"]).Replace("m7,l1,s7,5", "m7,l1,s7,4", StringComparison.Ordinal));
        await school.Read(1);
        await school.Json(2, "export");

        var sheet = await school.Json(3, "person export", "--student", "s7", "--out", school["out/person"]);
        var sections = sheet.GetProperty("sections").EnumerateArray().ToDictionary(section => section.GetProperty("heading").GetString()!, section => section.GetProperty("rows").ToString());
        StringAssert.Contains(sections["Отметки"], "5 (", StringComparison.Ordinal);
        StringAssert.Contains(sections["Передано на порталы"], "daily", StringComparison.Ordinal);
        StringAssert.Contains(sections["Карточка"], "2013-01-01", StringComparison.Ordinal);

        var page = await File.ReadAllTextAsync(school["out/person/person-s7.html"]);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        StringAssert.Contains(page, "alert(1)", StringComparison.Ordinal);
        using (var workbook = ZipFile.OpenRead(school["out/person/person-s7.xlsx"]))
        {
            foreach (var entry in workbook.Entries.Where(entry => entry.FullName.Contains("worksheets", StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(entry.Open());
                Assert.DoesNotContain("<f>", (await reader.ReadToEndAsync()).Replace("<x:f>", "<f>", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(school["out/person/person-s7.html"]));
        }

        var log = (await school.Json(4, "audit list")).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("target").GetString()).ToArray();
        CollectionAssert.Contains(log, "person student s7");
        var next = await school.Json(5, "person export", "--student", "s7", "--out", school["out/person"]);
        StringAssert.Contains(next.GetProperty("sections").EnumerateArray().Single(section => section.GetProperty("heading").GetString() == "Кто смотрел и что решал").ToString(), "person student s7", StringComparison.Ordinal);
        SmallSchool.Refused(await school.At(6, "person export", "--teacher", "s7", "--out", school["out/person"]), 1);
    }

    [TestMethod]
    public async Task Reports_findings_and_excuses_that_were_looked_at_are_in_the_log()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.Json(1, "findings list");
        await school.Json(1, "excuse list");
        await school.Json(1, "withheld list");
        Assert.AreEqual(0, (await school.At(2, "report class", "--class", "7А", "--out", school["out/r"])).ExitCode);

        await school.Json(2, "review list");
        await school.Json(2, "delivery list");
        Assert.AreEqual(0, (await school.At(2, "notify", "--kind", "daily")).ExitCode);
        Assert.AreEqual(0, (await school.Run("2026-10-06T08:00:00+03:00", "rehearse", "--day", "2026-10-05", "--out", school["out/rehearsal"])).ExitCode);
        var looks = (await school.Json(3, "audit list")).GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("action").GetString() == "look").Select(entry => entry.GetProperty("target").GetString()!).ToList();
        foreach (var word in new[] { "check", "findings", "excuses", "withheld", "report class", "reviews", "delivery", "notify daily", "rehearse 2026-10-05" })
        {
            Assert.IsTrue(looks.Exists(look => look.StartsWith(word, StringComparison.Ordinal)), word);
        }
    }
}

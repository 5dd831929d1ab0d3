using ElJournal.Adapters.Files.Tests.Support;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Files.Tests.Reading;

/// <summary>Rows on days that are not wanted are dropped before they are taken apart; what is said of a file must not depend on it.</summary>
[TestClass]
public sealed class OutsideRowsTests
{
    private static readonly string[] Lessons = ["l1", "l2", "l3", "l4", "l99", "bad", ""];
    private static readonly string[] Students = ["s1", "s2", "s99", " s1 ", ""];

    [TestMethod]
    [DataRow("m7,l3,s1,4,,1,", "m7,l1,s1,5,,1,", DisplayName = "outside first")]
    [DataRow("m7,l1,s1,4,,1,", "m7,l3,s1,5,,1,", DisplayName = "inside first")]
    [DataRow("\"m7\",l1,s1,4,,1,", "m7,l3,s1,5,,1,", DisplayName = "inside first, in quotes")]
    [DataRow("m7,l3,s1,4,,1,", "m7,l3,s1,5,,1,", DisplayName = "both outside")]
    public async Task Of_two_rows_with_one_key_the_first_counts_wherever_their_days_lie(string first, string second)
    {
        using var folder = new SchoolFolder();
        folder.Append("marks.csv", first, second);

        var read = await folder.ReadAsync();

        var skipped = read.Skipped.Single();
        Assert.AreEqual((RecordKind.Mark, "m7", "'m7' stands in line 5 already; the first row counts", 6L), (skipped.Kind, skipped.Key, skipped.Reason, skipped.Line));
        Assert.AreEqual(first.Contains("l1", StringComparison.Ordinal), read.Keys(RecordKind.Mark).Contains("m7"));
    }

    /// <summary>A line with a quote is never dropped unread, so the same rows in quotes show what has to be said.</summary>
    [TestMethod]
    public async Task Whatever_the_rows_hold_the_file_says_the_same_as_one_whose_rows_are_all_taken_apart()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var chance = new Random(seed);
            var (marks, attendance, homework) = (Rows(chance, Mark), Rows(chance, Attendance), Rows(chance, Homework));
            Assert.AreEqual(await SaidOfAsync(marks, attendance, homework, row => Quoted(row)), await SaidOfAsync(marks, attendance, homework, row => row), $"seed {seed}");
        }
    }

    private static List<string> Rows(Random chance, Func<Random, string> row) => [.. Enumerable.Range(0, 40).Select(_ => chance.Next(12) switch { 0 => "", 1 => ",,", _ => row(chance) })];

    private static string Mark(Random chance) => $"{Of(chance, ["", "m ", .. Enumerable.Range(10, 25).Select(number => $"m{number}")])},{Of(chance, Lessons)},{Of(chance, Students)},{Of(chance, ["5", "", "н"])},,{Of(chance, ["1", "x", ""])},{Of(chance, ["", "2026", ",,", ",x"])}";

    private static string Attendance(Random chance) => $"{Of(chance, Lessons)},{Of(chance, Students)},{Of(chance, ["absent", "late", "?"])}{Of(chance, ["", ",", ",2026-10-05T09:21:00+03:00"])}";

    private static string Homework(Random chance) => $"{Of(chance, Lessons)},{Of(chance, ["§ 5", ""])},{Of(chance, ["", "2026-10-06", "завтра"])},";

    private static string Of(Random chance, string[] values) => values[chance.Next(values.Length)];

    private static string Quoted(string row) => row.Length == 0 ? row : string.Join(',', row.Split(',').Select((field, i) => i == 0 ? $"\"{field}\"" : field));

    private static async Task<string> SaidOfAsync(List<string> marks, List<string> attendance, List<string> homework, Func<string, string> write)
    {
        using var folder = new SchoolFolder();
        folder.Append("lessons.csv", "l4,2026-09-08,1,08:30,09:15,c7,u1,t1,Дроби,held,,", "bad,2026-09-09,x,08:30,09:15,c7,u1,t1,,held,,");
        folder.Append("marks.csv", [.. marks.Select(write)]);
        folder.Append("attendance.csv", [.. attendance.Select(write)]);
        folder.Append("homework.csv", [.. homework.Select(write)]);
        var read = await folder.ReadAsync();
        return string.Join(
            '\n',
            read.Records.Select(record => record.ToString())
                .Concat(read.Skipped.Select(skipped => $"{skipped.Kind} {skipped.Key} {skipped.Line} {skipped.Reason}"))
                .Concat(read.Unread.Select(unread => $"{unread.Scope.Kind} {unread.Reason}"))
                .Order(StringComparer.Ordinal));
    }
}

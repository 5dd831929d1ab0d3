using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Files.Tests.Csv;

/// <summary>Broken lines are taken out, reported by number, and leave the numbers of the others as they are.</summary>
[TestClass]
public sealed class RowGuardTests
{
    private readonly List<BrokenLine> broken = [];
    private readonly List<int> damaged = [];

    [TestMethod]
    public void Text_without_defects_passes_unchanged()
    {
        const string text = "a,b\r\n1,\"x\ny\"\r\n\"\",\"\"\"q\"\"\"\n3,4";

        Assert.AreEqual(text, Through(text));
        Assert.IsEmpty(broken);
    }

    [TestMethod]
    [DataRow("a,b\n1,\"x\n2,y\n3,z\n", "a,b\n\n2,y\n3,z\n", 2)]
    [DataRow("a,b\n1,\"x\"y\n2,y\n", "a,b\n\n2,y\n", 2)]
    [DataRow("a,b\n1,x\n2,\"y", "a,b\n1,x\n", 3)]
    [DataRow("a,b\n1,\"x\n2,\"y\"\n3,z\n", "a,b\n\n2,\"y\"\n3,z\n", 2)]
    [DataRow("a,b\r\n1,\"x\r\n2,\"\"\r\n3,z\r\n", "a,b\r\n\r\n2,\"\"\r\n3,z\r\n", 2)]
    public void A_broken_row_costs_its_first_line(string text, string expected, int line)
    {
        Assert.AreEqual(expected, Through(text));
        Assert.AreEqual(line, broken.Single().Number);
    }

    [TestMethod]
    public void Every_broken_line_is_reported_with_the_fields_before_the_damage()
    {
        Through("a,b,c\n\"1\",\"x\"\"y\",\"z\n2,\"y\n3,4,5\n");

        CollectionAssert.AreEqual(new[] { 2, 3 }, broken.Select(line => line.Number).ToArray());
        CollectionAssert.AreEqual(new[] { "1", "x\"y" }, broken[0].Beginning.ToArray());
        CollectionAssert.AreEqual(new[] { "2" }, broken[1].Beginning.ToArray());
    }

    [TestMethod]
    [DataRow(RowGuard.LongestRow - 10, true)]
    [DataRow(RowGuard.LongestRow * 3, false)]
    [DataRow(RowGuard.LongestRow * 40, false)]
    public void A_line_passes_while_it_is_not_too_long(int length, bool passes)
    {
        var text = $"a,b\n1,{new string('x', length)}\n2,y\n";

        Assert.AreEqual(passes ? text : "a,b\n\n2,y\n", Through(text));
        Assert.HasCount(passes ? 0 : 1, broken);
    }

    [TestMethod]
    public void A_too_long_last_line_without_a_line_break_is_taken_out()
    {
        Assert.AreEqual("a,b\n", Through($"a,b\n1,{new string('x', RowGuard.LongestRow * 2)}"));
        Assert.AreEqual(2, broken.Single().Number);
    }

    [TestMethod]
    public void A_file_of_open_quotes_is_gone_through_in_linear_time()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => i % 2 == 0 ? "1,\"x\n" : "2,\"\"\n"));

        Through(text);

        Assert.HasCount(100_000, broken);
    }

    [TestMethod]
    public void Damaged_characters_are_replaced_and_reported_by_line()
    {
        Assert.AreEqual("a,b\n1,x\uFFFDy\n2,\"\uFFFD\n\"\n3,\uFFFD", Through("a,b\n1,x\0y\n2,\"\0\n\"\n3,\uFFFD"));
        CollectionAssert.AreEqual(new[] { 2, 3, 5 }, damaged);
    }

    private string Through(string text)
    {
        using var guard = new RowGuard(new StringReader(text), broken.Add, damaged.Add, CancellationToken.None);
        return guard.ReadToEnd();
    }
}

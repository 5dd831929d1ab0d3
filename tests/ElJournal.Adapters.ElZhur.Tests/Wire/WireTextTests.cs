using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Tests.Wire;

/// <summary>Texts that people typed into a web page.</summary>
[TestClass]
public sealed class WireTextTests
{
    [TestMethod]
    [DataRow("Алгебра", "Алгебра")]
    [DataRow("  Примерова   Ольга  Ивановна ", "Примерова Ольга Ивановна")]
    [DataRow("Изо &amp; музыка", "Изо & музыка")]
    [DataRow("&laquo;Труд&raquo;&nbsp;(технология)", "«Труд» (технология)")]
    [DataRow("<b>Химия</b>", "Химия")]
    [DataRow("строка<br/>другая", "строка другая")]
    [DataRow("при x<5 и y>3", "при x<5 и y>3")]
    [DataRow("a<b и c>d", "a<b и c>d")]
    [DataRow("if a &lt; b", "if a < b")]
    [DataRow("", null)]
    [DataRow(" &nbsp; ", null)]
    [DataRow(null, null)]
    public void A_line_is_without_tags_entities_and_double_spaces(string? given, string? expected) => Assert.AreEqual(expected, WireText.Line(given));

    [TestMethod]
    public void Line_breaks_of_homework_stay() =>
        Assert.AreEqual("§ 5\nупр. 7 & 8", WireText.Lines("<p>§ 5</p>\r\n\r\n<p class=\"x\">упр. 7 &amp;  8</p>"));

    [TestMethod]
    public void Nothing_plain_is_copied()
    {
        var text = new string('а', 3);

        Assert.AreSame(text, WireText.Line(text));
    }
}

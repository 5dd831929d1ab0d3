using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Tests.Mail;

[TestClass]
public sealed class ClausesTests
{
    [TestMethod]
    [DataRow("п. 2.5 Положения об ЭЖ", "п. 2.5 Положения об ЭЖ")]
    [DataRow("п. 2.10 Положения об ЭЖ|п. 2.5 Положения об ЭЖ|п. 1.3 Положения об ЭЖ", "п. 1.3, 2.5 и 2.10 Положения об ЭЖ")]
    [DataRow("п. 2.5 Положения об ЭЖ|п. 4 приказа № 7|п. 2.2 Положения об ЭЖ", "п. 2.2 и 2.5 Положения об ЭЖ; п. 4 приказа № 7")]
    [DataRow("п. 2.2 и 2.5 Положения об ЭЖ|Устав школы", "п. 2.2 и 2.5 Положения об ЭЖ; Устав школы")]
    public void Clauses_of_one_order_are_named_together(string norms, string expected) => Assert.AreEqual(expected, Clauses.Joined(norms.Split('|')));
}

using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Paragraf.Tests.Files;

[TestClass]
public sealed class TwoSitesTests
{
    [TestMethod]
    public void The_invented_mappings_have_no_mistakes()
    {
        using var first = InventedSchool.First();
        using var second = InventedSchool.Second();

        Assert.AreEqual("", string.Join("\n", first.Check().Concat(second.Check()).Select(mistake => mistake.Message)));
    }

    [TestMethod]
    public async Task Two_sites_with_different_names_codes_and_formats_tell_the_same_school()
    {
        using var first = InventedSchool.First();
        using var second = InventedSchool.Second();

        var (one, other) = (await first.ReadAsync(), await second.ReadAsync());

        Assert.AreEqual("", one.Problems);
        Assert.AreEqual("", other.Problems);
        Assert.AreEqual(InventedSchool.Told(one), InventedSchool.Told(other));
        Assert.HasCount(3, one.Of<Mark>());
        Assert.HasCount(2, one.Of<Attendance>());
        Assert.AreEqual("Дроби; \"сложение\"", one.Of<Lesson>()[0].Topic);
        Assert.AreEqual(new Student("101", "Образцов", "Пётр", "Ильич", new DateOnly(2013, 1, 2), "7А"), one.Of<Student>()[0]);
        Assert.AreEqual(7, one.Of<ClassGroup>().Single(group => group.Id == "7А").Grade);
    }

    [TestMethod]
    public async Task What_a_mapping_leaves_out_is_not_shown_rather_than_empty()
    {
        using var site = InventedSchool.First();

        var read = await site.ReadAsync();

        Assert.DoesNotContain(RecordKind.SignIn, read.Traits.Shown);
        Assert.DoesNotContain(RecordKind.SignIn, read.Complete.Select(scope => scope.Scope.Kind));
        Assert.Contains(RecordKind.Attendance, read.Traits.Shown);
    }

    [TestMethod]
    public async Task Marks_without_ids_of_their_own_are_said_to_have_positional_keys()
    {
        using var first = InventedSchool.First();
        using var second = InventedSchool.Second();

        Assert.IsTrue((await first.ReadAsync()).Traits.PositionalMarkKeys);
        Assert.IsFalse((await second.ReadAsync()).Traits.PositionalMarkKeys);
    }

    [TestMethod]
    public async Task A_probe_names_what_will_be_read()
    {
        using var site = InventedSchool.First();

        var probe = await site.ProbeAsync();

        Assert.IsTrue(probe.Succeeded, probe.Message);
        Assert.Contains("finalMarks", probe.Message);
    }
}

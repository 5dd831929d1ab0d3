using System.Text.RegularExpressions;
using System.Xml.Linq;
using ElJournal.Testing;

namespace ElJournal.Architecture.Tests;

/// <summary>What a school reads accuses nobody and uses the school's own words: every template, whoever adds one.</summary>
[TestClass]
public sealed partial class WordsTests
{
    /// <summary>Beginnings and whole words that stand in no letter, report or list.</summary>
    private static readonly string[] Forbidden =
    [
        "нарушени", "нарушит", "прогул", "виновн", "виноват", "недобросовест", "недисциплинир", "лучший", "лучшие", "лучшая", "худш", "отстающ", "объяснительн", "больничн", "болеет", "болен", "диагноз",
        "срочно", "немедленно", "дедлайн", "домашк", "топик", "финальн", "просроч", "инцидент", "алерт", "холд", "внеклассн", "проигнорирован", "оценки", "оценок", "оценку", "баллы", "баллов", "явка", "явки", "!",
    ];

    [TestMethod]
    public void No_template_has_a_word_that_letters_must_not_have() => Assert.AreEqual("", string.Join("\n", Templates().SelectMany(template => Found(template.Text).Select(word => $"{template.Place}: {word}"))));

    [TestMethod]
    public void The_list_finds_a_word_whatever_its_case_and_ending() =>
        CollectionAssert.AreEqual(new[] { "нарушени", "!" }, Found("Нарушения учителя!").ToArray());

    [TestMethod]
    public void Every_word_that_follows_a_number_has_three_forms()
    {
        var forms = Templates().Where(template => template.Name.StartsWith("Forms", StringComparison.Ordinal)).ToList();

        Assert.IsGreaterThan(10, forms.Count);
        Assert.AreEqual("", string.Join("\n", forms.Where(template => template.Text.Split('|') is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }]).Select(template => $"{template.Place}: {template.Text}")));
    }

    private static IEnumerable<string> Found(string text)
    {
        // The name of a service elsewhere.
        var words = text.ToLowerInvariant().Replace("журнала оценок oneroster", "", StringComparison.Ordinal).Replace("журнале оценок", "", StringComparison.Ordinal).Replace("журнал оценок oneroster", "", StringComparison.Ordinal);
        return Forbidden.Where(word => word == "!" ? words.Contains('!', StringComparison.Ordinal) : Regex.IsMatch(words, $@"(?<![а-яё]){word}", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static IEnumerable<(string Place, string Name, string Text)> Templates()
    {
        foreach (var file in new[] { "ElJournal.Gateway", "ElJournal.Rules", "adapters" }.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.*", SearchOption.AllDirectories)).Where(file => !Built().IsMatch(file)))
        {
            var name = Path.GetRelativePath(Repository.Root, file);
            switch (Path.GetExtension(file))
            {
                case ".resx":
                    foreach (var entry in XDocument.Load(file).Root!.Elements("data"))
                    {
                        yield return ($"{name}, {entry.Attribute("name")!.Value}", entry.Attribute("name")!.Value, entry.Element("value")!.Value);
                    }

                    break;
                case ".razor":
                    // Of a component only what is Russian is read by a school.
                    yield return (name, "", string.Join(' ', Cyrillic().Matches(File.ReadAllText(file)).Select(match => match.Value)));
                    break;
            }
        }
    }

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Built();

    [GeneratedRegex("[а-яА-ЯёЁ]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cyrillic();
}

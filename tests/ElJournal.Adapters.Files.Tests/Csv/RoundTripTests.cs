using System.Globalization;
using System.Text;
using ElJournal.Adapters.Files.Csv;
using ElJournal.Adapters.Tabular.Rows;
using ElJournal.Adapters.Tabular.Text;
using ElJournal.Adapters.Files.Tests.Support;
using ElJournal.Rules.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Adapters.Files.Tests.Csv;

/// <summary>What a writer of CSV has written is read back, however it quotes, separates and breaks lines.</summary>
[TestClass]
public sealed class RoundTripTests
{
    [TestMethod]
    public void Whatever_is_written_with_any_quoting_and_separator_is_read_back()
    {
        var text = Gen.Elements("§ 5", "№ 7", "\"", ",", ";", "\n", "\r\n", "\t", " ", "ё", "😀", "текст", "l1", "\"\"", "a\"b", "'").ListOf().Select(parts => string.Concat(parts));
        var style =
            from separator in Gen.Elements(',', ';')
            from lineBreak in Gen.Elements("\n", "\r\n")
            from quoting in Gen.Choose(0, 3)
            from mark in Gen.Elements(true, false)
            select (separator, lineBreak, quoting, mark);
        var works = Gen.Zip(Gen.NonEmptyListOf(text), style);
        using var folder = new SchoolFolder();

        Prop.ForAll(works.ToArbitrary(), sample =>
        {
            var (texts, (separator, lineBreak, quoting, mark)) = sample;
            var csv = new StringBuilder(mark ? "\uFEFF" : string.Empty).Append(CultureInfo.InvariantCulture, $"lessonId{separator}text{separator}dueDate{separator}enteredAt{lineBreak}");
            for (var i = 0; i < texts.Count; i++)
            {
                csv.AppendJoin(separator, Quoted($"l{i}", separator, quoting), Quoted(texts[i], separator, quoting), Quoted("2026-10-06", separator, quoting), string.Empty).Append(lineBreak);
            }

            return ReadTexts(folder, csv.ToString(), texts.Count).SequenceEqual(Expected(texts));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [TestMethod]
    public void A_table_in_any_shape_is_split_into_its_rows_wherever_the_buffer_ends()
    {
        // Rows longer than a third of the buffer, so that its end falls into every kind of place.
        var field = Gen.Zip(Gen.Choose(0, 120_000), Gen.Elements("x", "\"", "\r\n", ",", "я")).Select(pair => string.Concat(Enumerable.Repeat(pair.Item2, pair.Item1 / pair.Item2.Length / 2)));

        Prop.ForAll(Gen.ListOf(field, 12).ToArbitrary(), fields =>
        {
            var csv = new StringBuilder("id,name\r\n");
            for (var i = 0; i < fields.Count; i++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{i},\"{fields[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n");
            }

            var broken = new List<BrokenLine>();
            using var table = CsvTable.TryOpen(new StringReader(csv.ToString()), [new Column("id", true), new Column("name", true)], broken.Add, _ => { }, out _, CancellationToken.None)!;
            var read = new List<string>();
            while (table.Read())
            {
                read.Add(table[1]);
            }

            return broken.Count == 0 && read.SequenceEqual(fields);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [TestMethod]
    public void Whatever_bytes_a_file_holds_reading_it_ends_and_nothing_is_sent_twice()
    {
        var piece = Gen.OneOf(
            Gen.Elements("m1", "l1", "s1", ",", ";", "\"", "\n", "\r", "\r\n", "5", "id,lessonId,studentId,value\n").Select(Encoding.UTF8.GetBytes),
            ArbMap.Default.GeneratorFor<byte>().ArrayOf());
        using var folder = new SchoolFolder();

        Prop.ForAll(piece.ListOf().ToArbitrary(), pieces =>
        {
            folder.Write("marks.csv", [.. Encoding.UTF8.GetBytes("id,lessonId,studentId,value\n"), .. pieces.SelectMany(bytes => bytes)]);
            var read = folder.ReadAsync(kinds: [RecordKind.Mark]).GetAwaiter().GetResult();
            return read.Complete.Count + read.Unread.Count == 1 && read.Keys(RecordKind.Mark).Distinct().Count() == read.Keys(RecordKind.Mark).Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static List<string> Expected(IEnumerable<string> texts) => [.. texts.Select(text => string.IsNullOrWhiteSpace(text) ? "<skipped>" : text)];

    private static List<string> ReadTexts(SchoolFolder folder, string csv, int count)
    {
        folder.Write("lessons.csv", ["id,date,classId", .. Enumerable.Range(0, count).Select(i => $"l{i},2026-10-05,c7")]);
        folder.Write("homework.csv", Encoding.UTF8.GetBytes(csv));
        var read = folder.ReadAsync(kinds: [RecordKind.Homework]).GetAwaiter().GetResult();
        var texts = read.Of<Homework>().ToDictionary(work => work.LessonId, work => work.Text);
        foreach (var skipped in read.Skipped)
        {
            texts.Add(skipped.Key!, "<skipped>");
        }

        return [.. Enumerable.Range(0, count).Select(i => texts[$"l{i}"])];
    }

    private static string Quoted(string text, char separator, int quoting)
    {
        var needed = text.AsSpan().ContainsAny("\"\r\n") || text.Contains(separator, StringComparison.Ordinal);
        return needed || quoting == 0 || (quoting == 1 && text.Length % 2 == 0) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}

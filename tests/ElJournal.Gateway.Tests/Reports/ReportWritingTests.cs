using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using AngleSharp.Html.Parser;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Gateway.Reports.Writing;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Reports;

[TestClass]
public sealed class ReportWritingTests
{
    private static readonly ReportDocument Everything = new("everything", "Отчёт <script>", ["Школа & день"],
    [
        new ReportText("Слова", ["Первый абзац", "\u0001 управляющий знак"]),
        new ReportList("Список", ["один", "два"]),
        new ReportTable("Таблица [1]: a/b*c?", [new("Имя"), new("Число") { Figures = true }, new("День"), new("Доля")],
        [
            new ReportRow(["=HYPERLINK(\"http://x\")", 1904, new DateOnly(2026, 10, 5), ReportCell.Of(2.345m, 1)]),
            new ReportRow(["_x0041_ \ud83d\ude42", -1, ReportCell.Empty, "98,6 % (1 877 из 1 904)"]) { Strong = true },
        ]) { Note = "Пояснение" },
        new ReportTable("Таблица [1]: a/b*c?", [new("Пусто")], []) { Note = "Ничего нет." },
        new ReportBars("Столбцы", "По классам: 7А – 3 и 1.", [new("вовремя", ReportShade.Light), new("поздно", ReportShade.Dark)], [new("7А <b>", [3, 1])]),
        new ReportCalendar("Календарь", "5 октября: 2.", [new("вовремя", ReportShade.Light)], new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31), ImmutableSortedDictionary<DateOnly, ImmutableArray<int>>.Empty.Add(new DateOnly(2026, 10, 5), [2])),
        new ReportBlank("Выводы", ["", "Заместитель директора"]) { NewPage = true },
    ])
    { Forms = ReportForms.All, Closing = ["Конец"] };

    [TestMethod]
    public async Task A_page_encodes_every_text_and_its_pictures_have_words()
    {
        await using var pages = new PageWriter();

        var html = await pages.WriteAsync(Everything);

        using var page = new HtmlParser().ParseDocument(html);
        Assert.AreEqual("Отчёт <script>", page.Title);
        Assert.IsEmpty(page.QuerySelectorAll("script, b"));
        var pictures = page.QuerySelectorAll("svg");
        Assert.HasCount(2, pictures);
        foreach (var picture in pictures)
        {
            Assert.AreEqual("img", picture.GetAttribute("role"));
            Assert.AreEqual(picture.GetAttribute("aria-label"), picture.QuerySelector("title")!.TextContent);
        }

        StringAssert.Contains(html, "size: A4 portrait", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Office_files_open_without_repair_and_texts_never_become_formulas()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.xlsx"], SheetWriter.Write(Everything));
        File.WriteAllBytes(folder["a.docx"], TextDocumentWriter.Write(Everything));

        ReportSchool.Sound(folder["a.xlsx"]);
        ReportSchool.Sound(folder["a.docx"]);

        using var archive = ZipFile.OpenRead(folder["a.xlsx"]);
        var sheets = string.Concat(archive.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets", StringComparison.Ordinal)).Select(Text));
        Assert.DoesNotContain("<x:f>", sheets, StringComparison.Ordinal);
        StringAssert.Contains(sheets, "_x005F_x0041_", StringComparison.Ordinal);
        StringAssert.Contains(sheets, "<x:v>46300</x:v>", StringComparison.Ordinal);
        StringAssert.Contains(sheets, "<x:v>1904</x:v>", StringComparison.Ordinal);
        var book = Text(archive.GetEntry("xl/workbook.xml")!);
        StringAssert.Contains(book, "Таблица  1   a b c", StringComparison.Ordinal);
        StringAssert.Contains(book, "Таблица  1   a b c 2", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Only_the_owner_may_read_the_files()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Rights are kept otherwise there.");
            return;
        }

        using var folder = new TempFolder();

        var files = await ReportFiles.WriteAsync(folder["new/reports"], [("a.html", "x"u8.ToArray())], CancellationToken.None);

        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(files.Single()));
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["new/reports"]));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder["new/reports"]));
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

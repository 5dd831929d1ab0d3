using System.Text;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Testing.Smtp;

namespace ElJournal.Gateway.Tests.Mail;

[TestClass]
public sealed class EmlWriterTests
{
    [TestMethod]
    public void What_is_written_can_be_read_back()
    {
        var letter = SampleLetter();
        var message = MailText.Parse(Encoding.ASCII.GetString(EmlWriter.Write(letter, "Журнал <journal@school.example>")));
        Assert.AreEqual(letter.Subject, message.Subject);
        Assert.AreEqual("<daily.s1.2026-10-05.abc@eljournal.local>", message.Header("Message-ID"));
        Assert.AreEqual("Mon, 05 Oct 2026 14:05:00 +0000", message.Header("Date"));
        Assert.AreEqual("1.0", message.Header("MIME-Version"));
        Assert.AreEqual(letter.Text.ReplaceLineEndings("\r\n"), message.Part("text/plain"));
        Assert.AreEqual(letter.Html.ReplaceLineEndings("\r\n"), message.Part("text/html"));
        StringAssert.Contains(MailText.Decode(message.Header("To")), "Заместитель директора", StringComparison.Ordinal);
        StringAssert.Contains(message.Header("To"), "<deputy@school.example>", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Lines_end_with_CRLF_and_none_is_longer_than_78_characters()
    {
        var text = Encoding.ASCII.GetString(EmlWriter.Write(SampleLetter(), "journal@school.example"));
        Assert.AreEqual(text.Count(letter => letter == '\n'), text.Count(letter => letter == '\r'));
        foreach (var line in text.Split("\r\n"))
        {
            Assert.IsLessThanOrEqualTo(78, line.Length, line);
        }
    }

    [TestMethod]
    public void An_emoji_or_a_long_subject_is_never_cut_inside_a_character()
    {
        var letter = SampleLetter();
        letter.Subject = string.Concat(Enumerable.Repeat("Ж😀", 60));
        Assert.AreEqual(letter.Subject, MailText.Parse(Encoding.ASCII.GetString(EmlWriter.Write(letter, "journal@school.example"))).Subject);
    }

    [TestMethod]
    public void A_name_is_cut_between_its_words_so_that_no_reader_can_tear_one_apart()
    {
        var letter = SampleLetter();
        letter.RecipientName = "Длиннофамильная Александра Вячеславовна-Анна";
        var message = MailText.Parse(Encoding.ASCII.GetString(EmlWriter.Write(letter, "journal@school.example")));
        var pieces = message.Header("To").Split("=?utf-8?B?")[1..].Select(piece => Encoding.UTF8.GetString(Convert.FromBase64String(piece[..piece.IndexOf("?=", StringComparison.Ordinal)]))).ToList();
        Assert.AreEqual(letter.RecipientName, string.Concat(pieces));
        Assert.IsTrue(pieces[..^1].TrueForAll(piece => piece.EndsWith(' ')), string.Join('|', pieces));
    }

    [TestMethod]
    public void A_name_cannot_smuggle_in_a_header()
    {
        var letter = SampleLetter();
        letter.RecipientName = "Злой\r\nBcc: all@school.example";
        letter.Subject = "Тема\r\nBcc: all@school.example";
        var message = MailText.Parse(Encoding.ASCII.GetString(EmlWriter.Write(letter, "journal@school.example")));
        Assert.IsFalse(message.Has("Bcc"));
    }

    [TestMethod]
    [DataRow("deputy")]
    [DataRow("a@b@c")]
    [DataRow("deputy@school.example\r\nBcc: x@y.example")]
    public void What_is_no_address_is_refused_for_good(string address)
    {
        var letter = SampleLetter();
        letter.RecipientAddress = address;
        Assert.AreEqual(MailFailure.Refused, Assert.ThrowsExactly<MailException>(() => EmlWriter.Write(letter, "journal@school.example")).Failure);
    }

    [TestMethod]
    public void The_same_letter_gives_the_same_bytes() =>
        CollectionAssert.AreEqual(EmlWriter.Write(SampleLetter(), "journal@school.example"), EmlWriter.Write(SampleLetter(), "journal@school.example"));

    internal static LetterRow SampleLetter() => new()
    {
        School = "s1",
        MessageId = "daily.s1.2026-10-05.abc@eljournal.local",
        Kind = "daily",
        RecipientName = "Заместитель директора по учебно-воспитательной работе",
        RecipientAddress = "deputy@school.example",
        Subject = "Журнал за 5 октября 2026: не заполнено 4 урока, есть непроверенное",
        Text = "Занятий за день 112\nзаписано 98\n.точка\n",
        Html = "<!DOCTYPE html>\n<p>Занятий за день 112</p>\n",
        Status = LetterStatus.Queued,
        CreatedAt = new DateTimeOffset(2026, 10, 5, 17, 5, 0, TimeSpan.FromHours(3)).ToUnixTimeMilliseconds(),
    };
}

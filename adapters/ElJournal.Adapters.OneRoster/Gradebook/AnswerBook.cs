using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ElJournal.Adapters.OneRoster.Delivering;

namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>The provider's answers to one package, kept as a file: OneRoster knows no receipts, so its single answers are the proof. Ids only.</summary>
internal sealed class AnswerBook(TimeProvider time)
{
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly ConcurrentQueue<(DateTimeOffset At, string Method, RowId Row, WriteAnswer Answer)> answers = new();

    public void Note(Write write, WriteAnswer answer) => answers.Enqueue((time.GetUtcNow(), write.Row is null ? "DELETE" : "PUT", write.Id, answer));

    /// <returns>The beginning of the file's SHA-256, which the receipt names.</returns>
    public async ValueTask<string> WriteAsync(string path)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        await using (var csv = new CsvWriter(text, Format))
        {
            Line(csv, ["at", "method", "object", "status", "code"]);
            foreach (var (at, method, row, answer) in answers)
            {
                Line(csv, [at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), method, $"{row.File}/{row.SourcedId}", answer.Status.ToString(CultureInfo.InvariantCulture), answer.Refusal?.Code ?? ""]);
            }
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        AtomicFile.CreateFolder(Path.GetDirectoryName(path)!);
        await AtomicFile.WriteAsync(path, stream => stream.WriteAsync(bytes, CancellationToken.None));
        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
    }

    private static void Line(CsvWriter csv, ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}

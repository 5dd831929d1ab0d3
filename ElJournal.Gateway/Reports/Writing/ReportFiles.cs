using System.Text;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Reports.Documents;

namespace ElJournal.Gateway.Reports.Writing;

/// <summary>Writes reports into a folder. They hold personal data: only the owner may read them.</summary>
internal sealed class ReportFiles(PageWriter pages)
{
    /// <summary>The report in each of its forms.</summary>
    public async Task<IReadOnlyList<(string Name, byte[] Bytes)>> RenderAsync(ReportDocument report)
    {
        var files = new List<(string, byte[])>();
        if (report.Forms.HasFlag(ReportForms.Page))
        {
            files.Add(($"{report.Name}.html", Encoding.UTF8.GetBytes(await pages.WriteAsync(report))));
        }

        if (report.Forms.HasFlag(ReportForms.Sheet))
        {
            files.Add(($"{report.Name}.xlsx", SheetWriter.Write(report)));
        }

        if (report.Forms.HasFlag(ReportForms.Text))
        {
            files.Add(($"{report.Name}.docx", TextDocumentWriter.Write(report)));
        }

        return files;
    }

    /// <summary>Writes the files; each appears under its name when its bytes are on the disk.</summary>
    /// <returns>Their full paths.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(string directory, IEnumerable<(string Name, byte[] Bytes)> files, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(directory);
        OwnerOnly.CreateFolder(folder);
        var written = new List<string>();
        foreach (var (name, bytes) in files)
        {
            var temporary = Path.Combine(folder, $".{name}.tmp");
            await using (var file = OwnerOnly.Create(temporary))
            {
                await file.WriteAsync(bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            var final = Path.Combine(folder, name);
            File.Move(temporary, final, overwrite: true);
            written.Add(final);
        }

        return written;
    }
}

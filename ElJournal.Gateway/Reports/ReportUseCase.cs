using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Writing;

namespace ElJournal.Gateway.Reports;

/// <summary>Judges what was read, makes a report and writes its files.</summary>
internal sealed class ReportUseCase(IEnumerable<IReport> reports, ReportFiles files, SchoolLeases leases, JudgeUseCase judge)
{
    /// <returns>The files written.</returns>
    /// <exception cref="GatewayException">It cannot be made, or the folder is none.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(string name, ReportRequest request, string directory, CancellationToken cancellationToken)
    {
        if (File.Exists(directory))
        {
            throw new GatewayException(Phrase.Of(ReportTexts.OutIsFile, directory));
        }

        // What was read and not judged yet would look as if there were nothing to say of it.
        await using (var lease = await leases.AcquireAsync(request.School.Id, "report", cancellationToken))
        {
            await judge.RunAsync(request.School, window: null, lease, cancellationToken);
        }

        // All are made before the first is written: a report that cannot be made leaves nothing behind.
        var documents = await reports.First(report => report.Info.Name == name).MakeAsync(request, cancellationToken);
        var rendered = new List<(string Name, byte[] Bytes)>();
        foreach (var document in documents)
        {
            rendered.AddRange(await files.RenderAsync(document));
        }

        return await ReportFiles.WriteAsync(directory, rendered, cancellationToken);
    }
}

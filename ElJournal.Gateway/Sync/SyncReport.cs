using System.Globalization;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using Spectre.Console;

namespace ElJournal.Gateway.Sync;

/// <summary>What a reading pass did, for people.</summary>
internal sealed class SyncReport(CommandSession session)
{
    /// <summary>More lines than this help nobody at a terminal; <c>--json</c> has them all.</summary>
    private const int MostLines = 20;

    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public void Write(SchoolRuntime school, SyncResult result)
    {
        Line(Texts.SyncHeading, school.Id, Day(result.From), Day(result.To));
        if (!result.AnythingRead && result.Failure is { } refusal)
        {
            Line(Texts.NothingRead, result.Instruction is { } help ? $"{help} ({refusal})" : refusal);
            return;
        }

        var table = new Table().AddColumn(Texts.Kind).AddColumn(new TableColumn(Texts.Received).RightAligned());
        foreach (var (kind, count) in result.Read)
        {
            table.AddRow(Markup.Escape(KindNames.Of(kind)), count.ToString("N0", Russian));
        }

        if (result.Read.Count > 0)
        {
            session.Out.Write(table);
        }

        Line(Texts.Summary, result.Added, result.Changed, result.Deleted, result.Moved, result.Unchanged);
        if (result.Held > 0)
        {
            Line(Texts.HeldSummary, result.Held, school.Id);
        }

        if (result.Skipped.Count > 0)
        {
            Line(Texts.SkippedSummary, result.Skipped.Count);
            Lines(result.Skipped);
        }

        Lines(result.Remarks);
        if (result.NotRead.Count > 0)
        {
            session.WriteLine(Texts.NotReadHeading);
            foreach (var scope in result.NotRead.Take(MostLines))
            {
                var days = scope.From is { } from && scope.To is { } to ? $" {Day(from)} – {Day(to)}" : "";
                // Why a source broke off is told once, below.
                Line(Texts.NotReadLine, KindNames.Of(scope.Kind), days, Reason(scope, result.Failure is null));
            }
        }

        if (result.Failure is { } failure)
        {
            Line(Texts.Failed, result.Instruction is { } instruction ? $"{instruction} ({failure})" : failure);
        }
        else if (result.Complete)
        {
            session.WriteLine(Texts.Complete);
        }
    }

    private void Lines(IReadOnlyList<SkippedRecord> records)
    {
        foreach (var record in records.Take(MostLines))
        {
            var where = record.Where is null ? "" : record.Line is { } line ? $" {record.Where}:{line}" : $" {record.Where}";
            Line(Texts.SkippedLine, KindNames.Of(record.Kind), record.Key is null ? where : $" {record.Key}{where}", record.InRussian ?? Foreign(Texts.NotUnderstood, record.Reason));
        }

        if (records.Count > MostLines)
        {
            Line(Texts.MoreLines, records.Count - MostLines);
        }
    }

    /// <summary>The source's own words; else what the Gateway knows of its reason, with the English that is left for details.</summary>
    private static string Reason(UnreadScope scope, bool withMessage)
    {
        var known = SourceReasons.Of(scope.Reason);
        return !withMessage ? known : scope.InRussian ?? (scope.Message is { Length: > 0 } message ? Foreign(known, message) : known);
    }

    private static string Foreign(string known, string english) => string.Format(Russian, Texts.WithDetail, known, english);

    private void Line(string format, params object[] values) => session.WriteLine(string.Format(Russian, format, values));

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", Russian);
}

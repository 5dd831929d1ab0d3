using System.Globalization;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Russian;
using Spectre.Console;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>Copies and media as people read them.</summary>
internal static class BackupTables
{
    public static void Write(CommandSession session, BackupOutcome outcome)
    {
        session.WriteLine(Phrase.Of(Texts.BackupDone, outcome.Set, Moment(outcome.BeganAt), outcome.Records, outcome.Encrypted ? Texts.Encrypted : Texts.NotEncrypted));
        var table = new Table().AddColumns(Texts.ColumnMedium, Texts.ColumnSerial, Texts.ColumnState, Texts.ColumnSize, Texts.ColumnRemoved);
        foreach (var medium in outcome.Media)
        {
            Row(table, medium.Medium, medium.Serial, State(medium.State), medium.State == MediumOutcome.Written ? Megabytes(medium.Bytes) : "", string.Join(", ", medium.Removed));
        }

        session.Out.Write(table);
        foreach (var sentence in outcome.Media.Select(medium => medium.Message).OfType<string>().Concat(outcome.Remarks))
        {
            session.WriteLine(sentence);
        }
    }

    public static void Write(CommandSession session, IReadOnlyList<CopyCheck> checks)
    {
        if (checks.Count == 0)
        {
            session.WriteLine(Texts.NothingListed);
            return;
        }

        var table = new Table().AddColumns(Texts.ColumnMedium, Texts.ColumnSerial, Texts.ColumnSet, Texts.ColumnKind, Texts.ColumnBegan, Texts.ColumnState, Texts.ColumnMessage);
        foreach (var check in checks)
        {
            Row(table, check.Medium, check.Serial, check.Set, check.Kind is { } kind ? Kind(kind) : null, check.BeganAt is { } began ? Moment(began) : null, State(check.State), check.Message);
        }

        session.Out.Write(table);
    }

    public static void Row(Table table, params IReadOnlyList<string?> cells) => table.AddRow(cells.Select(cell => new Text(cell ?? "")));

    public static string Kind(string kind) => kind == BackupManifest.Archive ? Texts.KindArchive : Texts.KindBackup;

    public static string Moment(DateTimeOffset moment) => moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Megabytes(long bytes) => (bytes / (1024.0 * 1024)).ToString("0.0", CultureInfo.GetCultureInfo("ru-RU"));

    private static string State(string state) => state switch
    {
        MediumOutcome.Written => Texts.StateWritten,
        CopyCheck.Good => Texts.StateGood,
        "broken" => Texts.StateBroken,
        "gone" => Texts.StateGone,
        "changed" => Texts.StateChanged,
        MediumException.Missing => Texts.StateMissing,
        MediumException.Foreign => Texts.StateForeign,
        MediumException.Unreadable => Texts.StateUnreadable,
        MediumException.Full => Texts.StateFull,
        _ => Texts.StateFailed,
    };
}

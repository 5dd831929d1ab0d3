using System.Collections.Immutable;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.People.Showing;

/// <summary>Everything that the gateway knows of one person.</summary>
/// <param name="Role"><c>student</c> or <c>teacher</c>.</param>
/// <param name="Id">In the journal.</param>
/// <param name="Sections">Its parts; one without rows says that nothing of the kind is known.</param>
internal sealed record PersonSheet(string School, string Role, string Id, DateTimeOffset MadeAt, IReadOnlyList<SheetSection> Sections)
{
    public ReportDocument ToDocument(string schoolName) => new(
        $"person-{string.Concat(Id.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}",
        Role == EraseUseCase.Word(PersonRole.Teacher) ? Texts.SheetTitleTeacher : Texts.SheetTitleStudent,
        [schoolName, Phrase.Of(Texts.SheetMade, RussianDates.MomentWithYear(MadeAt))],
        [.. Sections.Select(section => new ReportTable(section.Heading, [.. section.Columns.Select(column => new ReportColumn(column, 22))], [.. section.Rows.Select(row => new ReportRow([.. row.Select(ReportCell.Of)]))]) { Note = section.Rows.Count == 0 ? Texts.SheetNothing : null })])
    {
        Closing = [Texts.SheetClosing],
    };
}

/// <summary>A table of the sheet.</summary>
internal sealed record SheetSection(string Heading, ImmutableArray<string> Columns, IReadOnlyList<ImmutableArray<string>> Rows);

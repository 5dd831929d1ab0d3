using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports.Results;

/// <summary>Results of a term by class and subject, and the pupils that a teachers' council speaks of.</summary>
internal sealed class ResultsReport(ReportJournals journals) : IReport
{
    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Results);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(request.School, request.Days.From, cancellationToken);
        var classes = journal.ClassesNamed(request.Class);
        var marks = Marks(journal).Where(mark => classes is null || classes.Contains(mark.Class.RootId)).ToList();
        var terms = Chosen(journal.Roster, marks, request.Term);
        var chosen = marks.Where(mark => terms.Contains((mark.Class.RootId, mark.TermId))).ToList();
        var names = chosen.Select(mark => mark.TermId).Distinct(StringComparer.Ordinal).Select(id => journal.Roster.Terms.FirstOrDefault(term => term.Id == id)?.Name ?? id).Order(StringComparer.Ordinal);
        var lead = journal.Lead(request.Days).SetItem(0, Phrase.Of(Texts.Lead, request.School.Options.Name, chosen.Count == 0 ? Texts.NoMarks : string.Join(", ", names)));
        return [new ReportDocument(ReportCatalog.Results, ReportTexts.TitleResults, lead, [.. Parts(journal, chosen)]) { Closing = [Texts.NoteFormula, Texts.NoteOthers, ReportTexts.ClosingAutomatic] }];
    }

    private static IEnumerable<ReportPart> Parts(ReportJournal journal, List<Final> marks)
    {
        if (marks.Count == 0)
        {
            yield break;
        }

        var classes = marks.GroupBy(mark => mark.Class.RootId, StringComparer.Ordinal).Select(group => (Name: journal.NameOfClass(group.Key), Grade: group.First().Class.Grade, Marks: group.ToList()))
            .OrderBy(row => row.Grade).ThenBy(row => row.Name, StringComparer.Ordinal).ToList();
        yield return Pupils(classes);
        yield return new ReportBars(
            Texts.HeadingChart,
            string.Join("; ", classes.Select(row => $"{row.Name}: {Texts.Five} – {row.Marks.Count(mark => mark.Number == 5)}, {Texts.Four} – {row.Marks.Count(mark => mark.Number == 4)}, {Texts.Three} – {row.Marks.Count(mark => mark.Number == 3)}, {Texts.Two} – {row.Marks.Count(mark => mark.Number == 2)}")) + ".",
            [new(Texts.Five, ReportShade.Light), new(Texts.Four, ReportShade.Middle), new(Texts.Three, ReportShade.Hatched), new(Texts.Two, ReportShade.Dark)],
            [.. classes.Select(row => new ReportBar(row.Name, [.. new[] { 5, 4, 3, 2 }.Select(value => row.Marks.Count(mark => mark.Number == value))]))]);
        yield return Subjects(Texts.HeadingBySubject, marks.GroupBy(mark => journal.SubjectName(mark.SubjectId), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.ToList())));
        foreach (var row in classes)
        {
            yield return Subjects(Phrase.Of(Texts.HeadingClass, row.Name), row.Marks.GroupBy(mark => journal.SubjectName(mark.SubjectId), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.ToList())));
        }

        yield return Named(journal, marks);
    }

    private static ReportTable Pupils(IEnumerable<(string Name, int? Grade, List<Final> Marks)> classes) => new(
        Texts.HeadingClasses,
        [new(ReportTexts.ColumnClass, 12), .. new[] { Texts.ColumnPupils, Texts.ColumnExcellent, Texts.ColumnGood, Texts.ColumnOneThree, Texts.ColumnWithTwo, Texts.ColumnNotAttested }.Select(Figure), new(Texts.ColumnPassed, 18), new(Texts.ColumnQuality, 18)],
        [.. classes.Select(row =>
        {
            var pupils = row.Marks.GroupBy(mark => mark.StudentId, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
            var judged = pupils.Where(pupil => pupil.Exists(mark => mark.Number is not null)).ToList();
            return new ReportRow(
            [
                row.Name, pupils.Count, judged.Count(IsExcellent), judged.Count(IsGood), judged.Count(HasOneThree), judged.Count(pupil => pupil.Exists(mark => mark.Number == 2)), pupils.Count(pupil => pupil.Exists(mark => mark.NotAttested)),
                Share.Of(judged.Count(pupil => !pupil.Exists(mark => mark.Number == 2 || mark.NotAttested)), judged.Count),
                Share.Of(judged.Count(pupil => IsExcellent(pupil) || IsGood(pupil)), judged.Count),
            ]);
        })]);

    private static ReportTable Subjects(string heading, IEnumerable<(string Name, List<Final> Marks)> subjects) => new(
        heading,
        [new(ReportTexts.ColumnSubject, 22), .. new[] { Texts.Five, Texts.Four, Texts.Three, Texts.Two, Texts.ColumnNotAttested, Texts.ColumnOther }.Select(Figure), new(Texts.ColumnPassed, 18), new(Texts.ColumnQuality, 18), Figure(Texts.ColumnLevel), Figure(Texts.ColumnMean)],
        [.. subjects.Select(row =>
        {
            var numbers = row.Marks.Select(mark => mark.Number).OfType<int>().ToList();
            var level = numbers.Sum(number => number switch { 5 => 1m, 4 => 0.64m, 3 => 0.36m, _ => 0.16m });
            return new ReportRow(
            [
                row.Name, Of(5), Of(4), Of(3), Of(2), row.Marks.Count(mark => mark.NotAttested), row.Marks.Count(mark => mark is { Number: null, NotAttested: false }),
                Share.Of(numbers.Count(number => number >= 3), numbers.Count), Share.Of(numbers.Count(number => number >= 4), numbers.Count),
                numbers.Count == 0 ? ReportCell.Empty : ReportCell.Of(100 * level / numbers.Count, 1),
                numbers.Count == 0 ? ReportCell.Empty : ReportCell.Of((decimal)numbers.Sum() / numbers.Count, 2),
            ]);

            int Of(int value) => numbers.Count(number => number == value);
        })]);

    private static ReportTable Named(ReportJournal journal, List<Final> marks)
    {
        var rows = marks.GroupBy(mark => mark.StudentId, StringComparer.Ordinal).SelectMany(group =>
        {
            var pupil = group.ToList();
            var name = journal.Names.Student(group.Key) is { } student ? string.Join(' ', new[] { student.FamilyName, student.GivenName }.OfType<string>()) : group.Key;
            return new[]
            {
                (Order: 0, Why: Texts.OneThree, Marks: HasOneThree(pupil) ? pupil.Where(mark => mark.Number == 3) : []),
                (Order: 1, Why: Texts.WithTwo, Marks: pupil.Where(mark => mark.Number == 2)),
                (Order: 2, Why: Texts.NotAttested, Marks: pupil.Where(mark => mark.NotAttested)),
            }.Where(each => each.Marks.Any()).Select(each => (each.Order, Class: pupil[0].Class, Name: name, each.Why, Subjects: string.Join(", ", each.Marks.Select(mark => journal.SubjectName(mark.SubjectId)).Order(StringComparer.Ordinal))));
        });
        return new ReportTable(
            Texts.HeadingPupils,
            [new(ReportTexts.ColumnClass, 10), new(Texts.ColumnPupil, 26), new(Texts.ColumnWhy, 18), new(Texts.ColumnSubjects, 40)],
            [.. rows.OrderBy(row => row.Order).ThenBy(row => row.Class.Grade).ThenBy(row => journal.NameOfClass(row.Class.RootId), StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal)
                .Select(row => new ReportRow([journal.NameOfClass(row.Class.RootId), row.Name, row.Why, row.Subjects]))])
        { Note = Texts.NotePupils };
    }

    private static IEnumerable<Final> Marks(ReportJournal journal)
    {
        foreach (var scene in journal.Scenes)
        {
            using var statement = new LedgerStatement(journal.Connection, """SELECT "Student", "Subject", "Work", "Value" FROM records WHERE "Book" = ?1 AND "Kind" = 10 AND "Deleted" = 0 ORDER BY "Key" """);
            statement.Bind(1, scene.Book.Id);
            while (statement.Step())
            {
                var student = statement.Text(0);
                if (scene.Roster.ClassOf(student) is { } group)
                {
                    yield return Final.Of(student, statement.Text(1), statement.Text(2), statement.Text(3), group);
                }
            }
        }
    }

    /// <summary>The named term, or of each class the latest that has marks; the year's only when it is asked for.</summary>
    private static HashSet<(string Class, string Term)> Chosen(Roster roster, List<Final> marks, string? wanted)
    {
        var terms = roster.Terms.ToDictionary(term => term.Id, StringComparer.Ordinal);
        if (wanted is not null)
        {
            var found = roster.Terms.Where(term => term.Id == wanted || string.Equals(term.Name, wanted, StringComparison.OrdinalIgnoreCase)).Select(term => term.Id).ToHashSet(StringComparer.Ordinal);
            return found.Count == 0
                ? throw new GatewayException(Phrase.Of(ReportTexts.TermUnknown, wanted, string.Join(", ", roster.Terms.Select(term => term.Name))))
                : [.. marks.Where(mark => found.Contains(mark.TermId)).Select(mark => (mark.Class.RootId, mark.TermId))];
        }

        return
        [
            .. marks.GroupBy(mark => mark.Class.RootId, StringComparer.Ordinal).Select(group => (group.Key, group
                .OrderByDescending(mark => terms.TryGetValue(mark.TermId, out var term) && term.TermKind != TermKind.SchoolYear ? term.Start : DateOnly.MinValue).ThenBy(mark => mark.TermId, StringComparer.Ordinal).First().TermId)),
        ];
    }

    private static bool IsExcellent(List<Final> pupil) => Judged(pupil) && pupil.TrueForAll(mark => mark.Number is null or 5);

    private static bool IsGood(List<Final> pupil) => Judged(pupil) && pupil.Exists(mark => mark.Number == 4) && pupil.TrueForAll(mark => mark.Number is null or >= 4);

    private static bool HasOneThree(List<Final> pupil) => pupil.Count(mark => mark.Number == 3) == 1 && pupil.TrueForAll(mark => !mark.NotAttested && mark.Number is null or >= 3) && pupil.Count(mark => mark.Number is not null) > 1;

    private static bool Judged(List<Final> pupil) => pupil.Exists(mark => mark.Number is not null) && !pupil.Exists(mark => mark.NotAttested);

    private static ReportColumn Figure(string title) => new(title, 8) { Figures = true };

    private sealed record Final(string StudentId, string SubjectId, string TermId, int? Number, bool NotAttested, GroupInfo Class)
    {
        public static Final Of(string student, string subject, string term, string value, GroupInfo group)
        {
            var text = value.Trim();
            var number = text is ['1' or '2' or '3' or '4' or '5'] ? Math.Max(2, text[0] - '0') : (int?)null;
            return new Final(student, subject, term, number, text.ToLower(CultureInfo.InvariantCulture) is "н/а" or "на" or "не аттестован" or "не аттестована", group);
        }
    }
}

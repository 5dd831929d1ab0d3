using System.Collections.Immutable;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Gateway.Reviews;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports.Rollout;

/// <summary>The report on the introduction of the electronic journal, by the authority's form: answers of the school, and figures where the journal holds them.</summary>
internal sealed class RolloutReport(ReportJournals journals, GatewayConfiguration configuration) : IReport
{
    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Rollout);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        if (request.School.Options.RolloutForm is not { Length: > 0 } named)
        {
            throw new GatewayException(Phrase.Of(Texts.NoForm, request.School.Id));
        }

        var form = await RolloutForm.ReadAsync(configuration.Resolve(named), cancellationToken);
        await using var journal = await journals.OpenAsync(request.School, request.Days.To, cancellationToken);
        var counted = new Lazy<Counts>(() => Counts.Read(journal, request.Days));
        var papers = request.School.Papers.Papers;
        var problems = form.Problems.IsDefault ? [] : form.Problems.Where(problem => problem.Since is not { } since || since <= request.Days.To).ToImmutableArray();
        return
        [
            new ReportDocument(ReportCatalog.Rollout, form.Title ?? ReportTexts.TitleRollout, [request.School.Options.Name, Phrase.Of(Texts.AsOf, RussianDates.Full(request.Days.To))],
            [
                new ReportTable(null, [new(Texts.ColumnNumber, 6), new(Texts.ColumnQuestion, 44), new(Texts.ColumnAnswer, 46)], [.. form.Rows.Select(row => new ReportRow([row.Number, row.Text, Answer(row, request.Days.To, journal, counted, papers)]) { Strong = row.Indicator is null && (row.Answers.IsDefaultOrEmpty) })])
                { Sheet = Texts.SheetRows },
                new ReportTable(Texts.HeadingProblems, [new(Texts.ColumnSince, 12), new(Texts.ColumnProblem, 42), new(Texts.ColumnSolution, 42)], [.. problems.Select(problem => new ReportRow([problem.Since is { } since ? since : ReportCell.Empty, problem.Problem, Solution(problem, request.Days.To)]))]) { Note = problems.IsEmpty ? Texts.NoProblems : null },
                new ReportBlank(null, [Texts.BlankDirector, Texts.BlankDate]) { Forms = ReportForms.Page | ReportForms.Text },
            ])
            { Forms = ReportForms.All, Closing = [ReportTexts.ClosingAutomatic] },
        ];
    }

    private static string Solution(RolloutProblem problem, DateOnly day) =>
        problem.Solution is not { } solution || problem.Solved > day ? Texts.Unsolved
        : problem.Solved is { } solved ? Phrase.Of(Texts.SolvedOn, solution, RussianDates.Full(solved))
        : solution;

    /// <summary>The figure, and what the school has said up to the day: a later answer adds to an earlier one.</summary>
    private static string Answer(RolloutRow row, DateOnly day, ReportJournal journal, Lazy<Counts> counted, PupilPapers? papers)
    {
        var said = row.Answers.IsDefault ? [] : row.Answers.Where(answer => answer.Since is not { } since || since <= day).OrderBy(answer => answer.Since ?? DateOnly.MinValue)
            .Select(answer => answer.Since is { } since ? Phrase.Of(Texts.SaidSince, RussianDates.Full(since), answer.Text) : answer.Text).ToList();
        var figure = row.Indicator switch
        {
            RolloutIndicator.ClassesWithEntries => Classes(journal, counted.Value.Classes, counted.Value.WithEntries),
            RolloutIndicator.ClassesWithTopics => Classes(journal, counted.Value.Classes, counted.Value.WithTopics),
            RolloutIndicator.ClassesWithAttendance => Classes(journal, counted.Value.Classes, counted.Value.WithAttendance),
            RolloutIndicator.ClassesWithMarks => Classes(journal, counted.Value.Marked, counted.Value.WithMarks),
            RolloutIndicator.ClassesWithHomework => Classes(journal, counted.Value.Marked, counted.Value.WithHomework),
            RolloutIndicator.TeachersWithEntries => Share.Of(counted.Value.Working.Count, counted.Value.Teachers.Count),
            RolloutIndicator.PupilsSignedIn => counted.Value.SignIns is null ? Texts.NotShown : Pupils(journal, day, counted.Value.PupilsWhoSignedIn.Contains),
            RolloutIndicator.ParentsSignedIn => counted.Value.SignIns is not { Parents: not null } ? Texts.NotShown : Pupils(journal, day, counted.Value.PupilsOfParentsWhoSignedIn.Contains),
            RolloutIndicator.Applications => Papers(PupilPaper.Application),
            RolloutIndicator.Consents => Papers(PupilPaper.Consent),
            _ => null,
        };
        return string.Join(". ", new[] { figure, said.Count == 0 ? null : string.Join("; ", said) }.OfType<string>());

        string Papers(PupilPaper paper) => papers?.Listed.Contains(paper) != true ? Texts.NoList : Pupils(journal, day, pupil => papers.Has(pupil, paper));
    }

    /// <summary>«90 % (27 из 30). Классы: 1А – 14 из 15, 1Б – 13 из 15», of the pupils of the day.</summary>
    private static string Pupils(ReportJournal journal, DateOnly day, Func<string, bool> has)
    {
        var classes = journal.Roster.Students.Where(student => (student.EnrolledOn is not { } from || from <= day) && (student.LeftOn is not { } left || left > day))
            .Select(student => (student.Id, Class: journal.Roster.ClassOf(student.Id)))
            .Where(pupil => pupil.Class is { Kind: ClassKind.Class })
            .GroupBy(pupil => pupil.Class!.RootId, StringComparer.Ordinal)
            .Select(own => (Class: own.First().Class!, Some: own.Count(pupil => has(pupil.Id)), All: own.Count()))
            .OrderBy(own => own.Class.Grade).ThenBy(own => own.Class.Name, StringComparer.Ordinal).ToList();
        return Phrase.Of(Texts.WithClasses, Share.Of(classes.Sum(own => own.Some), classes.Sum(own => own.All)), string.Join(", ", classes.Select(own => Phrase.Of(Texts.OfClass, own.Class.Name, own.Some, own.All))));
    }

    /// <summary>«90 % (9 из 10): 1А, 2А»; few classes are named without a percentage.</summary>
    private static string Classes(ReportJournal journal, IReadOnlySet<string> all, IReadOnlySet<string> some) => all.Count == 0
        ? Texts.NotShown
        : Phrase.Of(Texts.WithClasses, Share.Of(some.Count, all.Count), some.Count == 0 ? "–" : string.Join(", ", some.Select(id => (Name: journal.NameOfClass(id), journal.Names.Group(id)?.Grade)).OrderBy(each => each.Grade).ThenBy(each => each.Name, StringComparer.Ordinal).Select(each => each.Name)));

    private sealed class Counts
    {
        public HashSet<string> Classes { get; } = new(StringComparer.Ordinal);

        /// <summary>Classes of grades that have marks and homework.</summary>
        public HashSet<string> Marked { get; } = new(StringComparer.Ordinal);

        public HashSet<string> WithEntries { get; } = new(StringComparer.Ordinal);

        public HashSet<string> WithTopics { get; } = new(StringComparer.Ordinal);

        public HashSet<string> WithAttendance { get; } = new(StringComparer.Ordinal);

        public HashSet<string> WithMarks { get; } = new(StringComparer.Ordinal);

        public HashSet<string> WithHomework { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Teachers { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Working { get; } = new(StringComparer.Ordinal);

        public ReviewSignIns? SignIns { get; private set; }

        public HashSet<string> PupilsWhoSignedIn { get; } = new(StringComparer.Ordinal);

        /// <summary>Only where the journal tells whose parents they are.</summary>
        public HashSet<string> PupilsOfParentsWhoSignedIn { get; } = new(StringComparer.Ordinal);

        public static Counts Read(ReportJournal journal, DayRange days)
        {
            var counts = new Counts { SignIns = SignInCounts.Read(journal, days) };
            foreach (var (person, role, _) in counts.SignIns is null ? [] : SignInCounts.All(journal, days))
            {
                Note(role == PersonRole.Student, counts.PupilsWhoSignedIn, person);
                Note(role == PersonRole.Parent, counts.PupilsOfParentsWhoSignedIn, person);
            }

            foreach (var (scene, entries, group) in journal.Lessons(days))
            {
                var (lesson, id) = (entries.Lesson, group.RootId);
                if (group.Kind is not (ClassKind.Class or ClassKind.Subgroup) || !ReportJournal.WasGiven(scene, lesson, group))
                {
                    continue;
                }

                counts.Classes.Add(id);
                var any = lesson.Topic is not null || entries.Homework is not null || entries.Marks.Count > 0 || entries.Attendance.Count > 0;
                Note(any, counts.WithEntries, id);
                Note(lesson.Topic is not null, counts.WithTopics, id);
                Note(entries.Attendance.Count > 0, counts.WithAttendance, id);
                if (group.Grade is null or >= 2)
                {
                    counts.Marked.Add(id);
                    Note(entries.Marks.Count > 0, counts.WithMarks, id);
                    Note(entries.Homework is not null, counts.WithHomework, id);
                }

                if (lesson.TeacherId is { } teacher)
                {
                    counts.Teachers.Add(teacher);
                    Note(any, counts.Working, teacher);
                }
            }

            return counts;
        }

        private static void Note(bool there, HashSet<string> ids, string id)
        {
            if (there)
            {
                ids.Add(id);
            }
        }
    }
}

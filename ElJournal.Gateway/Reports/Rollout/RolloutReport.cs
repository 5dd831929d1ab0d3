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
        var problems = form.Problems.IsDefault ? [] : form.Problems.Where(problem => problem.Since is not { } since || since <= request.Days.To).ToImmutableArray();
        return
        [
            new ReportDocument(ReportCatalog.Rollout, form.Title ?? ReportTexts.TitleRollout, [request.School.Options.Name, Phrase.Of(Texts.AsOf, RussianDates.Full(request.Days.To))],
            [
                new ReportTable(null, [new(Texts.ColumnNumber, 6), new(Texts.ColumnQuestion, 44), new(Texts.ColumnAnswer, 46)], [.. form.Rows.Select(row => new ReportRow([row.Number, row.Text, Answer(row, request.Days.To, journal, counted)]) { Strong = row.Indicator is null && (row.Answers.IsDefaultOrEmpty) })])
                { Sheet = Texts.SheetRows },
                new ReportTable(Texts.HeadingProblems, [new(Texts.ColumnProblem, 48), new(Texts.ColumnSolution, 48)], [.. problems.Select(problem => new ReportRow([problem.Problem, problem.Solution ?? Texts.Unsolved]))]) { Note = problems.IsEmpty ? Texts.NoProblems : null },
                new ReportBlank(null, [Texts.BlankDirector, Texts.BlankDate]) { Forms = ReportForms.Page | ReportForms.Text },
            ])
            { Forms = ReportForms.All, Closing = [ReportTexts.ClosingAutomatic] },
        ];
    }

    private static string Answer(RolloutRow row, DateOnly day, ReportJournal journal, Lazy<Counts> counted)
    {
        var said = row.Answers.IsDefault ? null : row.Answers.Where(answer => answer.Since is not { } since || since <= day).OrderBy(answer => answer.Since ?? DateOnly.MinValue).LastOrDefault()?.Text;
        var figure = row.Indicator switch
        {
            RolloutIndicator.ClassesWithEntries => Classes(journal, counted.Value.Classes, counted.Value.WithEntries),
            RolloutIndicator.ClassesWithMarks => Classes(journal, counted.Value.Marked, counted.Value.WithMarks),
            RolloutIndicator.ClassesWithHomework => Classes(journal, counted.Value.Marked, counted.Value.WithHomework),
            RolloutIndicator.TeachersWithEntries => Share.Of(counted.Value.Working.Count, counted.Value.Teachers.Count),
            RolloutIndicator.PupilsSignedIn => counted.Value.SignIns is { } signIns ? Share.Of(signIns.Pupils, signIns.OfPupils) : Texts.NotShown,
            RolloutIndicator.ParentsSignedIn => counted.Value.SignIns is { Parents: { } parents } known ? Share.Of(parents, known.OfPupils) : Texts.NotShown,
            _ => null,
        };
        return string.Join(". ", new[] { figure, said }.OfType<string>());
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

        public HashSet<string> WithMarks { get; } = new(StringComparer.Ordinal);

        public HashSet<string> WithHomework { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Teachers { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Working { get; } = new(StringComparer.Ordinal);

        public ReviewSignIns? SignIns { get; private set; }

        public static Counts Read(ReportJournal journal, DayRange days)
        {
            var counts = new Counts { SignIns = SignInCounts.Read(journal, days) };
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

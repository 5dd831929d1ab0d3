using System.Collections.Immutable;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reviews;

/// <summary>A review as one reader sees it.</summary>
internal static class ReviewModel
{
    /// <summary>As one deputy director sees it; <see langword="null"/> when nothing in their care was taught.</summary>
    public static MonthlyLetterModel? Of(ReviewContent content, DeputyCare care, string schoolId, DateOnly? observeUntil)
    {
        if (MonthlyLetterModel.Of(Figures(content), care, schoolId, content.SchoolName, observeUntil) is not { } model)
        {
            return null;
        }

        var findings = content.Findings.Where(each => Covers(each.ClassId)).ToList();
        var previous = content.Previous is { } rows ? MonthlyIndicators.Of(Reports.ReportCatalog.Month(content.Month.AddDays(-1)), rows).Only(row => Covers(row.RootClassId)) : null;
        return model with
        {
            Review = new ReviewFacts
            {
                MadeAt = content.MadeAt,
                Previous = previous is { Total.Lessons: > 0 } ? previous : null,
                Subjects = [.. MonthlyIndicators.Of(content.Days, content.Rows).Only(row => Covers(row.RootClassId)).BySubject
                    .Select(row => new MonthRow(row.SubjectId is { } id ? content.Subjects.GetValueOrDefault(id, id) : Reports.ReportTexts.Unnamed, row)).OrderBy(row => row.Name, StringComparer.Ordinal)],
                Points = [.. ReviewPoints.Of(content).Where(point => Covers(point.Point.ClassId)).Select(point => point.Point.Text)],
                Causes = [.. findings.GroupBy(each => each.Title, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new ReviewCause(group.Key, group.Sum(each => each.Found), group.Sum(each => each.Done), group.Sum(each => each.Aside), group.Sum(each => each.Open.Length)))],
                Excused = [.. content.Excuses.Where(excuse => model.Teachers.Any(row => row.Figures.TeacherId == excuse.TeacherId)).Select(excuse => content.Teachers.GetValueOrDefault(excuse.TeacherId, excuse.TeacherId)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                Unchecked = [.. content.Unchecked.Where(each => each.ClassId is null || Covers(each.ClassId)).GroupBy(each => each.Reason, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => (group.Key, group.Min(each => each.From), group.Max(each => each.To)))],
                Fate = content.Fate is { } fate ? fate with { Left = [.. fate.Left.Where(point => Covers(point.ClassId))] } : null,
                SignIns = content.SignIns,
            },
        };

        bool Covers(string? classId) => classId is not null && content.Classes.TryGetValue(classId, out var group) ? care.Covers(group.Grade, group.Kind) : care.Covers(null, null);
    }

    private static MonthFigures Figures(ReviewContent content) => new()
    {
        Indicators = MonthlyIndicators.Of(content.Days, content.Rows),
        TeacherName = id => content.Teachers.GetValueOrDefault(id, id),
        Class = id => content.Classes.TryGetValue(id, out var group) ? new MonthClass(group.Name, group.Grade, group.Kind) : new MonthClass(id, null, ClassKind.Class),
        Open = [.. content.Findings.Where(each => !each.Open.IsEmpty).Select(each => new OpenFindings(each.Rule, each.Title, each.ClassId, each.Open.Length))],
        SchoolDays = id => content.Classes.TryGetValue(id, out var group) ? group.SchoolDays : 0,
        DataAsOf = content.DataAsOf,
    };
}

/// <summary>What a review says beyond the month's figures.</summary>
internal sealed record ReviewFacts
{
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The month before; <see langword="null"/> when nothing is known of it.</summary>
    public required MonthlyIndicators? Previous { get; init; }

    public required ImmutableArray<MonthRow> Subjects { get; init; }

    /// <summary>What asks for a decision.</summary>
    public required ImmutableArray<string> Points { get; init; }

    public required ImmutableArray<ReviewCause> Causes { get; init; }

    /// <summary>Teachers who were excused some time, by name.</summary>
    public required ImmutableArray<string> Excused { get; init; }

    /// <summary>Why something could not be checked, and when.</summary>
    public required ImmutableArray<(string Reason, DateOnly From, DateOnly To)> Unchecked { get; init; }

    public required ReviewFate? Fate { get; init; }

    public required ReviewSignIns? SignIns { get; init; }
}

/// <summary>Findings of one rule: what became of them.</summary>
internal sealed record ReviewCause(string Title, int Found, int Done, int Aside, int Open);

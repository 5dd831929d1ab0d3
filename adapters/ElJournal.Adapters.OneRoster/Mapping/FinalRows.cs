using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;

namespace ElJournal.Adapters.OneRoster.Mapping;

/// <summary>Final marks: one line item for each class, subject and term.</summary>
internal static class FinalRows
{
    /// <summary>A final mark names no class, so it is that of the pupil.</summary>
    public static GroupKey? GroupOf(SchoolState state, FinalMarkData final) =>
        final is { StudentId: { } pupil, SubjectId: { } subject } && state.Students.TryGetValue(pupil, out var student) && student.ClassId is { } group && state.Classes.ContainsKey(group) ? new GroupKey(group, subject) : null;

    public static bool IsShown(SchoolState state, FinalMarkData final) =>
        GroupOf(state, final) is { SubjectId: { } subject } group && state.Subjects.ContainsKey(subject) && final.TermId is { } term && Terms.ShownIn(state, term, group.ClassId) is not null;

    /// <summary>The shown final marks of a group.</summary>
    public static IEnumerable<FinalMarkData> In(SchoolState state, GroupKey key) => key.SubjectId is not { } subject ? [] : state.Terms.Keys
        .SelectMany(term => state.FinalsOf((subject, term)))
        .Select(id => state.FinalMarks[id])
        .Where(final => GroupOf(state, final) == key && IsShown(state, final));

    public static IEnumerable<Row> Of(SchoolState state, (string Subject, string Term) key)
    {
        if (state.School is not { } school)
        {
            yield break;
        }

        var org = SourcedId.School(school.Id);
        foreach (var group in state.FinalsOf(key).Select(id => (Id: id, Final: state.FinalMarks[id])).Where(final => IsShown(state, final.Final)).GroupBy(final => GroupOf(state, final.Final)!.Value))
        {
            var shownIn = Terms.ShownIn(state, key.Term, group.Key.ClassId)!;
            var item = SourcedId.Of("final", group.Key.ClassId, key.Subject, key.Term);
            var day = Cell.Day(state.Terms[key.Term].End);
            var term = Cell.Text(state.Terms[key.Term].Name) ?? SourcedId.Term(key.Term);
            yield return Layout.Row(
                "lineItems",
                item,
                ("title", $"{Texts.CategoryFinal}: {term}"),
                ("assignDate", day),
                ("dueDate", day),
                ("classSourcedId", SourcedId.Group(group.Key)),
                ("categorySourcedId", SourcedId.Category("final")),
                ("academicSessionSourcedId", SourcedId.Term(shownIn)),
                ("schoolSourcedId", org),
                ("metadata.kind", "final"),
                ("metadata.finalOf", shownIn == key.Term ? null : SourcedId.Term(key.Term)));
            foreach (var (id, final) in group)
            {
                var number = Cell.Number(final.Value!);
                yield return Layout.Row(
                    "results",
                    SourcedId.Of("finalMark", id),
                    ("lineItemSourcedId", item),
                    ("studentSourcedId", SourcedId.Student(final.StudentId!)),
                    ("scoreStatus", "fully graded"),
                    ("score", Cell.Decimal(number)),
                    ("scoreDate", day),
                    ("textScore", number is null ? Cell.Text(final.Value) : null),
                    ("classSourcedId", SourcedId.Group(group.Key)),
                    ("metadata.enteredAt", Cell.Moment(final.EnteredAt)));
            }
        }
    }
}

using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;

namespace ElJournal.Adapters.OneRoster.Mapping;

/// <summary>A class or group that learns a subject: the scheduled class with all who belong to it.</summary>
internal static class GroupRows
{
    public static IEnumerable<Row> Of(SchoolState state, GroupKey key)
    {
        if (state.School is not { } school || !state.Classes.TryGetValue(key.ClassId, out var group) || (key.SubjectId is { } named && !state.Subjects.ContainsKey(named)))
        {
            yield break;
        }

        var lessons = state.LessonsOf(key).Where(id => LessonRows.IsShown(state, state.Lessons[id])).ToList();
        var finals = FinalRows.In(state, key).ToList();
        if (lessons.Count == 0 && finals.Count == 0)
        {
            yield break;
        }

        var org = SourcedId.School(school.Id);
        var id = SourcedId.Group(key);
        var subject = key.SubjectId is null ? null : Cell.Text(state.Subjects[key.SubjectId].Name);
        var course = key.SubjectId is null ? SourcedId.Of("course", "group", key.ClassId) : SourcedId.Of("course", key.SubjectId);
        if (key.SubjectId is null)
        {
            yield return Layout.Row("courses", course, ("title", Cell.Text(group.Name)), ("orgSourcedId", org));
        }

        yield return Layout.Row(
            "classes",
            id,
            ("title", subject is null ? Cell.Text(group.Name) : $"{Cell.Text(group.Name)} {subject}"),
            ("grades", Cell.Integer(Terms.GradeOf(state, key.ClassId))),
            ("courseSourcedId", course),
            ("classType", "scheduled"),
            ("schoolSourcedId", org),
            ("termSourcedIds", string.Join(',', lessons.Select(lesson => LessonRows.TermOf(state, state.Lessons[lesson])).Concat(finals.Select(final => Terms.ShownIn(state, final.TermId!, key.ClassId))).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(SourcedId.Term))),
            ("subjects", key.SubjectId is null ? null : Cell.Entry(state.Subjects[key.SubjectId].Name)),
            ("metadata.groupKind", group.Kind));

        // Who is in a subgroup the journal does not say; who has a mark or an absence there is. Pupils who went elsewhere stay with what they got.
        var pupils = state.PupilsOf(key.ClassId)
            .Concat(lessons.SelectMany(state.MarksOf).Select(mark => state.Marks[mark].StudentId!))
            .Concat(lessons.SelectMany(state.AttendanceOf).Select(attendance => state.Attendance[attendance].StudentId!))
            .Concat(finals.Select(final => final.StudentId!))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var pupil in pupils.Where(state.Students.ContainsKey))
        {
            yield return Enrollments.Pupil(state, id, pupil, org);
        }

        foreach (var teacher in lessons.Select(lesson => state.Lessons[lesson].TeacherId).OfType<string>().Distinct(StringComparer.Ordinal).Where(state.Teachers.ContainsKey))
        {
            yield return Enrollments.Teacher(id, teacher, org, isClassTeacher: false);
        }
    }
}

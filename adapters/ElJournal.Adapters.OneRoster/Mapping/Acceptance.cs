using System.Globalization;
using ElJournal.Adapters.OneRoster.Delivered;

namespace ElJournal.Adapters.OneRoster.Mapping;

/// <summary>Whether a record can be shown. What cannot is refused rather than taken and lost: the host keeps it back with the reason and tries again.</summary>
internal static class Acceptance
{
    /// <returns>Code and words of the refusal; <see langword="null"/> when the record can be shown.</returns>
    public static (string Code, string Message)? Problem(SchoolState state, Data data) => data switch
    {
        TermData term => Missing("kind", term.Kind is "schoolYear" or "quarter" or "trimester" or "halfYear") ?? Missing("start", term.Start is not null) ?? Missing("end", term.End >= term.Start),
        ClassData group => Missing("name", Bundles.Cell.Text(group.Name) is not null) ?? (Terms.Parts(state).Any() ? null : ("no-term", Texts.RejectNoTerm)),
        SubjectData subject => Missing("name", Bundles.Cell.Entry(subject.Name) is not null),
        PersonData person => Missing("familyName", Bundles.Cell.Text(person.FamilyName) is not null) ?? Missing("givenName", Bundles.Cell.Text(person.GivenName) is not null) ?? Unknown("classId", person.ClassId is null || state.Classes.ContainsKey(person.ClassId)),
        LessonData lesson => Missing("date", lesson.Date is not null) ?? Unknown("classId", lesson.ClassId is not null && state.Classes.ContainsKey(lesson.ClassId))
            ?? Unknown("subjectId", lesson.SubjectId is null || state.Subjects.ContainsKey(lesson.SubjectId)) ?? (LessonRows.IsShown(state, lesson) ? null : ("no-term", Texts.RejectNoTerm)),
        HomeworkData work => OfLesson(state, work.LessonId) ?? Missing("text", Bundles.Cell.Text(work.Text) is not null),
        MarkData mark => OfLesson(state, mark.LessonId) ?? OfPupil(state, mark.StudentId) ?? Missing("value", Bundles.Cell.Text(mark.Value) is not null),
        AttendanceData attendance => OfLesson(state, attendance.LessonId) ?? OfPupil(state, attendance.StudentId) ?? Missing("kind", attendance.Kind is "absent" or "ill" or "excused" or "late"),
        FinalMarkData final => OfPupil(state, final.StudentId) ?? Unknown("subjectId", final.SubjectId is not null && state.Subjects.ContainsKey(final.SubjectId)) ?? Unknown("termId", final.TermId is not null && state.Terms.ContainsKey(final.TermId))
            ?? Missing("value", Bundles.Cell.Text(final.Value) is not null) ?? Unknown("classId", FinalRows.GroupOf(state, final) is not null) ?? (FinalRows.IsShown(state, final) ? null : ("no-term", Texts.RejectNoTerm)),
        _ => ("not-carried", Texts.RejectNotCarried),
    };

    private static (string, string)? OfLesson(SchoolState state, string? id) => Unknown("lessonId", id is not null && state.Lessons.TryGetValue(id, out var lesson) && LessonRows.IsShown(state, lesson));

    private static (string, string)? OfPupil(SchoolState state, string? id) => Unknown("studentId", id is not null && state.Students.ContainsKey(id));

    private static (string, string)? Missing(string column, bool filled) => filled ? null : ("missing-field", string.Format(CultureInfo.InvariantCulture, Texts.RejectMissing, column));

    private static (string, string)? Unknown(string column, bool known) => known ? null : ("unknown-reference", string.Format(CultureInfo.InvariantCulture, Texts.RejectUnknown, column));
}

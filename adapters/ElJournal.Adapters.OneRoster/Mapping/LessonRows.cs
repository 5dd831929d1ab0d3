using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;

namespace ElJournal.Adapters.OneRoster.Mapping;

/// <summary>A lesson with its homework, marks and attendance. OneRoster knows no lesson, so it is a line item, and so is each kind of work of it.</summary>
internal static class LessonRows
{
    public static string? TermOf(SchoolState state, LessonData lesson) => lesson is { Date: { } day, ClassId: { } group } ? Terms.Of(state, day, group) : null;

    public static bool IsShown(SchoolState state, LessonData lesson) =>
        lesson.ClassId is { } group && state.Classes.ContainsKey(group) && (lesson.SubjectId is null || state.Subjects.ContainsKey(lesson.SubjectId)) && TermOf(state, lesson) is not null;

    public static IEnumerable<Row> Of(SchoolState state, string key)
    {
        if (state.School is not { } school || !state.Lessons.TryGetValue(key, out var lesson) || !IsShown(state, lesson))
        {
            return [];
        }

        var unit = new Unit(state, key, lesson, SourcedId.Group(SchoolState.GroupOf(lesson)), SourcedId.Term(TermOf(state, lesson)!), SourcedId.School(school.Id), TimeZoneInfo.FindSystemTimeZoneById(school.Zone));
        return [unit.Lesson(), .. unit.Homework(), .. unit.Marks(), .. unit.Attendance()];
    }

    private sealed record Unit(SchoolState State, string Key, LessonData Data, string Class, string Term, string Org, TimeZoneInfo Zone)
    {
        private string Day => Cell.Day(Data.Date!.Value);

        private string Title => Cell.Text(Data.Topic) ?? Cell.Text(Data.SubjectId is { } subject ? State.Subjects[subject].Name : State.Classes[Data.ClassId!].Name)!;

        public Row Lesson() => Layout.Row(
            "lineItems",
            SourcedId.Lesson(Key),
            ("title", Title),
            ("assignDate", Day),
            ("dueDate", Day),
            ("classSourcedId", Class),
            ("categorySourcedId", SourcedId.Category("lesson")),
            ("academicSessionSourcedId", Term),
            ("schoolSourcedId", Org),
            ("metadata.kind", "lesson"),
            ("metadata.lessonNumber", Cell.Integer(Data.Number)),
            ("metadata.lessonStart", At(Data.Start)),
            ("metadata.lessonEnd", At(Data.End)),
            ("metadata.teacherSourcedId", Teacher(Data.TeacherId)),
            ("metadata.replacedTeacherSourcedId", Teacher(Data.ReplacesTeacherId)),
            ("metadata.lessonStatus", Data.Status));

        public IEnumerable<Row> Homework() => State.HomeworkOf(Key).Select(key => (Key: key, Work: State.Homework[key])).Select(homework => Layout.Row(
            "lineItems",
            SourcedId.Of("homework", homework.Key),
            ("title", Texts.CategoryHomework),
            ("description", Cell.Text(homework.Work.Text)),
            ("assignDate", Day),
            ("dueDate", Cell.Day(homework.Work.DueDate) ?? Day),
            ("classSourcedId", Class),
            ("categorySourcedId", SourcedId.Category("homework")),
            ("academicSessionSourcedId", Term),
            ("schoolSourcedId", Org),
            ("metadata.kind", "homework"),
            ("metadata.lessonSourcedId", SourcedId.Lesson(Key)),
            ("metadata.dueKnown", homework.Work.DueDate is null ? "false" : "true")));

        /// <summary>A line item can hold one result of a pupil, so a second mark for the same work needs a second one.</summary>
        public IEnumerable<Row> Marks()
        {
            foreach (var work in State.MarksOf(Key).Select(key => (Key: key, Mark: State.Marks[key])).Where(mark => State.Students.ContainsKey(mark.Mark.StudentId!)).GroupBy(mark => string.IsNullOrWhiteSpace(mark.Mark.Work) ? string.Empty : mark.Mark.Work))
            {
                var numbered = work.GroupBy(mark => mark.Mark.StudentId!).SelectMany(pupil => pupil.Select((mark, place) => (mark.Key, mark.Mark, Place: place + 1))).ToList();
                foreach (var place in numbered.Select(mark => mark.Place).Distinct().Order())
                {
                    yield return WorkItem(work.Key, place);
                }

                foreach (var (key, mark, place) in numbered)
                {
                    var number = Cell.Number(mark.Value!);
                    yield return Layout.Row(
                        "results",
                        SourcedId.Of("mark", key),
                        ("lineItemSourcedId", WorkId(work.Key, place)),
                        ("studentSourcedId", SourcedId.Student(mark.StudentId!)),
                        ("scoreStatus", "fully graded"),
                        ("score", Cell.Decimal(number)),
                        ("scoreDate", Day),
                        ("textScore", number is null ? Cell.Text(mark.Value) : null),
                        ("classSourcedId", Class),
                        ("metadata.enteredAt", Cell.Moment(mark.EnteredAt)),
                        ("metadata.weight", Cell.Decimal(mark.Weight)));
                }
            }
        }

        public IEnumerable<Row> Attendance() => State.AttendanceOf(Key).Select(key => (Key: key, Is: State.Attendance[key])).Where(attendance => State.Students.ContainsKey(attendance.Is.StudentId!)).Select(attendance => Layout.Row(
            "results",
            SourcedId.Of("attendance", attendance.Key),
            ("lineItemSourcedId", SourcedId.Lesson(Key)),
            ("studentSourcedId", SourcedId.Student(attendance.Is.StudentId!)),
            ("scoreStatus", "exempt"),
            ("scoreDate", Day),
            ("classSourcedId", Class),
            ("metadata.attendance", attendance.Is.Kind),
            ("metadata.enteredAt", Cell.Moment(attendance.Is.EnteredAt))));

        private Row WorkItem(string work, int place) => Layout.Row(
            "lineItems",
            WorkId(work, place),
            ("title", Cell.Text(work) ?? Texts.CategoryWork),
            ("assignDate", Day),
            ("dueDate", Day),
            ("classSourcedId", Class),
            ("categorySourcedId", SourcedId.WorkCategory(work)),
            ("academicSessionSourcedId", Term),
            ("schoolSourcedId", Org),
            ("metadata.kind", "work"),
            ("metadata.lessonSourcedId", SourcedId.Lesson(Key)));

        private string WorkId(string work, int place) => SourcedId.Of("work", Key, work, Cell.Integer(place)!);

        private string? Teacher(string? id) => id is not null && State.Teachers.ContainsKey(id) ? SourcedId.Teacher(id) : null;

        private string? At(TimeOnly? time)
        {
            if (time is not { } clock)
            {
                return null;
            }

            var local = Data.Date!.Value.ToDateTime(clock);
            return Cell.Moment(new DateTimeOffset(local, Zone.GetUtcOffset(local)));
        }
    }
}

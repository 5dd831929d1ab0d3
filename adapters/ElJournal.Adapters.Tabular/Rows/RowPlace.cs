namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>Where a row lies in time.</summary>
/// <param name="IsInside">Whether its day is among those wanted; a row without a day always is.</param>
/// <param name="Problem">Why its day is not known.</param>
internal readonly record struct RowPlace(bool IsInside, Told? Problem = null)
{
    /// <summary>Finds the row's day, by its own column or by its lesson, and notes the day of a lesson for others.</summary>
    public static RowPlace Of(Row row, Table table, ReadContext context)
    {
        if (table.DayColumn is { } dayColumn)
        {
            if (row.Day(dayColumn) is not { } day)
            {
                return new(IsInside: false, row.Problem ?? Told.Empty(table.Columns[dayColumn].Name));
            }

            var isWanted = context.Wants(day, row[table.ClassColumn!.Value]);
            context.Lessons!.SetDay(row[0], day, isWanted);
            return new(isWanted);
        }

        return table.LessonColumn is { } lessonColumn ? OfLesson(row[lessonColumn], table.Columns[lessonColumn].Name, context) : new(IsInside: true);
    }

    private static RowPlace OfLesson(string lessonId, string column, ReadContext context)
    {
        return
            lessonId.Length == 0 ? new(IsInside: false, Told.Empty(column))
            : !context.Lessons!.TryGet(lessonId, out var lesson) ? new(IsInside: false, Told.Of($"lesson '{lessonId}' is not in {context.NameOf(RecordKind.Lesson)}", Texts.LessonNowhere, lessonId, context.NameOf(RecordKind.Lesson)))
            : lesson.Day is not null ? new(lesson.IsWanted)
            : new(IsInside: false, Told.Of($"the row of lesson '{lessonId}' ({context.NameOf(RecordKind.Lesson)}, line {lesson.Line}) was skipped", Texts.LessonSkipped, lessonId, context.NameOf(RecordKind.Lesson), lesson.Line));
    }
}

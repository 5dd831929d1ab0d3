namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>Where a row lies in time.</summary>
/// <param name="IsInside">Whether its day is among those wanted; a row without a day always is.</param>
/// <param name="Problem">English: why its day is not known.</param>
internal readonly record struct RowPlace(bool IsInside, string? Problem = null)
{
    /// <summary>Finds the row's day, by its own column or by its lesson, and notes the day of a lesson for others.</summary>
    public static RowPlace Of(Row row, Table table, ReadContext context)
    {
        if (table.DayColumn is { } dayColumn)
        {
            if (row.Day(dayColumn) is not { } day)
            {
                return new(IsInside: false, row.Problem ?? $"{table.Columns[dayColumn].Name} is empty");
            }

            context.Lessons!.SetDay(row[0], day);
            return new(context.Windows.Contains(day));
        }

        return table.LessonColumn is { } lessonColumn ? OfLesson(row[lessonColumn], table.Columns[lessonColumn].Name, context) : new(IsInside: true);
    }

    private static RowPlace OfLesson(string lessonId, string column, ReadContext context)
    {
        return
            lessonId.Length == 0 ? new(IsInside: false, $"{column} is empty")
            : !context.Lessons!.TryGet(lessonId, out var lesson) ? new(IsInside: false, $"lesson '{lessonId}' is not in {context.NameOf(RecordKind.Lesson)}")
            : lesson.Day is { } day ? new(context.Windows.Contains(day))
            : new(IsInside: false, $"the row of lesson '{lessonId}' ({context.NameOf(RecordKind.Lesson)}, line {lesson.Line}) was skipped");
    }
}

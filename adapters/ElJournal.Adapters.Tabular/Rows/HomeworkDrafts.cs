namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>Joins the works of each lesson to one record: texts in the file's order, the earliest entry and the earliest due day.</summary>
internal sealed class HomeworkDrafts
{
    private readonly Dictionary<string, Homework> drafts = new(StringComparer.Ordinal);
    private readonly HashSet<string> spoilt = new(StringComparer.Ordinal);

    public void Add(Homework work)
    {
        ref var draft = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(drafts, work.LessonId, out var exists);
        draft = !exists || draft is null ? work : new Homework(work.LessonId, $"{draft.Text}\n{work.Text}", Earlier(draft.DueDate, work.DueDate), Earlier(draft.Entered, work.Entered));
    }

    /// <summary>A lesson with a bad row is not sent at all: half of its homework would look like a change.</summary>
    public void Spoil(string lessonId) => spoilt.Add(lessonId);

    /// <summary>The records, in the order of the file.</summary>
    public IEnumerable<Homework> All() => drafts.Values.Where(work => !spoilt.Contains(work.LessonId));

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;

    private static EntryTime? Earlier(EntryTime? one, EntryTime? other) => one is null || other?.At < one.Value.At ? other ?? one : one;
}

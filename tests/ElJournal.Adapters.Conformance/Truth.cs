using System.Globalization;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Conformance;

/// <summary>Compares a disturbed read with a sound one of the same world and window.</summary>
/// <remarks>The methods return what is wrong, one sentence each; nothing is right.</remarks>
public static class Truth
{
    private const int Enough = 10;

    /// <summary>Complete, or incomplete and said so, never wrong: what is claimed as read is all there, what is there is as it was, and what is not claimed is named.</summary>
    public static IReadOnlyList<string> Violations(ReadOutcome sound, ReadOutcome read) => [.. Altered(sound, read).Concat(Missing(sound, read)).Concat(Silent(sound, read)).Take(Enough)];

    /// <summary>Records that the sound read does not have, or has with another content.</summary>
    public static IEnumerable<string> Altered(ReadOutcome sound, ReadOutcome read) =>
        read.Records.Where(record => !sound.ByKey.TryGetValue((record.Kind, record.Key), out var same) || !same.Contains(record))
            .Select(record => $"{record.Kind} {record.Key} came, and the sound read {(sound.ByKey.ContainsKey((record.Kind, record.Key)) ? "has another content of it" : "has no such record")}");

    /// <summary>Records of scopes claimed as read that did not come and were not named as skipped.</summary>
    public static IEnumerable<string> Missing(ReadOutcome sound, ReadOutcome read) =>
        from claim in read.Complete
        from record in sound.Records
        where sound.IsIn(claim.Scope, record) && !read.ByKey.ContainsKey((record.Kind, record.Key)) && !IsSkipped(read, record)
        select $"{record.Kind} {record.Key} lies in a scope that is claimed as read ({Text(claim.Scope)}) and did not come";

    /// <summary>Records that did not come, lie in no scope claimed as read, and in none named as unread either, although the read ended without a failure.</summary>
    public static IEnumerable<string> Silent(ReadOutcome sound, ReadOutcome read)
    {
        if (read.Failure is not null)
        {
            return [];
        }

        var said = read.Items.Select(item => item switch { ScopeRead claim => claim.Scope, ScopeUnread unread => unread.Scope, ScopeUnchanged same => same.Scope, _ => null }).OfType<ReadScope>().ToLookup(scope => scope.Kind);
        return sound.Records.Where(record => !sound.Traits.SeenThroughDays.Contains(record.Kind) && !IsSkipped(read, record) && !said[record.Kind].Any(scope => sound.IsIn(scope, record)))
            .Select(record => $"{record.Kind} {record.Key} lies in no scope that the read speaks of, and the read did not fail");
    }

    /// <summary>Whether everything that the sound read claims is claimed by this one.</summary>
    public static bool IsComplete(ReadOutcome sound, ReadOutcome read) => read.Failure is null && !read.Unread.Any() && sound.Records.All(record => sound.Traits.SeenThroughDays.Contains(record.Kind) || read.Complete.Any(claim => sound.IsIn(claim.Scope, record)));

    /// <summary>Records of one key with different contents.</summary>
    public static IReadOnlyList<string> Ambiguous(ReadOutcome read) =>
        [.. read.ByKey.Where(pair => pair.Value.Distinct().Skip(1).Any()).Take(Enough).Select(pair => $"{pair.Key.Kind} {pair.Key.Key} came {pair.Value.Length} times with different contents")];

    /// <summary>Contents as people see them: no ids that a system makes, no lesson numbers, no positions. What the ledger goes by when ids change.</summary>
    public static IReadOnlyList<string> Contents(ReadOutcome read)
    {
        var groups = read.Records.OfType<ClassGroup>().DistinctBy(group => group.Id).ToDictionary(group => group.Id, group => group.Name, StringComparer.Ordinal);
        var people = read.Records.OfType<Student>().Select(student => (student.Id, Name: $"{student.FamilyName} {student.GivenName} {student.MiddleName}"))
            .Concat(read.Records.OfType<Teacher>().Select(teacher => (teacher.Id, Name: $"{teacher.FamilyName} {teacher.GivenName} {teacher.MiddleName}")))
            .DistinctBy(person => person.Id).ToDictionary(person => person.Id, person => person.Name, StringComparer.Ordinal);
        var subjects = read.Records.OfType<Subject>().DistinctBy(subject => subject.Id).ToDictionary(subject => subject.Id, subject => subject.Name, StringComparer.Ordinal);
        var lessons = read.Records.OfType<Lesson>().DistinctBy(lesson => lesson.Id).ToDictionary(lesson => lesson.Id, StringComparer.Ordinal);
        return [.. read.Records.Where(record => record.Kind.IsDated()).Distinct().Select(record => record switch
        {
            Lesson lesson => $"lesson {Place(lesson.Id)} {Named(people, lesson.TeacherId)} «{lesson.Topic}» {lesson.Status}",
            Homework homework => $"homework {Place(homework.LessonId)} «{homework.Text}»",
            Mark mark => $"mark {Place(mark.LessonId)} {Named(people, mark.StudentId)} {mark.Value} {mark.Work}",
            Attendance attendance => $"attendance {Place(attendance.LessonId)} {Named(people, attendance.StudentId)} {attendance.AttendanceKind}",
            _ => "",
        }).Order(StringComparer.Ordinal)];

        string Place(string lessonId) => lessons.TryGetValue(lessonId, out var lesson)
            ? string.Create(CultureInfo.InvariantCulture, $"{lesson.Day:yyyy-MM-dd} {Named(groups, lesson.ClassId)} {Named(subjects, lesson.SubjectId)}")
            : "(lesson unknown)";

        static string Named(Dictionary<string, string> names, string? id) => id is null ? "–" : names.GetValueOrDefault(id) ?? id;
    }

    /// <summary>What one list has more often than the other, shortened.</summary>
    public static string Difference(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in expected)
        {
            counts[text] = counts.GetValueOrDefault(text) + 1;
        }

        foreach (var text in actual)
        {
            counts[text] = counts.GetValueOrDefault(text) - 1;
        }

        return string.Join('\n', counts.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(Enough)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{(pair.Value > 0 ? "-" : "+")}{Math.Abs(pair.Value)} {pair.Key}")));
    }

    private static bool IsSkipped(ReadOutcome read, JournalRecord record) => read.Skipped.Any(skipped => skipped.Kind == record.Kind && (skipped.Key is null || string.Equals(skipped.Key, record.Key, StringComparison.Ordinal)));

    private static string Text(ReadScope scope) => $"{scope.Kind}, {(scope.ClassIds is null ? "whole school" : $"{scope.ClassIds.Count} classes")}, {(scope.Days is { } days ? $"{days.From:yyyy-MM-dd}–{days.To:yyyy-MM-dd}" : "no days")}";
}

using System.Data.Common;
using System.Text;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>
/// Who usually gives a subject to a group, for sources that do not show substitutions: a lesson that somebody else gave may have been one, and what is only asked
/// of the usual teacher must then not be missed. That is a guess, so it acquits and never accuses, and is neither stored nor delivered.
/// </summary>
internal sealed class UsualTeachers
{
    /// <summary>Whoever gives at least every fourth lesson is no substitute.</summary>
    private const int Share = 4;

    private const string Sql = """
        SELECT "Class", "Subject", "Teacher", COUNT(*) FROM records
        WHERE "Book" = ?1 AND "Kind" = 6 AND "Deleted" = 0 AND "Subject" IS NOT NULL AND "Teacher" IS NOT NULL AND "ReplacesTeacher" IS NULL GROUP BY "Class", "Subject", "Teacher"
        """;

    private readonly Dictionary<(string Group, string Subject), List<string>> usual;

    private UsualTeachers(Dictionary<(string Group, string Subject), List<string>> usual) => this.usual = usual;

    public static UsualTeachers Read(DbConnection connection, int book)
    {
        var counted = new Dictionary<(string, string), List<(string Teacher, int Lessons)>>();
        using var statement = new LedgerStatement(connection, Sql);
        statement.Bind(1, book);
        while (statement.Step())
        {
            var key = (statement.Text(0), statement.Text(1));
            if (!counted.TryGetValue(key, out var teachers))
            {
                counted.Add(key, teachers = []);
            }

            teachers.Add((statement.Text(2), statement.Int(3)));
        }

        return new(counted.ToDictionary(pair => pair.Key, pair => Of(pair.Value)));
    }

    /// <summary>Whom the teacher stood in for, if the lesson looks like a substitution.</summary>
    public string? ReplacedBy(string? teacher, string group, string? subject) =>
        teacher is not null && subject is not null && usual.TryGetValue((group, subject), out var teachers) && !teachers.Contains(teacher) ? teachers[0] : null;

    /// <summary>Writes down what judging rests on.</summary>
    public void AppendTo(StringBuilder text)
    {
        foreach (var ((group, subject), teachers) in usual.OrderBy(pair => pair.Key.Group, StringComparer.Ordinal).ThenBy(pair => pair.Key.Subject, StringComparer.Ordinal))
        {
            text.Append(group).Append('\t').Append(subject).Append('\t').AppendJoin(' ', teachers).Append('\n');
        }
    }

    private static List<string> Of(List<(string Teacher, int Lessons)> teachers)
    {
        var all = teachers.Sum(teacher => teacher.Lessons);
        return [.. teachers.Where(teacher => teacher.Lessons * Share >= all).OrderByDescending(teacher => teacher.Lessons).ThenBy(teacher => teacher.Teacher, StringComparer.Ordinal).Select(teacher => teacher.Teacher)];
    }
}

using System.Security.Cryptography;
using System.Text;

namespace ElJournal.Adapters.OneRoster.Mapping;

/// <summary>Stable ids: what the row is, then the record's key. A pupil and a teacher of equal keys stay apart, and no id holds a comma, a blank or a sign that a spreadsheet would run.</summary>
internal static class SourcedId
{
    private const int Longest = 200;

    public static string Of(string what, params ReadOnlySpan<string> parts)
    {
        var id = new StringBuilder(what);
        foreach (var part in parts)
        {
            // The colon is escaped inside parts, so no two lists of parts give the same id.
            id.Append(':').Append(Uri.EscapeDataString(part));
        }

        return id.Length <= Longest ? id.ToString() : $"{what}:~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id.ToString())))}";
    }

    public static string School(string id) => Of("school", id);

    public static string Term(string id) => Of("term", id);

    public static string Student(string id) => Of("student", id);

    public static string Teacher(string id) => Of("teacher", id);

    public static string Homeroom(string classId) => Of("class", classId);

    public static string Group(GroupKey group) => group.SubjectId is { } subject ? Of("group", group.ClassId, subject) : Of("group", group.ClassId);

    public static string Lesson(string id) => Of("lesson", id);

    public static string Category(string kind) => Of("category", kind);

    public static string WorkCategory(string? work) => string.IsNullOrWhiteSpace(work) ? Category("work") : Of("category", "work", work);
}

/// <summary>Those who learn a subject together: a class or group, and what it is taught.</summary>
internal readonly record struct GroupKey(string ClassId, string? SubjectId);

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Judging.Evaluating;

/// <summary>A hash of all that findings rest on besides records, reads and the clock. A new one makes everything worth judging again.</summary>
internal static class Basis
{
    private static readonly JsonSerializerOptions Form = new() { Converters = { new JsonStringEnumConverter() }, WriteIndented = false };

    public static string Of(SchoolRuntime school, IReadOnlyList<JudgingScene> scenes)
    {
        var text = new StringBuilder(school.Fingerprint).Append('\n');
        foreach (var scene in scenes)
        {
            Append(text, scene);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, JudgingScene scene)
    {
        var facts = scene.Facts;
        text.Append(CultureInfo.InvariantCulture, $"{scene.Book.Id} {scene.Days.From:yyyy-MM-dd} {scene.Days.To:yyyy-MM-dd} {scene.Book.FirstReadAt} {facts.Calendar.Zone.Id}\n");
        text.Append(JsonSerializer.Serialize(facts.Excuses.All, Form)).Append('\n');
        text.Append(JsonSerializer.Serialize(new { Shown = facts.Source.Shown.Order(), facts.Source.ShowsHomeworkAtLessonGiven, facts.Source.ShowsTopics, facts.Source.ShowsAverages }, Form)).Append('\n');
        scene.Usual?.AppendTo(text);
        text.Append(JsonSerializer.Serialize(facts.Calendar.Settings.ClassDays, Form)).Append('\n');
        foreach (var group in scene.Roster.Groups.OrderBy(group => group.Id, StringComparer.Ordinal))
        {
            text.Append(JsonSerializer.Serialize(new { group.Id, group.Name, group.RootId, group.Grade, group.Kind }, Form)).Append('\n');
        }

        // Whose marks they are decides by the pupil's own class, wherever the lesson was given.
        foreach (var student in scene.Roster.Students.OrderBy(student => student.Id, StringComparer.Ordinal))
        {
            text.Append(student.Id).Append(' ').Append(student.ClassId).Append('\n');
        }

        foreach (var subject in scene.Roster.Subjects.OrderBy(subject => subject.Id, StringComparer.Ordinal))
        {
            text.Append(subject.Id).Append(' ').Append(subject.Name).Append('\n');
        }

        foreach (var term in scene.Roster.Terms)
        {
            text.Append(JsonSerializer.Serialize(new { term.Id, term.TermKind, term.Start, term.End }, Form)).Append('\n');
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Judging.Evaluating;

/// <summary>A hash of all that findings rest on besides records, reads and the clock. A new one makes everything worth judging again.</summary>
internal static class Basis
{
    private static readonly JsonSerializerOptions Form = new() { Converters = { new JsonStringEnumConverter() }, WriteIndented = false };

    public static string Of(JudgingSettings settings, IReadOnlyList<JudgingScene> scenes)
    {
        var text = new StringBuilder();
        foreach (var rule in RuleCatalog.All)
        {
            text.Append(rule.Info.Id).Append(' ').Append(rule.Info.Version).Append('\n');
            foreach (var entry in settings.SettingsOf(rule).All)
            {
                text.Append(JsonSerializer.Serialize(entry, rule.Info.SettingsType, Form)).Append('\n');
            }
        }

        var policy = settings.Policy;
        text.Append(JsonSerializer.Serialize(new { policy.Terms, policy.Shifts, policy.Subjects, Works = policy.Works.OrderBy(work => work.Key, StringComparer.Ordinal) }, Form)).Append('\n');
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
        text.Append(JsonSerializer.Serialize(new { Shown = facts.Source.Shown.Order(), facts.Source.ShowsHomeworkAtLessonGiven, facts.Source.ShowsTopics }, Form)).Append('\n');
        Append(text, facts.Calendar.Settings);
        foreach (var group in scene.Roster.Groups.OrderBy(group => group.Id, StringComparer.Ordinal))
        {
            text.Append(JsonSerializer.Serialize(new { group.Id, group.Name, group.RootId, group.Grade, group.Kind }, Form)).Append('\n');
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

    private static void Append(StringBuilder text, CalendarSettings calendar)
    {
        // Sets have no order of their own.
        text.Append(JsonSerializer.Serialize(
            new
            {
                Working = calendar.WorkingDays.Order(),
                DaysOff = calendar.DaysOff.Order(),
                calendar.Vacations,
                Extra = calendar.ExtraWorkingDays.Order(),
                Overrides = calendar.Overrides.Select(change => new
                {
                    change.Grades,
                    change.Classes,
                    Working = change.WorkingDays?.Order(),
                    DaysOff = change.DaysOff.Order(),
                    change.Vacations,
                    Extra = change.ExtraWorkingDays.Order(),
                }),
                calendar.ClassDays,
            },
            Form)).Append('\n');
    }
}

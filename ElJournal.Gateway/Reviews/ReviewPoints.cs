using System.Collections.Immutable;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reviews;

/// <summary>What of a review asks for a decision: open findings above «к сведению», by rule, class and subject.</summary>
internal static class ReviewPoints
{
    public static ImmutableArray<(ReviewPoint Point, ImmutableArray<string> Findings)> Of(ReviewContent content) =>
    [
        .. content.Findings.Where(findings => findings.Severity != Severity.Info && !findings.Open.IsEmpty)
            .GroupBy(findings => (findings.Rule, findings.Title, findings.ClassId, findings.Subject))
            .Select(group => (Name: Class(content, group.Key.ClassId), group.Key, Ids: group.SelectMany(findings => findings.Open).Order(StringComparer.Ordinal).ToImmutableArray(), Messages: group.Select(findings => findings.Message).ToList()))
            .OrderBy(point => point.Key.ClassId is { } id && content.Classes.TryGetValue(id, out var known) ? known.Grade ?? int.MaxValue : int.MaxValue)
            .ThenBy(point => point.Name, ClassName.Order).ThenBy(point => point.Key.Subject, StringComparer.Ordinal).ThenBy(point => point.Key.Rule, StringComparer.Ordinal)
            .Select(point => (new ReviewPoint(Text(point.Name, point.Key.Subject, point.Key.Title, point.Ids.Length, point.Messages), point.Key.ClassId), point.Ids)),
    ];

    private static string Class(ReviewContent content, string? id) => string.IsNullOrEmpty(id) ? Texts.WholeSchool : content.Classes.TryGetValue(id, out var known) ? known.Name : id;

    private static string Text(string name, string? subject, string title, int count, List<string?> messages) =>
        count == 1 && messages is [{ } message]
            ? message
            : Phrase.Of(Texts.Point, subject is null ? name : $"{name}, {SubjectPhrase.InSentence(subject)}", title, Plural.Of(count, Texts.FormsFinding));
}

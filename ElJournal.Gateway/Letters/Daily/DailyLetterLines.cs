using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>The lists of a daily letter, cut where they get long.</summary>
internal static class DailyLetterLines
{
    /// <summary>Rules whose findings are marks, so that their number can be said as such.</summary>
    private static readonly FrozenSet<string> RulesOnMarks = FrozenSet.Create(StringComparer.Ordinal, "grade-one-no-marks", "mark-for-absent", "late-change");

    private static readonly string[] SchoolDayWords = Texts.SchoolDayNumbers.Split('|');

    public static LetterPart Lessons(DailyLetterModel model, string heading, IReadOnlyList<LessonLine> lines, bool dated)
    {
        var ordered = lines
            .OrderBy(line => line.AbsentTeacher is null ? 0 : 1).ThenBy(line => line.Teacher is null ? 1 : 0)
            .ThenBy(Name, StringComparer.Ordinal).ThenBy(line => line.Day).ThenBy(line => line.Number).ThenBy(line => line.Class, ClassName.Order).ToList();
        return new GroupedPart(heading, Groups(ordered.Take(DailyLetterWriter.LongestList), Name, line => Line(line, dated)), More(model, ordered.Count));
    }

    /// <summary>One part per rule, so that its title stands as heading; pupils are only counted.</summary>
    public static IEnumerable<LetterPart> Others(DailyLetterModel model)
    {
        var room = DailyLetterWriter.LongestList;
        foreach (var rule in model.Others)
        {
            var lines = rule.Lines.OrderBy(line => line.Teacher is null ? 1 : 0).ThenBy(line => line.Teacher, StringComparer.Ordinal).ThenBy(line => line.Day).ThenBy(line => line.Number).ThenBy(line => line.Class, ClassName.Order).ToList();
            // The heading asks already.
            var heading = $"{Texts.HeadingOthers}: {rule.Title.Replace(Texts.TitleAsks, "", StringComparison.Ordinal)}";
            yield return new GroupedPart(
                heading,
                Groups(lines.Take(room), line => line.Teacher ?? (line.Message is null ? Texts.TeacherUnnamed : Texts.OthersSchool), line => line.Message ?? Line(line, RulesOnMarks.Contains(rule.Rule))),
                lines.Count > room ? Cut(model, lines.Count - Math.Max(0, room)) : null);
            room = Math.Max(0, room - lines.Count);
        }

        if (model.OthersLeft > 0)
        {
            yield return new SentencePart($"{Texts.HeadingOthers}:", [Phrase.Of(Texts.OthersLeft, Plural.Of(model.OthersLeft, Texts.FormsItem))]);
        }
    }

    public static LetterPart NotChecked(DailyLetterModel model)
    {
        var scopes = model.NotChecked.Take(DailyLetterWriter.LongestList).Select(Scope).ToList();
        var cut = model.NotChecked.Length - scopes.Count;
        if (cut > 0)
        {
            scopes.Add(Phrase.Of(Texts.MoreUnchecked, Plural.Of(cut, Texts.FormsLine)).TrimEnd('.'));
        }

        return new SentencePart(Texts.HeadingNotChecked, [string.Join("; ", scopes) + ".", Texts.NotCheckedEnd]);
    }

    private static string Scope(UncheckedScope scope)
    {
        var who = scope.Classes.IsEmpty ? Texts.UncheckedSchool : string.Join(", ", scope.Classes);
        var lessons = scope.Lessons > 0 ? $", {Plural.Of(scope.Lessons, Texts.FormsLesson)}" : "";
        var kinds = scope.Kinds.IsEmpty ? "" : $", {string.Join(", ", scope.Kinds.Select(Kind).Distinct(StringComparer.Ordinal))}";
        return $"{who}{lessons}{kinds}, {Reason(scope.Reason)}";
    }

    private static string Kind(RecordKind kind) => Texts.ResourceManager.GetString($"Kind_{kind}", CultureInfo.InvariantCulture) ?? Texts.Kind_Roster;

    internal static string Reason(string reason) =>
        Texts.ResourceManager.GetString($"Reason_{reason.Replace('-', '_')}", CultureInfo.InvariantCulture) ?? Phrase.Of(Texts.Reason_other, reason);

    private static string Name(LessonLine line) =>
        line.AbsentTeacher is not null ? Texts.SubstitutionUnnamed : line.Teacher ?? Texts.TeacherUnnamed;

    private static string Line(LessonLine line, bool dated)
    {
        var text = Where(line.Class, line.ClassKind, line.Subject, line.Number, dated ? line.Day : null);
        if (line.AbsentTeacher is { } absent)
        {
            return $"{text} {Phrase.Of(Texts.AbsentTeacher, absent)}";
        }

        text = $"{text}: {string.Join(", ", line.Parts.Select(Part))}";
        if (line.Again)
        {
            text = $"{text} {Texts.Again}";
        }

        return line.SchoolDay switch
        {
            < 2 => text,
            var day when day - 2 < SchoolDayWords.Length => $"{text} {Phrase.Of(Texts.SchoolDayWord, SchoolDayWords[day - 2])}",
            var day => $"{text} {Phrase.Of(Texts.SchoolDayNumber, day)}",
        };
    }

    private static string Line(RuleLine line, bool marks)
    {
        var text = Where(line.Class, line.ClassKind, line.Subject, line.Number, line.Day);
        text = marks ? $"{text}: {Plural.Of(line.Count, Texts.FormsMark)}" : line.Count > 1 ? $"{text}: {Plural.Of(line.Count, Texts.FormsItem)}" : text;
        return line.Blocked ? $"{text} ({Texts.RuleLineBlocked})" : text;
    }

    /// <summary>Groups that are not classes have no lesson numbers that mean anything to a reader.</summary>
    private static string Where(string? group, ClassKind kind, string? subject, int? number, DateOnly? day)
    {
        var parts = new List<string>(4);
        if (group is not null)
        {
            parts.Add(group);
        }

        if (subject is not null)
        {
            parts.Add(SubjectPhrase.InSentence(subject));
        }

        if (day is { } date)
        {
            parts.Add(RussianDates.Short(date));
        }

        if (number is { } place && kind is ClassKind.Class or ClassKind.Subgroup or ClassKind.HomeSchooling)
        {
            parts.Add(Phrase.Of(Texts.LessonNumber, number));
        }

        return string.Join(", ", parts);
    }

    private static string Part(string part) => Texts.ResourceManager.GetString($"Part_{part}", CultureInfo.InvariantCulture) ?? part;

    private static ImmutableArray<LineGroup> Groups<T>(IEnumerable<T> lines, Func<T, string> name, Func<T, string> text) =>
        [.. lines.GroupBy(name, StringComparer.Ordinal).Select(group => new LineGroup(group.Key, [.. group.Select(text)]))];

    private static string? More(DailyLetterModel model, int count) =>
        count > DailyLetterWriter.LongestList ? Cut(model, count - DailyLetterWriter.LongestList) : null;

    private static string Cut(DailyLetterModel model, int count) => Phrase.Of(Texts.More, Plural.Of(count, Texts.FormsLine), model.SchoolId);
}

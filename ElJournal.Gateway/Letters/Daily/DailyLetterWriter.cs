using System.Collections.Immutable;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>Puts a daily letter into words.</summary>
internal static class DailyLetterWriter
{
    /// <summary>Lists longer than this are cut.</summary>
    public const int LongestList = 30;

    public static LetterDocument Write(DailyLetterModel model) => new(Subject(model), Lead(model), Parts(model), Closing(model));

    private static string Subject(DailyLetterModel model)
    {
        var told = new List<string>();
        if (Weightiest(model) is { } weightiest)
        {
            told.Add(weightiest);
        }

        if (model.SomethingUnchecked)
        {
            told.Add(told.Count == 0 && model.Totals.NotChecked == model.Totals.Lessons ? Texts.SubjectNothingChecked : Texts.SubjectUnchecked);
        }

        if (told.Count == 0)
        {
            told.Add(model.Totals.NotYetDue > 0 ? Texts.SubjectQuietSoFar : model.Fixed > 0 ? Texts.SubjectFixed : Texts.SubjectQuiet);
        }

        return Phrase.Of(Texts.SubjectDaily, RussianDates.Several(model.Days), string.Join(", ", told));
    }

    /// <summary>One thing only: a subject that lists everything is not read.</summary>
    private static string? Weightiest(DailyLetterModel model)
    {
        var (missing, clarifying) = (model.Totals.Missing, model.Totals.Clarifying);
        var others = model.Others.Sum(rule => rule.Lines.Length);
        var (dueSince, asked) = (model.New.Count(line => line.Teacher is not null), model.New.Count(line => line.Teacher is null));
        var earlier = model.Left.Length + model.OthersLeft;
        return missing > 0 ? $"{Plural.Form(missing, Texts.FormsSubjectMissing)} {Plural.Of(missing, Texts.FormsLesson)}"
            : clarifying > 0 ? $"{Plural.Form(clarifying, Texts.FormsSubjectClarifying)} {Plural.Of(clarifying, Texts.FormsLesson)}"
            : dueSince > 0 ? Phrase.Of(Texts.SubjectNewEarlier, Plural.Form(dueSince, Texts.FormsSubjectMissing), Plural.Of(dueSince, Texts.FormsLesson))
            : asked > 0 ? Phrase.Of(Texts.SubjectNewEarlier, Plural.Form(asked, Texts.FormsSubjectClarifying), Plural.Of(asked, Texts.FormsLesson))
            : others > 0 ? Phrase.Of(Texts.SubjectOthers, Plural.Of(others, Texts.FormsItem))
            : model.Late.Length > 0 ? Phrase.Of(Texts.SubjectLate, Plural.Number(model.Late.Length))
            : earlier > 0 ? Phrase.Of(Texts.SubjectLeft, Plural.Number(earlier))
            : model.Causes.Length > 0 ? Phrase.Of(Texts.SubjectLeft, Plural.Number(model.Causes.Length))
            : null;
    }

    private static ImmutableArray<string> Lead(DailyLetterModel model)
    {
        var lead = ImmutableArray.CreateBuilder<string>();
        var several = model.Days.Length > 1;
        var days = several ? RussianDates.Several(model.Days) : RussianDates.WithWeekDay(model.Days[0]);
        lead.Add(model.DataAsOf is { } asOf
            ? Phrase.Of(several ? Texts.LeadSeveral : Texts.LeadDay, model.SchoolName, days, RussianDates.Moment(asOf))
            : Phrase.Of(several ? Texts.LeadSeveralUnread : Texts.LeadDayUnread, model.SchoolName, days));
        if (model.LateRun)
        {
            lead.Add(several ? Texts.LeadLateRun : Texts.LeadLateRunOne);
        }

        if (model.Replaces)
        {
            lead.Add(Texts.LeadReplaces);
        }

        if (model.ObserveUntil is { } until)
        {
            lead.Add(Phrase.Of(Texts.LeadTrial, RussianDates.Full(until)));
        }

        lead.Add(Totals(model, several));
        if (model.IsQuiet)
        {
            lead.Add(model.Totals.NotYetDue > 0 ? Texts.QuietSoFar : Texts.Quiet);
        }

        if (!model.Orphans.IsEmpty)
        {
            lead.Add(Phrase.Of(Texts.LeadOrphans, string.Join(", ", model.Orphans)));
        }

        return lead.ToImmutable();
    }

    private static string Totals(DailyLetterModel model, bool several)
    {
        var totals = model.Totals;
        if (totals.Lessons == 0)
        {
            return Texts.TotalsNone;
        }

        var parts = new List<string> { Phrase.Of(Texts.TotalRecorded, Plural.Number(totals.Recorded)) };
        Add(totals.Missing, Texts.TotalMissing);
        Add(totals.Clarifying, Texts.TotalClarifying);
        Add(totals.NotChecked, Texts.TotalNotChecked);
        Add(totals.NotCounted, Texts.TotalNotCounted);
        if (totals.NotYetDue > 0)
        {
            parts.Add((totals.OnlyNotYetDue, totals.LastDue) switch
            {
                ({ } only, _) when totals.NotYetDue == 1 => Phrase.Of(Texts.TotalNotYetDueOnly, totals.NotYetDue, only),
                (_, { } last) => Phrase.Of(Texts.TotalNotYetDueLast, Plural.Number(totals.NotYetDue), RussianDates.Moment(last, model.Days)),
                _ => Phrase.Of(Texts.TotalNotYetDue, Plural.Number(totals.NotYetDue)),
            });
        }

        return Phrase.Of(several ? Texts.TotalsSeveral : Texts.Totals, Plural.Number(totals.Lessons), string.Join(", ", parts));

        void Add(int count, string text)
        {
            if (count > 0)
            {
                parts.Add(Phrase.Of(text, Plural.Number(count)));
            }
        }
    }

    private static ImmutableArray<LetterPart> Parts(DailyLetterModel model)
    {
        var several = model.Days.Length > 1;
        var parts = ImmutableArray.CreateBuilder<LetterPart>();
        if (!model.Causes.IsEmpty)
        {
            parts.Add(new NumberedPart(Texts.HeadingCauses, Texts.NoteCauses, [.. model.Causes.Select(cause => Cause(model, cause))]));
        }

        var today = model.New.Where(line => model.Days.Contains(line.Day)).ToList();
        var earlier = model.New.Where(line => !model.Days.Contains(line.Day)).ToList();
        Lines(several ? Texts.HeadingNewSeveral : Texts.HeadingNew, today, several);
        Lines(model.IsFirst ? Texts.HeadingEarlier : Texts.HeadingNewEarlier, earlier, dated: true);
        Lines(Texts.HeadingLate, [.. model.Late], dated: true);
        foreach (var part in DailyLetterLines.Others(model))
        {
            parts.Add(part);
        }

        Lines(model.Left.Any(line => model.Days.Contains(line.Day)) ? Texts.HeadingLeftOfDay : Texts.HeadingLeft, [.. model.Left], dated: true);
        if (model.Fixed > 0)
        {
            parts.Add(new SentencePart(Texts.HeadingFixed, [Phrase.Of(Texts.Fixed, Plural.Of(model.Fixed, Texts.FormsEntry))]));
        }

        if (!model.NotChecked.IsEmpty)
        {
            parts.Add(DailyLetterLines.NotChecked(model));
        }

        if (!model.NotCounted.IsEmpty)
        {
            parts.Add(new SentencePart(Texts.HeadingNotCounted, [.. model.NotCounted.Select(Excused)]));
        }

        if (model.Informational > 0)
        {
            parts.Add(new SentencePart(Texts.HeadingInfo, [Phrase.Of(model.Informational == 1 ? Texts.InfoOne : Texts.Info, Plural.Of(model.Informational, Texts.FormsItem))]));
        }

        if (model is { Before: > 0, WatchedSince: { } since })
        {
            parts.Add(new SentencePart(Texts.HeadingBefore, [Phrase.Of(Texts.Before, Plural.Of(model.Before, Texts.FormsItem), RussianDates.Short(since), model.SchoolId)]));
        }

        return parts.ToImmutable();

        void Lines(string heading, IReadOnlyList<LessonLine> lines, bool dated)
        {
            if (lines.Count > 0)
            {
                parts.Add(DailyLetterLines.Lessons(model, heading, lines, dated));
            }
        }
    }

    private static string Cause(DailyLetterModel model, Cause cause)
    {
        var when = model.Days.Length > 1 || !model.Days.Contains(cause.Day) ? $", {RussianDates.Short(cause.Day)}" : "";
        var text = cause switch
        {
            { Class: null } => Phrase.Of(Texts.CauseSchool, when, Plural.Of(cause.Lessons, Texts.FormsLessonBy), Plural.Number(cause.Of)),
            { Lessons: 1 } => Phrase.Of(Texts.CauseClassOne, cause.Class, when),
            _ => Phrase.Of(Texts.CauseClass, cause.Class, when, Plural.Of(cause.Lessons, Texts.FormsLessonFrom)),
        };
        return cause.Told ? text + Texts.CauseTold : text;
    }

    private static string Excused(ExcusedTeacher teacher) => Phrase.Of(
        Texts.ExcusedUntil, teacher.Name, RussianDates.Short(teacher.Until), teacher.Replaced == 0 ? "" : $"; {Plural.Of(teacher.Replaced, Texts.FormsReplaced)}");

    private static ImmutableArray<string> Closing(DailyLetterModel model)
    {
        var closing = ImmutableArray.CreateBuilder<string>();
        if (model.Example is { } example)
        {
            var norms = model.Norms.Where(norm => norm != Texts.NormUnknown).ToList();
            closing.Add(norms.Count == 0
                ? Phrase.Of(Texts.NoNormAndPointer, example, model.SchoolId)
                : Phrase.Of(Texts.NormsAndPointer, Clauses.Joined(norms), example, model.SchoolId));
            closing.Add(Phrase.Of(Texts.Pointer, model.SchoolId));
            closing.Add(Phrase.Of(Texts.HowToDecide, model.SchoolId));
        }

        closing.Add(Texts.NeedsPerson);
        closing.Add(Texts.NoAnswer);
        return closing.ToImmutable();
    }
}

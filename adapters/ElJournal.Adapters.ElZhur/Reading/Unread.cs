using System.Globalization;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>Why a scope was not read.</summary>
/// <param name="Reason">A word for machines.</param>
/// <param name="Message">English.</param>
/// <param name="InRussian">The same for the school's technician.</param>
internal sealed record Unread(string Reason, string Message, string InRussian)
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public static Unread TopicUnread { get; } = new("topic-unread", "getdiary: no pupil's diary shows all lessons of the day, so a topic may stand where none was seen", Texts.UnreadTopic);

    public static Unread SubstitutionUnclear { get; } = new("substitution-unclear", "getreplaces: a substitution of the day fits no lesson or several, or the absent teacher is not in the staff list", Texts.UnreadSubstitution);

    public static Unread HomeworkWithoutLesson { get; } = new("homework-without-lesson", "gethomework: homework stands at a subject that has no lesson on the day", Texts.UnreadHomework);

    public static Unread PupilIdRepeated { get; } = new("pupil-id-repeated", "getmessagereceivers: two people bear one id, so a pupil of the class was not asked about", Texts.UnreadPupilId);

    public static Unread Empty(string method) => new("empty-answer", $"{method}: the answer names no days and no pupils, which is not the same as an empty journal", Text(Texts.UnreadEmpty, method));

    public static Unread PupilsLeftOut(string method, int count) => new("pupils-left-out", $"{method}: {count} of the pupils asked for are not in the answer", Text(Texts.UnreadPupils, method, count));

    public static Unread NotUnderstood(string method, IReadOnlyList<Skipped> skipped) =>
        new("not-understood", $"{method}: {skipped.Count} values were not understood, such as: {skipped[0].Reason}", Text(Texts.UnreadValues, method, skipped.Count, skipped[0].InRussian!));

    /// <summary>Why a failure leaves a scope unread; <see langword="null"/> for one that must not be survived.</summary>
    public static Unread? Of(Exception exception) => exception switch
    {
        Refusal refusal => new("refused", refusal.Message, Text(refusal.Kind == RefusalKind.Forbidden ? Texts.UnreadForbidden : Texts.UnreadRefused, refusal.Method)),
        AdapterException { Failure: not AdapterFailure.Permanent } failure => new("unreachable", failure.Message, failure.Instruction ?? Texts.UnreadFailed),
        _ => null,
    };

    private static string Text(string format, params object[] values) => string.Format(Russian, format, values);
}

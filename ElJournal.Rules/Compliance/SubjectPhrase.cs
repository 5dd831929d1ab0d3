using System.Globalization;

namespace ElJournal.Rules.Compliance;

/// <summary>How sentences name a subject.</summary>
public static class SubjectPhrase
{
    /// <summary>«алгебра» inside a sentence, but «ОРКСЭ» and «Россия — мои горизонты».</summary>
    public static string InSentence(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Length > 1 && char.IsUpper(subject[0]) && char.IsLower(subject[1]) && !subject.StartsWith("Россия", StringComparison.Ordinal)
            ? string.Concat(subject[..1].ToLower(CultureInfo.GetCultureInfo("ru-RU")), subject.AsSpan(1))
            : subject;
    }
}

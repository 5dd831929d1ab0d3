namespace ElJournal.Rules.Policy;

/// <summary>What people write where nothing was set: an entry, but no homework.</summary>
internal static class HomeworkText
{
    private static readonly HashSet<string> NothingSet = new(NameComparer.Instance) { "не задано", "без задания", "нет", "без домашнего задания", "не задавалось", "домашнего задания нет", "д/з нет", "нет д/з", "" };

    /// <summary>Whether the text says that there is no homework.</summary>
    public static bool SaysNone(string text) => NothingSet.Contains(text);
}

using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Conformance;

/// <summary>Whatever a source says to machines it says to the school's technician as well.</summary>
public static class SaidInRussian
{
    /// <summary>Fails for an item that is explained in English only.</summary>
    public static void AssertSaidInRussianToo(this ReadItem item)
    {
        var (english, russian) = item switch
        {
            Skipped skipped => (skipped.Reason, skipped.InRussian),
            Remark remark => (remark.Message, remark.InRussian),
            ScopeUnread unread => (unread.Message, unread.InRussian),
            _ => (null, null),
        };
        if (english is not null)
        {
            Assert.IsTrue(russian?.Any(letter => letter is >= 'а' and <= 'я') == true, $"Not in Russian: {english}");
        }
    }
}

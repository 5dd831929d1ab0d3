namespace ElJournal.Adapters.Http;

/// <summary>Tells a web page from data.</summary>
internal static class HtmlPages
{
    private static readonly string[] Beginnings = ["<!doctype html", "<html", "<head", "<body", "<title", "<div", "<meta", "<script", "<center", "<h1", "<p>"];

    public static bool IsHtml(string head)
    {
        var text = head.AsSpan().TrimStart('\uFEFF').TrimStart();
        while (text.StartsWith("<!--", StringComparison.Ordinal) && text.IndexOf("-->", StringComparison.Ordinal) is > 0 and var end)
        {
            text = text[(end + 3)..].TrimStart();
        }

        foreach (var beginning in Beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

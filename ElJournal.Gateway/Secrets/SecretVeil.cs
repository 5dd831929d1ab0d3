using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ElJournal.Gateway.Secrets;

/// <summary>Knows the secrets that were resolved in this process and takes them out of texts: the other side, a plug-in or the platform may repeat one in an error.</summary>
internal sealed class SecretVeil
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = "‹секрет›";

    /// <summary>Shorter values are not looked for: as parts of ordinary words they would make every text unreadable.</summary>
    public const int Shortest = 4;

    private readonly Lock guard = new();
    private readonly HashSet<string> forms = new(StringComparer.Ordinal);
    private Search? search;

    /// <summary>From now on the value is taken out, plain and as addresses, JSON, HTML and headers spell it.</summary>
    public void Add(string value)
    {
        if (value.Length < Shortest)
        {
            return;
        }

        string[] spelled = [value, value.ReplaceLineEndings(" "), Uri.EscapeDataString(value), JsonEncodedText.Encode(value).Value, HtmlEncoder.Default.Encode(value), Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).TrimEnd('=')];
        lock (guard)
        {
            var before = forms.Count;
            forms.UnionWith(spelled);
            search = forms.Count > before ? null : search;
        }
    }

    /// <summary>The text without secrets.</summary>
    public string Clean(string text)
    {
        var known = Known();
        if (known.Values is null || text.AsSpan().IndexOfAny(known.Values) < 0)
        {
            return text;
        }

        return known.LongestFirst.Aggregate(text, (clean, form) => clean.Replace(form, Mark, StringComparison.Ordinal));
    }

    /// <summary>Whether the text holds a secret.</summary>
    public bool IsIn(string text) => Known().Values is { } values && text.AsSpan().IndexOfAny(values) >= 0;

    private Search Known()
    {
        lock (guard)
        {
            return search ??= forms.Count == 0 ? new Search(null, []) : new Search(SearchValues.Create([.. forms], StringComparison.Ordinal), [.. forms.OrderByDescending(form => form.Length)]);
        }
    }

    private sealed record Search(SearchValues<string>? Values, IReadOnlyList<string> LongestFirst);
}

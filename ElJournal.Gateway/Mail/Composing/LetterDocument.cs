using System.Collections.Immutable;

namespace ElJournal.Gateway.Mail.Composing;

/// <remarks>Public, as are its parts, because Razor makes components public.</remarks>
/// <summary>A letter's words in their order; HTML and plain text are two renderings of the same document, so they cannot differ.</summary>
/// <param name="Subject">The subject line.</param>
/// <param name="Lead">First lines: the school, the day, the time of the data, the totals.</param>
/// <param name="Parts">The parts in reading order.</param>
/// <param name="Closing">Last lines, set small.</param>
public sealed record LetterDocument(string Subject, ImmutableArray<string> Lead, ImmutableArray<LetterPart> Parts, ImmutableArray<string> Closing)
{
    /// <summary>All texts that a reader sees.</summary>
    public IEnumerable<string> Words() => [Subject, .. Lead, .. Parts.SelectMany(part => part.Words()), .. Closing];
}

/// <summary>A part with its heading.</summary>
public abstract record LetterPart(string Heading)
{
    public virtual IEnumerable<string> Words() => [Heading];
}

/// <summary>A part of one or a few sentences, written behind the heading.</summary>
public sealed record SentencePart(string Heading, ImmutableArray<string> Sentences) : LetterPart(Heading)
{
    public override IEnumerable<string> Words() => [Heading, .. Sentences];
}

/// <summary>A numbered list.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Note">Small print behind the heading.</param>
/// <param name="Items">The items.</param>
public sealed record NumberedPart(string Heading, string? Note, ImmutableArray<string> Items) : LetterPart(Heading)
{
    public override IEnumerable<string> Words() => [Heading, Note ?? "", .. Items];
}

/// <summary>Lines under names, in two columns where there is room.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Groups">The groups.</param>
/// <param name="More">What was cut off; <see langword="null"/> when nothing was.</param>
public sealed record GroupedPart(string Heading, ImmutableArray<LineGroup> Groups, string? More = null) : LetterPart(Heading)
{
    public override IEnumerable<string> Words() => [Heading, .. Groups.SelectMany(group => group.Lines.Prepend(group.Name)), More ?? ""];
}

/// <summary>Lines that belong to one name.</summary>
public sealed record LineGroup(string Name, ImmutableArray<string> Lines);

/// <summary>A table of figures.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Columns">Column titles; the first names the row.</param>
/// <param name="Rows">The rows, each as long as the columns.</param>
/// <param name="More">What was cut off; <see langword="null"/> when nothing was.</param>
public sealed record TablePart(string Heading, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows, string? More = null) : LetterPart(Heading)
{
    public override IEnumerable<string> Words() => [Heading, .. Columns, .. Rows.SelectMany(row => row), More ?? ""];
}

using System.Collections.Immutable;
using ElJournal.Gateway.Reports.Documents;

namespace ElJournal.Gateway.Web.Documents;

/// <remarks>Public, as are its parts, because Razor makes components public.</remarks>
/// <summary>A page's words in their order; the one component that draws it encodes all of them.</summary>
/// <param name="Title">The title.</param>
/// <param name="Blocks">The body.</param>
public sealed record PageDocument(string Title, ImmutableArray<PageBlock> Blocks)
{
    /// <summary>Under the title, small.</summary>
    public string? Lead { get; init; }

    /// <summary>Where one may go from here; the page itself has no address.</summary>
    public ImmutableArray<PageLink> Navigation { get; init; } = [];
}

/// <summary>A link.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Address">Where it leads; <see langword="null"/> for the page itself.</param>
public sealed record PageLink(string Text, string? Address);

/// <summary>What stands around each page.</summary>
/// <param name="Account">Who is signed in.</param>
/// <param name="MaySignIn">Whether there are accounts.</param>
/// <param name="Proof">The field that proves that a form is this page's own.</param>
public sealed record PageSurroundings(string? Account, bool MaySignIn, NamedValue Proof);

/// <summary>A value with its name on the wire, or a choice with what people read.</summary>
public sealed record NamedValue(string Name, string Value);

/// <summary>How something is: told by a sign and a word, and by colour only beside them.</summary>
public enum PageTone
{
    None = 0,
    Good = 1,
    Waiting,
    Attention,
    Bad,
}

/// <summary>A part of a page.</summary>
/// <param name="Heading">The heading; <see langword="null"/> for none.</param>
public abstract record PageBlock(string? Heading);

/// <summary>Paragraphs.</summary>
public sealed record TextBlock(string? Heading, ImmutableArray<string> Paragraphs) : PageBlock(Heading);

/// <summary>What has just been done, or why it was not.</summary>
public sealed record NoticeBlock(PageTone Tone, string Text) : PageBlock((string?)null);

/// <summary>The day's chain: read, checked, told, delivered.</summary>
/// <param name="Heading">The school.</param>
/// <param name="Address">Where more stands; <see langword="null"/> on that page itself.</param>
/// <param name="Steps">The steps in their order.</param>
public sealed record ChainBlock(string? Heading, string? Address, ImmutableArray<ChainStep> Steps) : PageBlock(Heading);

/// <summary>A step of the chain.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Tone">How it is.</param>
/// <param name="State">The same in a word or two.</param>
/// <param name="Details">What more there is to say.</param>
public sealed record ChainStep(string Name, PageTone Tone, string State, ImmutableArray<string> Details);

/// <summary>Names with values.</summary>
public sealed record FactsBlock(string? Heading, ImmutableArray<Fact> Facts) : PageBlock(Heading);

/// <summary>A name with its value.</summary>
public sealed record Fact(string Name, string Value);

/// <summary>A list.</summary>
public sealed record LinesBlock(string? Heading, ImmutableArray<string> Lines) : PageBlock(Heading);

/// <summary>A table; on a narrow screen each row is a card.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Columns">Column titles.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Empty">Said instead of a table without rows.</param>
public sealed record TableBlock(string? Heading, ImmutableArray<string> Columns, ImmutableArray<TableLine> Rows, string Empty) : PageBlock(Heading)
{
    /// <summary>What was cut off; <see langword="null"/> when nothing was.</summary>
    public string? More { get; init; }
}

/// <summary>A row of a table.</summary>
/// <param name="Cells">As many as there are columns.</param>
public sealed record TableLine(ImmutableArray<TableCell> Cells)
{
    /// <summary>What may be decided about it.</summary>
    public ImmutableArray<FormBlock> Forms { get; init; } = [];
}

/// <summary>A cell.</summary>
/// <param name="Text">The text.</param>
/// <param name="Address">Where it leads.</param>
public sealed record TableCell(string Text, string? Address = null)
{
    public static implicit operator TableCell(string? text) => Of(text);

    /// <summary>A plain text.</summary>
    public static TableCell Of(string? text) => new(text ?? "");
}

/// <summary>A form whose button does one thing.</summary>
/// <param name="Heading">What it does; where it stands in a row or folded, what is clicked to open it.</param>
/// <param name="Action">Where it is sent.</param>
/// <param name="Fields">What is asked.</param>
/// <param name="Button">What the button says.</param>
public sealed record FormBlock(string? Heading, string Action, ImmutableArray<FormField> Fields, string Button) : PageBlock(Heading)
{
    /// <summary>What is sent along unseen.</summary>
    public ImmutableArray<NamedValue> Hidden { get; init; } = [];

    /// <summary>Whether it stands open at once.</summary>
    public bool Open { get; init; }
}

/// <summary>A question of a form.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Label">What people read.</param>
/// <param name="Kind">The type of the input element; <c>select</c> with <see cref="Choices"/>.</param>
public sealed record FormField(string Name, string Label, string Kind = "text")
{
    /// <summary>What stands there before.</summary>
    public string Value { get; init; } = "";

    /// <summary>Whether it may be left out.</summary>
    public bool Optional { get; init; }

    /// <summary>What may be chosen.</summary>
    public ImmutableArray<NamedValue> Choices { get; init; } = [];

    /// <summary>What browsers fill in.</summary>
    public string? Autocomplete { get; init; }
}

/// <summary>A part of a report as the report draws it.</summary>
public sealed record ReportBlock(ReportPart Part) : PageBlock((string?)null);

/// <summary>Links in a row; the one without an address is where one is.</summary>
public sealed record LinksBlock(string Label, ImmutableArray<PageLink> Links) : PageBlock((string?)null);

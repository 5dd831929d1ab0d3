using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Paragraf.Reading;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Files;

/// <summary>The rows of a sheet without what is no data: empty rows, headers that come again, sums, the closing row.</summary>
internal sealed class RuledRows : IRawRows
{
    private readonly IRawRows inner;
    private readonly FileRule rule;
    private readonly ImmutableArray<(int Column, Regex Pattern)> skipped;
    private readonly Dictionary<int, object?> above;
    private bool sawFooter;

    /// <exception cref="EntityUnreadException">A column that a rule names is not there.</exception>
    public RuledRows(IRawRows inner, FileRule rule)
    {
        this.inner = inner;
        this.rule = rule;
        skipped = [.. Places.Of(rule.SkipWhere.Keys, inner).Select(place => (place.Column, rule.SkipWhere[place.Name]))];
        above = Places.Of(rule.FillDown, inner).ToDictionary(place => place.Column, _ => (object?)null);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Header => inner.Header;

    /// <inheritdoc/>
    public string Place => inner.Place;

    /// <inheritdoc/>
    public int Line => inner.Line;

    /// <inheritdoc/>
    public int LastLine => inner.LastLine;

    /// <inheritdoc/>
    public Told? Flaw => inner.Flaw;

    /// <inheritdoc/>
    public bool IsCutOff => inner.IsCutOff;

    /// <inheritdoc/>
    public bool IsOpen => inner.IsOpen;

    /// <inheritdoc/>
    public EntityFailure? EndFailure => inner.EndFailure
        ?? (rule.Footer is not null && !sawFooter ? new EntityFailure("cut-off", $"{Place}: the closing row that the mapping names is not there; the file may be half written", MappingNode.Format(Texts.UnreadFooter, Place)) : null);

    /// <inheritdoc/>
    public object? this[int column] => inner[column] is { } cell && !IsBlank(cell) ? cell : above.GetValueOrDefault(column);

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!sawFooter && await inner.ReadAsync(cancellationToken))
        {
            var first = FirstText();
            if (first is null)
            {
                continue;
            }

            if (rule.Footer?.IsMatch(first) == true)
            {
                sawFooter = true;
                break;
            }

            if (!IsNoData())
            {
                foreach (var column in above.Keys.Where(column => inner[column] is { } cell && !IsBlank(cell)).ToList())
                {
                    above[column] = inner[column];
                }

                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public bool TryTakeBroken(out BrokenRow broken) => inner.TryTakeBroken(out broken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>The row's first cell that holds something; <see langword="null"/> for an empty row.</summary>
    private string? FirstText()
    {
        for (var column = 0; column < Header.Count; column++)
        {
            if (inner[column] is { } cell && !IsBlank(cell))
            {
                return cell as string is { } text ? CellText.Clean(text) : cell.ToString();
            }
        }

        return null;
    }

    private bool IsNoData()
    {
        foreach (var (column, pattern) in skipped)
        {
            if (pattern.IsMatch(TextOf(column)))
            {
                return true;
            }
        }

        return rule.RepeatedHeader && Header.Select((name, column) => (name, column)).All(pair => CellText.Clean(pair.name).Equals(TextOf(pair.column), StringComparison.OrdinalIgnoreCase));
    }

    private string TextOf(int column) => CellText.Clean(inner[column]?.ToString() ?? string.Empty);

    private static bool IsBlank(object cell) => cell is string text && CellText.Plain(text).Length == 0;
}

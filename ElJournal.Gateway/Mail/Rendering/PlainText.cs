using System.Globalization;
using System.Text;
using ElJournal.Gateway.Mail.Composing;

namespace ElJournal.Gateway.Mail.Rendering;

/// <summary>Writes a letter as plain text.</summary>
internal sealed class PlainText
{
    private const int Width = 76;
    private const int NameWidth = 20;
    private readonly StringBuilder text = new();

    public string Write(LetterDocument letter)
    {
        foreach (var line in letter.Lead)
        {
            Wrapped("", "", line);
        }

        foreach (var part in letter.Parts)
        {
            text.Append('\n');
            Part(part);
        }

        text.Append('\n');
        foreach (var line in letter.Closing)
        {
            Wrapped("", "", line);
        }

        return text.ToString();
    }

    private void Part(LetterPart part)
    {
        switch (part)
        {
            case SentencePart sentence:
                Wrapped("", "", $"{sentence.Heading} {string.Join(' ', sentence.Sentences)}");
                return;
            case NumberedPart numbered:
                Wrapped("", "", numbered.Note is null ? numbered.Heading : $"{numbered.Heading} {numbered.Note}");
                for (var index = 0; index < numbered.Items.Length; index++)
                {
                    Wrapped(string.Create(CultureInfo.InvariantCulture, $"{index + 1}. "), "   ", numbered.Items[index]);
                }

                return;
            case GroupedPart grouped:
                Wrapped("", "", grouped.Heading);
                Groups(grouped);
                More(grouped.More);
                return;
            case TablePart table:
                Wrapped("", "", table.Heading);
                Table(table);
                More(table.More);
                return;
        }
    }

    private void Groups(GroupedPart part)
    {
        var width = Math.Min(NameWidth, part.Groups.Select(group => group.Name.Length).DefaultIfEmpty().Max()) + 2;
        var indent = new string(' ', width);
        foreach (var group in part.Groups)
        {
            var first = group.Name.Length > width - 2 ? null : group.Name.PadRight(width);
            if (first is null)
            {
                text.Append(group.Name).Append('\n');
            }

            for (var index = 0; index < group.Lines.Length; index++)
            {
                Wrapped(index == 0 && first is not null ? first : indent, indent + "  ", group.Lines[index]);
            }
        }
    }

    private void Table(TablePart table)
    {
        var widths = new int[table.Columns.Length];
        foreach (var row in table.Rows.Prepend(table.Columns))
        {
            for (var column = 0; column < widths.Length; column++)
            {
                widths[column] = Math.Max(widths[column], row[column].Length);
            }
        }

        foreach (var row in table.Rows.Prepend(table.Columns))
        {
            var line = string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column])));
            text.Append(line.TrimEnd()).Append('\n');
        }
    }

    private void More(string? more)
    {
        if (more is not null)
        {
            Wrapped("", "", more);
        }
    }

    private void Wrapped(string first, string next, string line)
    {
        var current = new StringBuilder(first);
        var filled = false;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (filled && current.Length + 1 + word.Length > Width)
            {
                text.Append(current.ToString().TrimEnd()).Append('\n');
                current.Clear().Append(next);
                filled = false;
            }

            current.Append(filled ? " " : "").Append(word);
            filled = true;
        }

        text.Append(current.ToString().TrimEnd()).Append('\n');
    }
}

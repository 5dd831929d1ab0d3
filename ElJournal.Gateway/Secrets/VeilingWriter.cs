using System.Text;
using Spectre.Console;

namespace ElJournal.Gateway.Secrets;

/// <summary>The last line of defence: what is printed is cleaned once more, whatever wrote it.</summary>
internal sealed class VeilingWriter(TextWriter inner, SecretVeil veil) : TextWriter
{
    public TextWriter Inner { get; } = inner;

    public override Encoding Encoding => Inner.Encoding;

    public override void Write(char value) => Inner.Write(value);

    public override void Write(string? value) => Inner.Write(value is null ? null : veil.Clean(value));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine(string? value) => Inner.WriteLine(value is null ? null : veil.Clean(value));

    public override Task WriteLineAsync(string? value) => Inner.WriteLineAsync(value is null ? null : veil.Clean(value));

    public override Task WriteAsync(string? value) => Inner.WriteAsync(value is null ? null : veil.Clean(value));

    public override void Flush() => Inner.Flush();

    public override Task FlushAsync() => Inner.FlushAsync();
}

/// <summary>A console's output through a <see cref="VeilingWriter"/> that is still known to be a terminal.</summary>
internal sealed class VeiledConsoleOutput(TextWriter writer) : IAnsiConsoleOutput
{
    private readonly AnsiConsoleOutput plain = new(writer is VeilingWriter veiling ? veiling.Inner : writer);

    public TextWriter Writer { get; } = writer;

    public bool IsTerminal => plain.IsTerminal;

    public int Width => plain.Width;

    public int Height => plain.Height;

    public void SetEncoding(Encoding encoding) => plain.SetEncoding(encoding);
}

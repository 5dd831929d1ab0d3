using ElJournal.Gateway.Cli;
using Spectre.Console;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class WorkProgressTests
{
    [TestMethod]
    [DataRow(InteractionSupport.Yes, true)]
    [DataRow(InteractionSupport.No, false)]
    public async Task A_bar_moves_where_somebody_looks_on_and_what_the_work_found_is_handed_on(InteractionSupport interaction, bool shown)
    {
        await using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = interaction, Out = new AnsiConsoleOutput(written) });

        Assert.AreEqual(42, await console.WorkingAsync("Чтение [журнала]", () => Task.FromResult(42)));

        Assert.AreEqual(shown, written.ToString().Contains("Чтение [журнала]", StringComparison.Ordinal), written.ToString());
    }
}

using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class SecretCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task A_secret_is_set_from_standard_input_listed_with_its_use_and_removed()
    {
        File.WriteAllText(folder["eljournal.json"], """{ "Mail": { "Password": "secret:mail" }, "Schools": [ { "Source": { "Settings": { "AccessToken": "secret:dnevnik" } } } ], "mistake": 1 }""");

        Assert.AreEqual(0, (await Run("hunter2\r\n", "secret", "set", "mail")).ExitCode, "Mistakes elsewhere in the file do not matter.");
        var listed = await Run("", "secret", "list", "--json");
        Assert.AreEqual(1, listed.ExitCode, "A secret that is needed is missing.");
        CollectionAssert.AreEqual(
            new[] { "mail readable Mail:Password", "dnevnik missing Schools:0:Source:Settings:AccessToken" },
            listed.Json.GetProperty("secrets").EnumerateArray().Select(secret => $"{secret.GetProperty("name")} {secret.GetProperty("state")} {secret.GetProperty("usedBy")[0]}").ToArray());
        StringAssert.Contains((await Run("", "secret", "list")).Output, "не задан", StringComparison.Ordinal);

        var removed = await Run("", "secret", "remove", "mail");
        Assert.AreEqual(0, removed.ExitCode);
        StringAssert.Contains(removed.Error, "Mail:Password", StringComparison.Ordinal);
        Assert.AreEqual(1, (await Run("", "secret", "remove", "mail")).ExitCode);
    }

    [TestMethod]
    [DataRow("hunter2", "hunter3", DisplayName = "as an argument")]
    [DataRow("--value", "hunter3", DisplayName = "as an option that there is not")]
    [DataRow("--value=hunter3", "", DisplayName = "within an option that there is not")]
    public async Task A_value_on_the_command_line_is_refused_and_not_repeated(string first, string second)
    {
        File.WriteAllText(folder["eljournal.json"], "{}");
        var run = await Run("", "secret", "set", "mail", first, second);

        Assert.AreEqual(ExitCodes.Usage, run.ExitCode);
        StringAssert.Contains(run.Error, "списке процессов", StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", run.Output + run.Error, StringComparison.Ordinal);
        Assert.IsFalse(Directory.Exists(folder["secrets"]));
    }

    [TestMethod]
    [DataRow("", 1, "пусто", "mail")]
    [DataRow("x", 64, "латинские", "пароль")]
    [DataRow("x", 64, "латинские", "../mail")]
    public async Task A_bad_name_or_value_changes_nothing(string value, int code, string said, string name)
    {
        File.WriteAllText(folder["eljournal.json"], "{}");
        var run = await Run(value, "secret", "set", name);

        Assert.AreEqual(code, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, said, StringComparison.Ordinal);
        Assert.IsFalse(Directory.Exists(folder["secrets"]));
    }

    [TestMethod]
    public async Task Without_a_configuration_it_is_not_known_where()
    {
        var run = await Run("x", "secret", "set", "mail");

        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Error, "--config", StringComparison.Ordinal);
    }

    private async Task<CommandLineRun> Run(string input, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, new CliSurroundings
        {
            Output = output,
            Error = error,
            Input = new StringReader(input),
            Environment = new Dictionary<string, string>(),
            CurrentDirectory = folder.Path,
            ProgramDirectory = AppContext.BaseDirectory,
        });
        return new CommandLineRun(code, output.ToString(), error.ToString());
    }
}

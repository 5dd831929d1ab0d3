using System.Text.Json;
using ElJournal.Gateway.Cli;

namespace ElJournal.Gateway.Demo;

/// <summary>Tells people, or a script, what the demo does.</summary>
internal interface IDemoReport
{
    void Begin(DemoFolder folder);

    /// <summary>What <c>check</c> knew before this run.</summary>
    void Known(JsonElement check);

    void Moment(DemoMoment moment);

    void Answer(DemoAnswer answer);

    void End(DemoFolder folder, DemoJournal journal, int newLetters, int newPackages);
}

/// <summary>All answers as one document.</summary>
internal sealed class DemoDocument(TextWriter output) : IDemoReport
{
    private readonly List<DemoAnswer> answers = [];

    public void Begin(DemoFolder folder)
    {
    }

    public void Known(JsonElement check)
    {
    }

    public void Moment(DemoMoment moment)
    {
    }

    public void Answer(DemoAnswer answer) => answers.Add(answer);

    public void End(DemoFolder folder, DemoJournal journal, int newLetters, int newPackages) => output.WriteLine(CommandSession.Serialize(new
    {
        school = DemoScript.School,
        source = journal.Adapter,
        again = folder.WasShown,
        folder = folder.Root,
        mail = folder.Mail,
        portal = folder.Portal,
        letters = newLetters,
        packages = newPackages,
        answers,
    }));
}

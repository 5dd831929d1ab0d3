using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Demo;

/// <summary>The demo in Russian, line by line as it happens.</summary>
internal sealed class DemoStory(TextWriter output, string currentDirectory) : IDemoReport
{
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private int number;
    private int news;

    public void Begin(DemoFolder folder)
    {
        output.WriteLine(Phrase.Of(Texts.Intro, Texts.SchoolName));
        output.WriteLine(Texts.Order);
        if (folder.WasShown)
        {
            output.WriteLine(folder.WasBrokenOff ? Texts.BrokenOff : Texts.Again);
        }
    }

    public void Known(JsonElement check) => Compare(check);

    public void Moment(DemoMoment moment)
    {
        output.WriteLine();
        output.WriteLine(Phrase.Of(Texts.Heading, ++number, RussianDates.MomentWithYear(moment.At)));
        output.WriteLine($"   {moment.Title}");
    }

    public void Answer(DemoAnswer answer)
    {
        output.WriteLine(Phrase.Of(Texts.Command, answer.Command));
        if (answer.ExitCode is not (ExitCodes.Done or ExitCodes.Open))
        {
            output.WriteLine(Phrase.Of(Texts.Failed, answer.ExitCode));
            return;
        }

        switch (answer.Command.Split(' ')[0])
        {
            case "sync":
                TellRead(answer.Result);
                break;
            case "check":
                TellFound(answer.Result);
                break;
            case "notify":
                TellLetters(answer.Result);
                break;
            default:
                TellExport(answer.Result);
                break;
        }
    }

    public void End(DemoFolder folder, DemoJournal journal, int newLetters, int newPackages)
    {
        string Short(string path) => Path.GetRelativePath(currentDirectory, path);
        output.WriteLine();
        if (folder.WasShown && news == 0 && newLetters == 0 && newPackages == 0)
        {
            output.WriteLine(Texts.NothingNew);
        }

        output.WriteLine(Texts.Where);
        output.WriteLine(Phrase.Of(Texts.WhereLetters, Short(folder.Mail), newLetters));
        output.WriteLine(Phrase.Of(Texts.WherePackages, Short(folder.Portal), newPackages));
        output.WriteLine(journal.Where(Short));
        output.WriteLine(Phrase.Of(Texts.WhereLedger, Short(folder.Ledger)));
        output.WriteLine(Phrase.Of(Texts.WhereConfig, Short(folder.Configuration)));
        output.WriteLine();
        output.WriteLine(Texts.Next);
        var now = DemoScript.All[^1].At.ToString("yyyy-MM-dd'T'HH:mmzzz", System.Globalization.CultureInfo.InvariantCulture);
        output.WriteLine(Phrase.Of(Texts.NextList, Short(folder.Configuration), now));
        output.WriteLine(Phrase.Of(Texts.NextWithheld, Short(folder.Configuration), now));
    }

    private void TellRead(JsonElement result)
    {
        var read = result.GetProperty("read");
        long Of(string kind) => read.TryGetProperty(kind, out var count) ? count.GetInt64() : 0;
        long Number(string name) => result.GetProperty(name).GetInt64();
        output.WriteLine(Phrase.Of(Texts.Read, Plural.Number(read.EnumerateObject().Sum(kind => kind.Value.GetInt64())), Plural.Number(Number("added")), Plural.Number(Number("changed")), Plural.Number(Number("deleted")), Plural.Number(Number("unchanged"))));
        output.WriteLine(Phrase.Of(Texts.ReadKinds, Plural.Number(Of("lesson")), Plural.Number(Of("homework")), Plural.Number(Of("mark")), Plural.Number(Of("attendance"))));
        var skipped = result.GetProperty("skipped").GetArrayLength();
        if (skipped > 0 || !result.GetProperty("complete").GetBoolean())
        {
            output.WriteLine(Phrase.Of(Texts.ReadIncomplete, skipped));
        }

        news += (int)(Number("added") + Number("changed") + Number("deleted"));
    }

    private void TellFound(JsonElement result)
    {
        var change = Compare(result);
        news += change.Opened + change.TurnedLate + change.Resolved;
        var findings = result.GetProperty("findings").EnumerateArray().ToList();
        output.WriteLine(
            findings.Count == 0 && change.Resolved == 0 ? Texts.FoundNothing
            : change is { Opened: 0, TurnedLate: 0, Resolved: 0 } ? Phrase.Of(Texts.FoundNothingNew, findings.Count)
            : Phrase.Of(Texts.FoundTotal, findings.Count, change.Opened, change.TurnedLate, change.Resolved));
        foreach (var rule in RuleCatalog.All.Select(rule => rule.Info))
        {
            var own = findings.Where(finding => finding.GetProperty("rule").GetString() == rule.Id).GroupBy(finding => finding.GetProperty("state").GetString()).ToList();
            if (own.Count > 0)
            {
                output.WriteLine(Phrase.Of(Texts.FoundRule, rule.Title, string.Join(", ", own.OrderBy(group => group.Key == "late").Select(group => State(group.Key, group.Count())))));
            }
        }

        if (change.FirstOpened is { } message)
        {
            output.WriteLine(Phrase.Of(Texts.Example, message));
        }

        var open = result.GetProperty("notChecked").GetArrayLength();
        if (open > 0)
        {
            output.WriteLine(Phrase.Of(Texts.NotChecked, open));
        }
    }

    private void TellLetters(JsonElement result)
    {
        var letters = result.GetProperty("letters").EnumerateArray().ToList();
        output.WriteLine(letters.Count == 0 ? Texts.NoLetters : Phrase.Of(Texts.Letters, letters.Count));
        foreach (var letter in letters)
        {
            output.WriteLine(Phrase.Of(Texts.Letter, letter.GetProperty("to").GetString(), letter.GetProperty("subject").GetString()));
        }
    }

    private void TellExport(JsonElement result)
    {
        long Number(string name) => result.GetProperty(name).GetInt64();
        output.WriteLine(Number("packages") == 0 ? Texts.ExportedNothing : Phrase.Of(Texts.Exported, Plural.Number(Number("packages")), Plural.Number(Number("records")), Plural.Number(Number("accepted"))));
        output.WriteLine(Phrase.Of(Texts.Withheld, Plural.Number(Number("withheld"))));
    }

    private static string State(string? state, int count) =>
        Phrase.Of(state switch { "missing" => Texts.StateMissing, "late" => Texts.StateLate, _ => Texts.StatePresent }, count);

    /// <summary>Compares with what was known and remembers it.</summary>
    private Change Compare(JsonElement check)
    {
        var (opened, late, message) = (0, 0, (string?)null);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in check.GetProperty("findings").EnumerateArray())
        {
            var id = finding.GetProperty("id").GetString()!;
            var state = finding.GetProperty("state").GetString()!;
            seen.Add(id);
            if (!known.TryGetValue(id, out var before))
            {
                opened++;
                message ??= finding.GetProperty("message").GetString();
            }
            else if (before == "missing" && state == "late")
            {
                late++;
            }

            known[id] = state;
        }

        var gone = known.Keys.Where(id => !seen.Contains(id)).ToList();
        gone.ForEach(id => known.Remove(id));
        return new Change(opened, late, gone.Count, message);
    }

    private sealed record Change(int Opened, int TurnedLate, int Resolved, string? FirstOpened);
}

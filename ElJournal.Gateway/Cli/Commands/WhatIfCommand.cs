using System.CommandLine;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>whatif</c>.</summary>
internal static class WhatIfCommand
{
    /// <summary>What would not fit on a page is counted.</summary>
    private const int MostListed = 30;

    public static Command Create(CliRuntime runtime)
    {
        var rule = new Option<string>("--rule") { Description = CliTexts.WhatIfRule, HelpName = CliTexts.ValueRule, Required = true };
        var set = new Option<string[]>("--set") { Description = CliTexts.WhatIfSetting, HelpName = CliTexts.ValueSetting, AllowMultipleArgumentsPerToken = false };
        var command = new Command("whatif", CliTexts.WhatIf) { runtime.Options.School, rule, set };
        runtime.Options.AddDays(command);
        command.SetAction(runtime.Action(async (session, cancellationToken) =>
        {
            var school = session.School();
            var id = session.Value(rule)!;
            var settings = Settings(school, id, session.Value(set) ?? []);
            var days = session.Days(school) ?? session.Get<CheckUseCase>().UsualRange(school);
            var result = await session.WorkingAsync(CliTexts.WhatIfProgress, () => id == DeliveryFindings.Rule
                ? session.Get<ExportDeliveredTrial>().RunAsync(school, settings, days, cancellationToken)
                : session.Get<WhatIf>().RunAsync(school, id, settings, days, cancellationToken));
            await session.LookAsync(school, FormattableString.Invariant($"whatif {id} {days.From:yyyy-MM-dd}..{days.To:yyyy-MM-dd}"), cancellationToken);
            if (session.Json)
            {
                session.WriteJson(new
                {
                    School = school.Id,
                    Rule = id,
                    days.From,
                    days.To,
                    Causes = WhatIfCause.Of(result).Select(cause => new { cause.Part, cause.State, cause.Severity, cause.Count, cause.Added, cause.Classes, cause.Teachers, Examples = cause.Examples.Select(view => new { view.Id, view.Message }) }),
                    NotChecked = result.NotChecked.Select(FindingJson.Of),
                    Findings = result.Findings.Select(FindingJson.Of),
                    Added = result.Findings.Where(view => result.Added.Contains(view.Id)).Select(view => view.Id),
                    Removed = result.Removed.Select(view => view.Id),
                    Kept = result.Findings.Where(view => !result.Added.Contains(view.Id)).Select(view => view.Id),
                });
            }
            else
            {
                session.WriteLine(Phrase.Of(JudgingTexts.WhatIfHead, Words.RuleTitle(id), RussianDates.Span(days.From, days.To)));
                FindingTables.Write(session.Out, WhatIfCause.Of(result));
                FindingView[] all = [.. result.Findings, .. result.Removed];
                var removed = result.Removed.Select(view => view.Id).ToHashSet(StringComparer.Ordinal);
                FindingTables.Write(
                    session.Out,
                    [.. all.OrderBy(view => view.Day).Take(MostListed)],
                    session.Clock.GetUtcNow(),
                    view => result.Added.Contains(view.Id) ? JudgingTexts.WhatIfAdded : removed.Contains(view.Id) ? JudgingTexts.WhatIfRemoved : JudgingTexts.WhatIfSame,
                    JudgingTexts.ColumnChange);
                if (all.Length > MostListed)
                {
                    session.WriteLine(Phrase.Of(JudgingTexts.WhatIfMore, all.Length - MostListed));
                }

                FindingTables.Write(session.Out, result.NotChecked);
                session.WriteLine(Phrase.Of(JudgingTexts.WhatIfFoot, result.Findings.Count, result.Added.Count, result.Removed.Count, result.Findings.Count - result.Added.Count));
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    /// <summary>The school's settings of the rule with the changes; a rule that is off is tried as if it were on.</summary>
    private static RuleSettingsTimeline Settings(SchoolRuntime school, string id, IEnumerable<string> changes)
    {
        var rule = SettableRules.Find(id) ?? throw new GatewayException(Phrase.Of(JudgingTexts.UnknownRule, id, string.Join(", ", SettableRules.All.Select(known => known.Id))));

        var pairs = new List<KeyValuePair<string, string>> { new("Enabled", "true") };
        foreach (var change in changes)
        {
            var at = change.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(at > 0 ? new(change[..at].Trim(), change[(at + 1)..].Trim()) : throw new UsageException(Phrase.Of(JudgingTexts.SetNeedsValue, change)));
        }

        var configured = school.Options.Rules.TryGetValue(id, out var section) ? section : null;
        var mistakes = new List<ConfigurationMistake>();
        var settings = RuleSections.Bind(rule, RuleSections.With(configured ?? new JsonObject(), pairs), $"Rules:{id}", mistakes);
        return mistakes.Count == 0
            ? settings
            : throw new UsageException(string.Join(Environment.NewLine, mistakes.Select(mistake => mistake.ToString()).Prepend(JudgingTexts.SetRefused)));
    }
}

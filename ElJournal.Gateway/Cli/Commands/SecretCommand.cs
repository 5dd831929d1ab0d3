using System.CommandLine;
using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Secrets;
using ElJournal.Gateway.Web;
using Spectre.Console;
using Texts = ElJournal.Gateway.Secrets.Texts;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>secret set|list|remove|hash</c>. They need to know where secrets are kept and nothing else, so they work while the rest of the configuration still has mistakes.</summary>
internal static class SecretCommand
{
    public static Command Create(CliRuntime runtime) => new("secret", Texts.CommandDescription) { Set(runtime), List(runtime), Remove(runtime), Hash(runtime) };

    private static Command Set(CliRuntime runtime)
    {
        var name = NameArgument();

        // Taken in only to be refused: otherwise the parser would print as a wrong argument what must not be shown.
        var value = new Argument<string[]>("value") { Hidden = true, Arity = ArgumentArity.ZeroOrMore };
        value.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0)
            {
                result.AddError(Texts.NoValueAsArgument);
            }
        });
        var command = new Command("set", Texts.SetDescription) { name, value };
        command.SetAction(runtime.Guarded(async (parsed, cancellationToken) =>
        {
            var (store, _) = Open(runtime, parsed);
            var key = parsed.GetValue(name)!;
            store.Set(key, await ValueAsync(runtime.Surroundings, key, cancellationToken), runtime.Surroundings.MachineTime.GetUtcNow());
            Answer(runtime, parsed, new { secret = key, set = true }, Phrase.Of(Texts.Set, key));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command List(CliRuntime runtime)
    {
        var command = new Command("list", Texts.ListDescription);
        command.SetAction(runtime.Guarded((parsed, _) =>
        {
            var (store, uses) = Open(runtime, parsed);
            var secrets = store.List()
                .Select(known => new Listed(known.Name, known.SetAt, store.IsReadable(known.Name) ? SecretState.Readable : SecretState.Unreadable, Used(uses, known.Name)))
                .ToList();
            secrets.AddRange(uses.Select(use => use.Name).Distinct(StringComparer.Ordinal).Except(secrets.Select(known => known.Name), StringComparer.Ordinal)
                .Select(missing => new Listed(missing, SetAt: null, SecretState.Missing, Used(uses, missing))));
            Show(runtime, parsed, secrets);
            return Task.FromResult(secrets.TrueForAll(known => known.State == SecretState.Readable || known.UsedBy.Count == 0) ? ExitCodes.Done : ExitCodes.Failed);
        }));
        return command;
    }

    private static Command Hash(CliRuntime runtime)
    {
        var command = new Command("hash", Texts.HashDescription);
        command.SetAction(runtime.Guarded(async (parsed, cancellationToken) =>
        {
            var password = await runtime.Surroundings.ReadHiddenAsync(Texts.HashPrompt, cancellationToken);
            if (password.Length < PasswordHash.ShortestPassword)
            {
                throw new GatewayException(Phrase.Of(Texts.HashShort, PasswordHash.ShortestPassword));
            }

            var hash = PasswordHash.Of(password);
            Answer(runtime, parsed, new { passwordHash = hash }, hash);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Remove(CliRuntime runtime)
    {
        var name = NameArgument();
        var command = new Command("remove", Texts.RemoveDescription) { name };
        command.SetAction(runtime.Guarded((parsed, _) =>
        {
            var (store, uses) = Open(runtime, parsed);
            var key = parsed.GetValue(name)!;
            if (!store.Remove(key))
            {
                throw new GatewayException(Phrase.Of(Texts.Unknown, key));
            }

            var used = Used(uses, key);
            Answer(runtime, parsed, new { secret = key, removed = true, usedBy = used }, Phrase.Of(Texts.Removed, key));
            if (used.Count > 0)
            {
                runtime.Surroundings.Error.WriteLine(Phrase.Of(Texts.RemovedUsed, string.Join(", ", used)));
            }

            return Task.FromResult(ExitCodes.Done);
        }));
        return command;
    }

    private static Argument<string> NameArgument()
    {
        var name = new Argument<string>("name") { Description = Texts.NameDescription, HelpName = CliTexts.ValueName };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !SecretStore.IsName(token.Value))
            {
                result.AddError(Texts.NameForm);
            }
        });
        return name;
    }

    private static (SecretStore Store, IReadOnlyList<(string Name, string Path)> Uses) Open(CliRuntime runtime, ParseResult parsed)
    {
        var file = runtime.ConfigurationFile(parsed);
        return File.Exists(file) ? runtime.Configurations.LoadSecrets(file) : throw new GatewayException(Phrase.Of(Texts.NoConfiguration, file));
    }

    private static async Task<string> ValueAsync(CliSurroundings surroundings, string name, CancellationToken cancellationToken)
    {
        var value = await surroundings.ReadHiddenAsync(Phrase.Of(Texts.Prompt, name), cancellationToken);
        return string.IsNullOrWhiteSpace(value) ? throw new GatewayException(Texts.Empty)
            : value.Length > SecretStore.LongestValue ? throw new GatewayException(Phrase.Of(Texts.TooLong, SecretStore.LongestValue))
            : value;
    }

    private static void Show(CliRuntime runtime, ParseResult parsed, List<Listed> secrets)
    {
        if (parsed.GetValue(runtime.Options.Json))
        {
            runtime.Surroundings.Output.WriteLine(CommandSession.Serialize(new { secrets }));
            return;
        }

        if (secrets.Count == 0)
        {
            runtime.Surroundings.Output.WriteLine(Texts.None);
            return;
        }

        var table = new Table().AddColumns(Texts.ColumnName, Texts.ColumnSetAt, Texts.ColumnState, Texts.ColumnUsedBy);
        foreach (var secret in secrets)
        {
            table.AddRow(
                new Text(secret.Name),
                new Text(secret.SetAt?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? ""),
                new Text(secret.State switch { SecretState.Readable => Texts.StateGood, SecretState.Unreadable => Texts.StateUnreadable, _ => Texts.StateMissing }),
                new Text(string.Join(", ", secret.UsedBy)));
        }

        runtime.Console().Write(table);
    }

    private static IReadOnlyList<string> Used(IReadOnlyList<(string Name, string Path)> uses, string name) => [.. uses.Where(use => use.Name == name).Select(use => use.Path)];

    private static void Answer(CliRuntime runtime, ParseResult parsed, object document, string sentence) =>
        runtime.Surroundings.Output.WriteLine(parsed.GetValue(runtime.Options.Json) ? CommandSession.Serialize(document) : sentence);

    private enum SecretState
    {
        Readable,
        Unreadable,
        Missing,
    }

    /// <param name="UsedBy">The settings that refer to it.</param>
    private sealed record Listed(string Name, DateTimeOffset? SetAt, SecretState State, IReadOnlyList<string> UsedBy);
}

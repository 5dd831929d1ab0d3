using System.Net.Mail;
using ElJournal.Gateway.Russian;
using Quartz;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>Collects mistakes below a path.</summary>
internal readonly record struct Report(List<ConfigurationMistake> Mistakes, string Path)
{
    /// <summary>The same list, one level down.</summary>
    public Report At(string name) => this with { Path = OptionsBinder.Join(Path, name) };

    /// <summary>The same list, at a place of a list.</summary>
    public Report At(int index) => At(FormattableString.Invariant($"{index}"));

    public void Add(string message) => Mistakes.Add(new ConfigurationMistake(Path, message));

    /// <summary>The setting must not be empty.</summary>
    public bool Require(string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            return true;
        }

        Add(ConfigurationTexts.SettingMissing);
        return false;
    }

    /// <summary>The setting must be a reference to a secret. The value is never shown.</summary>
    public void RequireReference(string? value)
    {
        if (!string.IsNullOrEmpty(value) && !SecretResolver.IsReference(value))
        {
            Add(Phrase.Of(ConfigurationTexts.SecretLiteral, SecretResolver.Forms));
        }
    }

    /// <summary>The setting must be an address of a mailbox.</summary>
    public void RequireMailbox(string? value)
    {
        if (Require(value) && !(MailAddress.TryCreate(value, out var address) && string.Equals(address.Address, value, StringComparison.Ordinal) && address.Host.Length > 0 && !value!.Contains("..", StringComparison.Ordinal)))
        {
            Add(Phrase.Of(ConfigurationTexts.MailboxExpected, value));
        }
    }

    /// <summary>The setting must be an address that may be reached: https, or http to this machine. The value is not shown, it may hold a token.</summary>
    public void RequireUrl(string? value)
    {
        if (!Require(value))
        {
            return;
        }

        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            Add(ConfigurationTexts.UrlExpected);
        }
        else if (address.Scheme == "http" && !address.IsLoopback)
        {
            Add(Phrase.Of(ConfigurationTexts.UrlUnencrypted, address.Host));
        }
        else if (address.UserInfo.Length > 0)
        {
            Add(ConfigurationTexts.UrlWithCredentials);
        }
    }

    /// <summary>The setting must be a time of day as the scheduler writes it.</summary>
    public bool RequireCron(string cron)
    {
        if (IsCron(cron))
        {
            return true;
        }

        Add(Phrase.Of(ConfigurationTexts.CronExpected, cron));
        return false;
    }

    /// <summary>Whether the text is a Quartz cron expression.</summary>
    public static bool IsCron(string text)
    {
        try
        {
            _ = new CronExpression(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The value must be one of a list, spelled exactly.</summary>
    public void RequireOneOf(string? value, IReadOnlyCollection<string> allowed)
    {
        if (Require(value) && !allowed.Contains(value!, StringComparer.Ordinal))
        {
            Add(Phrase.Of(ConfigurationTexts.OneOfExpected, value, OptionsBinder.Suggest(value!, allowed), string.Join(", ", allowed)));
        }
    }
}

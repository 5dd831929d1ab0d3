using System.Net.Mail;
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

        Add("обязательная настройка не задана");
        return false;
    }

    /// <summary>The setting must be a reference to a secret. The value is never shown.</summary>
    public void RequireReference(string? value)
    {
        if (!string.IsNullOrEmpty(value) && !SecretResolver.IsReference(value))
        {
            Add($"секрет задан прямо в файле; разрешены только ссылки: {SecretResolver.Forms}");
        }
    }

    /// <summary>The setting must be an address of a mailbox.</summary>
    public void RequireMailbox(string? value)
    {
        if (Require(value) && !(MailAddress.TryCreate(value, out var address) && string.Equals(address.Address, value, StringComparison.Ordinal) && address.Host.Length > 0 && !value!.Contains("..", StringComparison.Ordinal)))
        {
            Add($"дано «{value}», ожидается адрес почты вида name@school.example");
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
            Add("ожидается адрес вида https://…");
        }
        else if (address.Scheme == "http" && !address.IsLoopback)
        {
            Add($"адрес http://{address.Host} без шифрования; разрешены https://, а http:// – только к этой же машине");
        }
        else if (address.UserInfo.Length > 0)
        {
            Add("имя и пароль внутри адреса не допускаются; задайте их отдельными настройками");
        }
    }

    /// <summary>The setting must be a time of day as the scheduler writes it.</summary>
    public bool RequireCron(string cron)
    {
        if (IsCron(cron))
        {
            return true;
        }

        Add($"дано «{cron}», ожидается выражение Quartz cron из 6 или 7 полей, например «0 0 17 ? * *» (каждый день в 17:00)");
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
            Add($"дано «{value}»{OptionsBinder.Suggest(value!, allowed)}, допустимы: {string.Join(", ", allowed)}");
        }
    }
}

using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Gateway.Mail.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Mail;

internal static class MailServices
{
    /// <summary>Everything that queues and sends letters.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services) => services
        .AddSingleton<LetterQueue>()
        .AddSingleton<LetterRenderer>()
        .AddSingleton<LetterDispatch>()
        .AddSingleton<AdministratorLetters>()
        .AddSingleton<CredentialLetters>()
        .AddSingleton<MailTransports>();
}

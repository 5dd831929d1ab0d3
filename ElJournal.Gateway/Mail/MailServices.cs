using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Mail;

internal static class MailServices
{
    /// <summary>Everything that composes, queues and sends letters.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services) => services
        .AddSingleton<LetterQueue>()
        .AddSingleton<LetterRenderer>()
        .AddSingleton<AdministratorLetters>();
}

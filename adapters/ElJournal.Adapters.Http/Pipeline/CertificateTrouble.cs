using System.Security.Authentication;

namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>Recognises that a server's certificate was refused, and says what the technician should do. Such a fault does not pass by itself.</summary>
internal static class CertificateTrouble
{
    /// <summary>The Russian instruction; <see langword="null"/> when the failure is another one.</summary>
    public static string? In(HttpRequestException failure, bool pinned = false)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            // The platform names the reasons in this exception's text only; the words are its enumerations' (SslPolicyErrors, X509ChainStatusFlags).
            if (cause is AuthenticationException && cause.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase))
            {
                return cause.Message switch
                {
                    var text when text.Contains("NotTimeValid", StringComparison.Ordinal) => Texts.CertificateTime,
                    var text when text.Contains("NameMismatch", StringComparison.Ordinal) => Texts.CertificateName,
                    var text when text.Contains("UntrustedRoot", StringComparison.Ordinal) || text.Contains("PartialChain", StringComparison.Ordinal) => pinned ? Texts.CertificateNotPinned : Texts.CertificateUntrusted,
                    _ => Texts.CertificateOther,
                };
            }
        }

        return null;
    }
}

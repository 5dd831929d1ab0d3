using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ElJournal.Gateway.Plugins;

namespace ElJournal.Gateway.Mail.Transport;

/// <summary>The mail servers whose certificates are checked against the authorities of a file, by name.</summary>
/// <remarks>The platform's client has one hook, and that is the process's: so it goes by the server's name and leaves every other connection to the platform's own judgement.</remarks>
internal static class PinnedMailServers
{
    private static readonly ConcurrentDictionary<string, TrustedAuthorities> Pinned = new(StringComparer.OrdinalIgnoreCase);
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <param name="authorities">The only ones that count for the server; <see langword="null"/>: those of the machine.</param>
    public static void Trust(string host, TrustedAuthorities? authorities)
    {
        if (authorities is null)
        {
            Pinned.TryRemove(host, out _);
            return;
        }

        Pinned[host] = authorities;
#pragma warning disable SYSLIB0014, MA0039 // The platform's mail client asks nothing else; the check is stricter than its own, not looser.
        ServicePointManager.ServerCertificateValidationCallback = Check;
#pragma warning restore SYSLIB0014, MA0039
    }

    /// <exception cref="AuthenticationException">The certificate is not accepted; says why in the platform's words.</exception>
    private static bool Check(object sender, X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (sender is not SslStream { TargetHostName: { } host } || !Pinned.TryGetValue(host, out var authorities))
        {
            return errors == SslPolicyErrors.None || Refuse(errors, sent);
        }

        if (certificate is not X509Certificate2 own || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return Refuse(errors, null);
        }

        using var chain = new X509Chain { ChainPolicy = authorities.Policy() };
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? new X509Certificate2Collection());
        return chain.Build(own) || Refuse(SslPolicyErrors.RemoteCertificateChainErrors, chain);
    }

    private static bool Refuse(SslPolicyErrors errors, X509Chain? chain) =>
        throw new AuthenticationException($"{errors}: {string.Join(", ", chain?.ChainStatus.Select(status => status.Status) ?? [])}");
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ElJournal.Adapters;

namespace ElJournal.Gateway.Plugins;

/// <summary>The certificate authorities of a file, which are then the only ones trusted.</summary>
/// <param name="Key">Equal for equal certificates.</param>
/// <param name="Roots">Certificates that sign themselves: what a chain must end in.</param>
/// <param name="Others">Further links, for servers that do not send their whole chain.</param>
internal sealed record TrustedAuthorities(string Key, X509Certificate2Collection Roots, X509Certificate2Collection Others)
{
    /// <exception cref="AdapterException">The file cannot be read, or holds no root certificate.</exception>
    public static TrustedAuthorities Read(string file)
    {
        var all = Load(file);
        X509Certificate2Collection roots = [.. all.Where(IsRoot)];
        X509Certificate2Collection others = [.. all.Where(certificate => !IsRoot(certificate))];
        return roots.Count > 0
            ? new(string.Join(' ', all.Select(certificate => certificate.GetCertHashString(HashAlgorithmName.SHA256)).Order(StringComparer.Ordinal)), roots, others)
            : throw new AdapterException(
                AdapterFailure.Permanent,
                "The certificate authority file holds no root certificate.",
                PluginTexts.AuthorityNoRoot);
    }

    /// <summary>What a handler checks a server's chain by. Revocation is not asked: such authorities' lists are rarely reachable from a school.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(Roots);
        policy.ExtraStore.AddRange(Others);
        return policy;
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static X509Certificate2Collection Load(string file)
    {
        try
        {
            var content = File.ReadAllBytes(file);
            if (content.AsSpan().IndexOf("-----BEGIN CERTIFICATE-----"u8) < 0)
            {
                return [X509CertificateLoader.LoadCertificate(content)];
            }

            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(System.Text.Encoding.ASCII.GetString(content));
            return certificates;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new AdapterException(
                AdapterFailure.Permanent,
                $"The certificate authority file cannot be read ({exception.GetType().Name}).",
                PluginTexts.AuthorityUnreadable,
                innerException: exception);
        }
    }
}

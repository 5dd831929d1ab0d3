using System.Globalization;
using System.Security.Cryptography;

namespace ElJournal.Gateway.Web;

/// <summary>Passwords as the configuration keeps them: <c>pbkdf2-sha256$rounds$salt$hash</c>, from which none can be read back.</summary>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Rounds = 600_000;
    private const int FewestRounds = 100_000;
    private const int MostRounds = 10_000_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>A short password is guessed however it is hashed.</summary>
    public const int ShortestPassword = 10;

    public static string Of(string password, int rounds = Rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, rounds))}");
    }

    public static bool IsWellFormed(string text) => Parse(text) is not null;

    /// <summary>Whether it is the password; takes as long for a wrong one. An account that is not known is tried against <see cref="OfNobody"/>.</summary>
    public static bool Verify(string text, string password) =>
        Parse(text) is (var rounds, var salt, var hash) && CryptographicOperations.FixedTimeEquals(hash, Derive(password, salt, rounds));

    /// <summary>The hash of a password that nobody knows, so that names of accounts cannot be told by the time that a refusal takes.</summary>
    public static string OfNobody { get; } = Of(Convert.ToBase64String(RandomNumberGenerator.GetBytes(HashBytes)));

    private static byte[] Derive(string password, byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, HashBytes);

    private static (int Rounds, byte[] Salt, byte[] Hash)? Parse(string text)
    {
        if (text.Split('$') is not [Scheme, var rounds, var salt, var hash] || !int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < FewestRounds or > MostRounds)
        {
            return null;
        }

        var (saltBytes, hashBytes) = (new byte[SaltBytes], new byte[HashBytes]);
        return Convert.TryFromBase64String(salt, saltBytes, out var saltLength) && saltLength == SaltBytes && Convert.TryFromBase64String(hash, hashBytes, out var hashLength) && hashLength == HashBytes
            ? (count, saltBytes, hashBytes)
            : null;
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ElJournal.Gateway.MySchool;

/// <summary>Gives out tokens to known clients and knows them again. They end with the process.</summary>
internal sealed class ScheduleTokens(IReadOnlyDictionary<string, string> secrets, TimeSpan lifetime, TimeProvider time)
{
    private const int TokenBytes = 32;
    private const int Most = 1000;

    // Hashes only: what is read out of a memory dump opens nothing.
    private readonly ConcurrentDictionary<string, (string Client, DateTimeOffset Ends)> tokens = new(StringComparer.Ordinal);

    /// <returns>The token; <see langword="null"/> when the client is not known by that secret.</returns>
    public string? Give(string client, string secret)
    {
        // Compared in the same time for unknown clients, so that nobody finds out who is known.
        var known = secrets.TryGetValue(client, out var expected);
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(expected ?? string.Empty))) || !known)
        {
            return null;
        }

        var now = time.GetUtcNow();
        foreach (var (old, (_, ends)) in tokens)
        {
            if (ends <= now)
            {
                tokens.TryRemove(old, out _);
            }
        }

        if (tokens.Count >= Most)
        {
            tokens.TryRemove(tokens.MinBy(token => token.Value.Ends).Key, out _);
        }

        var value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        tokens[HashOf(value)] = (client, now + lifetime);
        return value;
    }

    /// <returns>Whose token it is; <see langword="null"/> when it is unknown or has ended.</returns>
    public string? ClientOf(string token) => tokens.TryGetValue(HashOf(token), out var known) && known.Ends > time.GetUtcNow() ? known.Client : null;

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

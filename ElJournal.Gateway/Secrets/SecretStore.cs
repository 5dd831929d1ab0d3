using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using Microsoft.AspNetCore.DataProtection;

namespace ElJournal.Gateway.Secrets;

/// <summary>Secrets by name: a file of encrypted values, and keys that lie elsewhere.</summary>
/// <param name="file">The file of values.</param>
/// <param name="keyRing">The folder of keys.</param>
internal sealed partial class SecretStore(string file, string keyRing)
{
    private const string Format = "eljournal-secrets/1";

    /// <summary>Nothing longer is a password, a token or a key; a whole file belongs behind <c>file:</c>.</summary>
    public const int LongestValue = 16 * 1024;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string File { get; } = file;

    public string KeyRing { get; } = keyRing;

    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Names and when each was set, in alphabetical order.</summary>
    /// <exception cref="GatewayException">The file is damaged or cannot be read.</exception>
    public IReadOnlyList<(string Name, DateTimeOffset SetAt)> List() =>
        [.. Read().Select(entry => (entry.Key, entry.Value.SetAt))];

    /// <summary>The value.</summary>
    /// <exception cref="GatewayException">There is no such secret, or it cannot be decrypted; the message says what to do.</exception>
    public string Get(string name)
    {
        if (!Read().TryGetValue(name, out var entry))
        {
            throw new GatewayException(Phrase.Of(Texts.Unknown, name));
        }

        if (!HasKeys())
        {
            throw new GatewayException(Phrase.Of(Texts.KeysLost, name, KeyRing));
        }

        try
        {
            return Protector(name, mayMakeKeys: false).Unprotect(entry.Value);
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidOperationException or FormatException or System.Xml.XmlException)
        {
            // Whether the key is gone or the value was tampered with cannot be told apart, and the remedy is the same.
            throw new GatewayException(Phrase.Of(Texts.Undecipherable, name, KeyRing), innerException: exception);
        }
    }

    /// <summary>Whether the value can be decrypted.</summary>
    public bool IsReadable(string name)
    {
        try
        {
            return Get(name).Length > 0;
        }
        catch (GatewayException)
        {
            return false;
        }
    }

    /// <summary>Sets or replaces a secret.</summary>
    public void Set(string name, string value, DateTimeOffset now)
    {
        using var alone = Lock();
        var entries = Read();
        OwnerOnly.CreateFolder(KeyRing);
        OwnerOnly.Restrict(KeyRing);
        entries[name] = new Entry(Protector(name, mayMakeKeys: true).Protect(value), now);
        foreach (var key in Directory.EnumerateFiles(KeyRing))
        {
            OwnerOnly.Restrict(key);
        }

        Write(entries);
    }

    /// <returns><see langword="false"/> when there is none of that name.</returns>
    public bool Remove(string name)
    {
        using var alone = Lock();
        var entries = Read();
        if (!entries.Remove(name))
        {
            return false;
        }

        Write(entries);
        return true;
    }

    private SortedDictionary<string, Entry> Read()
    {
        var none = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        if (!System.IO.File.Exists(File))
        {
            return none;
        }

        try
        {
            OwnerOnly.Restrict(File);
            var document = JsonSerializer.Deserialize<Document>(System.IO.File.ReadAllBytes(File), Form);
            return document is { Format: Format, Secrets: { } secrets } && secrets.Values.All(entry => entry is { Value.Length: > 0 })
                ? new SortedDictionary<string, Entry>(secrets, StringComparer.Ordinal)
                : throw new GatewayException(Phrase.Of(Texts.Damaged, File));
        }
        catch (JsonException exception)
        {
            throw new GatewayException(Phrase.Of(Texts.Damaged, File), innerException: exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException(Phrase.Of(Texts.OutOfReach, File, exception.GetType().Name), innerException: exception);
        }
    }

    private void Write(SortedDictionary<string, Entry> entries) =>
        OwnerOnly.Replace(File, JsonSerializer.SerializeToUtf8Bytes(new Document(Format, entries), Form));

    /// <summary>Two commands at once must not lose one another's secret.</summary>
    private FileStream Lock()
    {
        try
        {
            OwnerOnly.CreateFolder(Path.GetDirectoryName(File)!);
            OwnerOnly.Restrict(Path.GetDirectoryName(File)!);
            return OwnerOnly.Create(File + ".lock", FileMode.OpenOrCreate);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException(Phrase.Of(Texts.OutOfReach, File, exception.GetType().Name), innerException: exception);
        }
    }

    private bool HasKeys() => Directory.Exists(KeyRing) && Directory.EnumerateFiles(KeyRing, "key-*.xml").Any();

    private IDataProtector Protector(string name, bool mayMakeKeys)
    {
        var provider = DataProtectionProvider.Create(new DirectoryInfo(KeyRing), builder =>
        {
            builder.SetApplicationName("eljournal");
            if (!mayMakeKeys)
            {
                builder.DisableAutomaticKeyGeneration();
            }

            if (OperatingSystem.IsWindows())
            {
                builder.ProtectKeysWithDpapi();
            }
        });

        // The name is part of the purpose: a value copied to another name does not decrypt.
        return provider.CreateProtector("ElJournal.Gateway.Secrets", name);
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    private sealed record Entry(string Value, DateTimeOffset SetAt);

    private sealed record Document(string Format, SortedDictionary<string, Entry> Secrets);
}

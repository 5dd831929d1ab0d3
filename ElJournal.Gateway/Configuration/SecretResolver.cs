using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Secrets;

namespace ElJournal.Gateway.Configuration;

/// <summary>Turns a reference to a secret into its value, as late as possible. Values are never logged or stored.</summary>
/// <param name="environment">The environment's variables.</param>
/// <param name="directory">The folder that <c>file:</c> paths are relative to.</param>
/// <param name="store">What <c>secret:</c> names.</param>
/// <param name="veil">Is told every value that is handed out.</param>
internal sealed class SecretResolver(IReadOnlyDictionary<string, string> environment, string directory, SecretStore store, SecretVeil veil)
{
    /// <summary>The forms a reference has.</summary>
    public static string Forms => ConfigurationTexts.SecretForms;

    /// <summary>Whether the text is a reference.</summary>
    public static bool IsReference(string text) => Split(text) is not null;

    /// <summary>The secret that the reference names.</summary>
    /// <exception cref="GatewayException">It is not there.</exception>
    public string Resolve(string reference)
    {
        var value = Find(reference);
        veil.Add(value);
        return value;
    }

    private string Find(string reference) => Split(reference) switch
    {
        ("env", var name) => environment.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw new GatewayException(Phrase.Of(ConfigurationTexts.SecretVariableMissing, reference)),
        ("file", var path) => FromFile(reference, Path.GetFullPath(path, directory)),
        ("secret", var name) => store.Get(name),
        _ => throw new GatewayException(Phrase.Of(ConfigurationTexts.SecretReferenceExpected, Forms)),
    };

    private static string FromFile(string reference, string path)
    {
        try
        {
            var value = File.ReadAllText(path).Trim();
            return value.Length > 0 ? value : throw new GatewayException(Phrase.Of(ConfigurationTexts.SecretFileEmpty, reference));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException(Phrase.Of(ConfigurationTexts.SecretFileUnreadable, reference, exception.GetType().Name));
        }
    }

    private static (string Kind, string Name)? Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon + 1 < text.Length && (text[..colon] is "env" or "file" or "secret") ? (text[..colon], text[(colon + 1)..].Trim()) : null;
    }
}

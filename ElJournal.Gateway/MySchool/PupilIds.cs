using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.MySchool;

/// <summary>Which pupils of a school an ЕСИА account stands for. The file is read again when it has changed; nothing of it is ever logged.</summary>
internal sealed class PupilIds(string file)
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private Known? known;

    /// <returns>In Russian what is wrong with the file, without anything that stands in it; <see langword="null"/> for nothing.</returns>
    public static string? Problem(string file)
    {
        try
        {
            if (!File.Exists(file))
            {
                return Phrase.Of(Texts.PupilFileMissing, file);
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
            {
                return Phrase.Of(Texts.PupilFileOpen, file);
            }

            Read(file);
            return null;
        }
        catch (JsonException mistake)
        {
            return Phrase.Of(Texts.PupilFileInvalid, file, (mistake.LineNumber ?? 0) + 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Phrase.Of(Texts.PupilFileUnreadable, file, exception.GetType().Name);
        }
    }

    /// <summary>The journal's ids of the pupils; empty when the account is not known.</summary>
    /// <exception cref="GatewayException">The file cannot be used any more.</exception>
    public IReadOnlyList<string> Of(string account)
    {
        var written = File.GetLastWriteTimeUtc(file);
        var current = known;
        if (current is null || current.Written != written)
        {
            if (Problem(file) is { } problem)
            {
                throw new GatewayException(problem);
            }

            known = current = new Known(written, Read(file));
        }

        return current.Pupils.GetValueOrDefault(account, []);
    }

    private static Dictionary<string, string[]> Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException();
        }

        return json.RootElement.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.ValueKind switch
        {
            JsonValueKind.String => [pair.Value.GetString()!],
            JsonValueKind.Array when pair.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => pair.Value.EnumerateArray().Select(item => item.GetString()!).ToArray(),
            _ => throw new JsonException(),
        }, StringComparer.Ordinal);
    }

    private sealed record Known(DateTime Written, IReadOnlyDictionary<string, string[]> Pupils);
}

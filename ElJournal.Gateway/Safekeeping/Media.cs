using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>A medium that is there and is known.</summary>
internal sealed record Medium(string Name, string Directory, string Serial);

/// <summary>A medium cannot be used; the message says why and what to do.</summary>
/// <param name="state">A word for scripts.</param>
internal sealed class MediumException(string state, string message) : GatewayException(message)
{
    public const string Missing = "missing";
    public const string Foreign = "foreign";
    public const string Unreadable = "unreadable";
    public const string Full = "full";
    public const string Failed = "failed";

    public string State { get; } = state;
}

/// <summary>The register of media: each bears a number that was written on it, so that an empty mount point or another stick is not taken for it.</summary>
internal sealed class Media(LedgerDatabase database, MachineClock machine)
{
    private const string MarkFile = "eljournal-medium.json";
    private const string Format = "eljournal-medium/1";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task<IReadOnlyList<MediumRow>> RegisteredAsync(CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        return await context.Set<MediumRow>().AsNoTracking().OrderBy(medium => medium.Name).ThenBy(medium => medium.AddedAt).ToListAsync(cancellationToken);
    }

    /// <summary>The medium in the folder. The very first one of a name is entered by itself; any further one by <see cref="AddAsync"/>.</summary>
    /// <exception cref="MediumException">There is none, or it is not known under this name.</exception>
    public async Task<Medium> RecognizeAsync(MediumOptions options, string directory, CancellationToken cancellationToken)
    {
        RequireFolder(options, directory);
        var known = (await RegisteredAsync(cancellationToken)).Where(medium => string.Equals(medium.Name, options.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (known.Count == 0)
        {
            return await AddAsync(options, directory, Environment.UserName, cancellationToken);
        }

        var serial = ReadMark(directory);
        return serial is null ? throw new MediumException(MediumException.Missing, Phrase.Of(Texts.MediumUnmarked, options.Name, directory, string.Join(", ", known.Select(medium => medium.Serial))))
            : known.Exists(medium => medium.Serial == serial) ? new Medium(options.Name, directory, serial)
            : throw new MediumException(MediumException.Foreign, Phrase.Of(Texts.MediumForeign, options.Name, directory, serial));
    }

    /// <summary>Enters the medium that is in the folder now, and gives it a number where it has none.</summary>
    public async Task<Medium> AddAsync(MediumOptions options, string directory, string by, CancellationToken cancellationToken)
    {
        RequireFolder(options, directory);
        var serial = ReadMark(directory) ?? WriteMark(directory);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command("""INSERT INTO media ("Serial", "Name", "AddedBy", "AddedAt") VALUES ($serial, $name, $by, $at) ON CONFLICT ("Serial") DO UPDATE SET "Name" = excluded."Name" """);
        command.Parameters.AddWithValue("$serial", serial);
        command.Parameters.AddWithValue("$name", options.Name);
        command.Parameters.AddWithValue("$by", by);
        command.Parameters.AddWithValue("$at", machine.Time.GetUtcNow().ToStored());
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new Medium(options.Name, directory, serial);
    }

    /// <summary>The sets on a medium, oldest first: their names begin with the moment. Unfinished ones do not count.</summary>
    public static IReadOnlyList<string> Sets(string directory) =>
        [.. Directory.EnumerateDirectories(directory).Where(folder => File.Exists(Path.Combine(folder, BackupManifest.FileName)) && !Path.GetFileName(folder).StartsWith('.')).OrderBy(folder => Path.GetFileName(folder), StringComparer.Ordinal)];

    private static void RequireFolder(MediumOptions options, string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new MediumException(MediumException.Missing, Phrase.Of(Texts.MediumMissing, options.Name, directory));
        }
    }

    private static string? ReadMark(string directory)
    {
        try
        {
            return JsonSerializer.Deserialize<Mark>(File.ReadAllBytes(Path.Combine(directory, MarkFile)), Form) is { Format: Format, Serial: { Length: > 0 } serial } ? serial : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private string WriteMark(string directory)
    {
        var now = machine.Time.GetUtcNow();

        // Short enough to be written on a label.
        var serial = string.Create(CultureInfo.InvariantCulture, $"{now:yyMMdd}-{RandomNumberGenerator.GetHexString(6)}");
        try
        {
            OwnerOnly.Replace(Path.Combine(directory, MarkFile), JsonSerializer.SerializeToUtf8Bytes(new Mark(Format, serial, now), Form));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MediumException(MediumException.Failed, Phrase.Of(Texts.MediumNotWritable, directory, exception.GetType().Name));
        }

        return serial;
    }

    private sealed record Mark(string Format, string Serial, DateTimeOffset MadeAt);
}

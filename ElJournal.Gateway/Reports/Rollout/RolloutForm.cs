using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Reports.Rollout;

/// <summary>The form that an authority asks a school to fill in: its rows are the authority's words and stand in a file of the school's, never in this program.</summary>
/// <param name="Title">The form's title; left out, the report's own.</param>
/// <param name="Rows">The rows with their sub-rows, in the form's order.</param>
/// <param name="Problems">The second table.</param>
internal sealed record RolloutForm(string? Title, ImmutableArray<RolloutRow> Rows, ImmutableArray<RolloutProblem> Problems)
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <exception cref="GatewayException">The file is missing or wrong, with the place.</exception>
    public static async Task<RolloutForm> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            var form = await JsonSerializer.DeserializeAsync<RolloutForm>(stream, Form, cancellationToken);
            return form is { Rows.IsDefaultOrEmpty: false } ? form : throw new GatewayException(Phrase.Of(Texts.NoRows, file));
        }
        catch (JsonException failure)
        {
            throw new GatewayException(Phrase.Of(Texts.BadForm, file, (failure.LineNumber ?? 0) + 1, failure.Path ?? ""));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException(Phrase.Of(Texts.MissingForm, file));
        }
    }
}

/// <summary>A row or sub-row of the form.</summary>
/// <param name="Number">Its number as the form writes it: <c>3</c>, <c>3.1</c>.</param>
/// <param name="Text">What it asks.</param>
/// <param name="Indicator">What of the journal answers it; left out, the answers do.</param>
/// <param name="Answers">Answers by the day since which they hold; each later report adds to the earlier.</param>
internal sealed record RolloutRow(string Number, string Text, RolloutIndicator? Indicator, ImmutableArray<RolloutAnswer> Answers);

/// <summary>An answer.</summary>
internal sealed record RolloutAnswer(DateOnly? Since, string Text);

/// <summary>A problem, and how it was solved.</summary>
/// <param name="Since">The day since which it is known; a report of an earlier day does not name it.</param>
/// <param name="Solved">The day on which it was solved; a report of an earlier day says that it is being solved.</param>
internal sealed record RolloutProblem(DateOnly? Since, string Problem, string? Solution, DateOnly? Solved);

/// <summary>What the journal's own data can answer.</summary>
internal enum RolloutIndicator
{
    /// <summary>Classes whose lessons have entries, of all classes.</summary>
    ClassesWithEntries = 1,
    /// <summary>Classes whose lessons have topics, of all classes.</summary>
    ClassesWithTopics,
    /// <summary>Classes in which somebody was noted as absent or late, of all classes.</summary>
    ClassesWithAttendance,
    /// <summary>Classes that have marks, of grades 2 and above.</summary>
    ClassesWithMarks,
    /// <summary>Classes that have homework, of grades 2 and above.</summary>
    ClassesWithHomework,
    /// <summary>Teachers who entered anything, of those with lessons.</summary>
    TeachersWithEntries,
    /// <summary>Pupils who signed in.</summary>
    PupilsSignedIn,
    /// <summary>Pupils whose parents signed in, where the journal tells whose they are.</summary>
    ParentsSignedIn,
    /// <summary>Pupils whose parents applied for the electronic diary, by the school's list.</summary>
    Applications,
    /// <summary>Pupils whose parents consented to the processing of personal data, by the school's list.</summary>
    Consents,
}

using System.Collections.Immutable;
using System.Globalization;

namespace ElJournal.Adapters.Petersburg.ReadingBack;

/// <summary>A pupil by whom the portal is checked.</summary>
/// <param name="StudentId">The pupil's id in the school's journal.</param>
/// <param name="Educations">The pupil's educations at the portal: the key of marks and lessons there.</param>
internal sealed record ControlPupil(string StudentId, ImmutableArray<long> Educations)
{
    /// <summary>Reads <c>p7=5001;p8=5002+5003</c>.</summary>
    /// <exception cref="AdapterException">It is not of that form.</exception>
    public static ImmutableArray<ControlPupil> ReadAll(string text)
    {
        var pupils = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One).ToImmutableArray();
        return pupils.Length > 0 && pupils.Select(pupil => pupil.StudentId).Distinct(StringComparer.Ordinal).Count() == pupils.Length ? pupils : throw Wrong();
    }

    private static ControlPupil One(string part)
    {
        var at = part.LastIndexOf('=');
        var educations = ImmutableArray.CreateBuilder<long>();
        foreach (var number in at > 0 ? part[(at + 1)..].Split('+', StringSplitOptions.TrimEntries) : [])
        {
            educations.Add(long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var education) ? education : throw Wrong());
        }

        return educations.Count > 0 ? new ControlPupil(part[..at].Trim(), educations.ToImmutable()) : throw Wrong();
    }

    private static AdapterException Wrong() =>
        new(AdapterFailure.Permanent, "Setting 'ControlPupils' must be a list like p7=5001;p8=5002+5003.", Texts.ControlPupilsWrong);
}

/// <summary>The account that reads. The password is secret.</summary>
internal sealed record ReadAccount(string Login, string Password)
{
    public override string ToString() => nameof(ReadAccount);
}

using System.Globalization;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Which school is meant.</summary>
internal sealed class SchoolChoice(IDnevnikApi api, DnevnikSettings settings)
{
    /// <summary>The school that is set, or the only one of the account.</summary>
    /// <exception cref="AdapterException">None is set and the account belongs to none or several; the instruction lists them.</exception>
    public async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (settings.SchoolId is { } set)
        {
            return set;
        }

        var schools = (await api.MySchoolsAsync(cancellationToken).ConfigureAwait(false)).Where(school => school.Id is not null).DistinctBy(school => school.Id).ToList();
        return schools switch
        {
            [var only] => only.Id!,
            [] => throw new AdapterException(AdapterFailure.Permanent, "The account belongs to no school, and SchoolId is not set.", Texts.NoSchool),
            _ => throw new AdapterException(
                AdapterFailure.Permanent,
                "The account belongs to several schools, and SchoolId is not set.",
                string.Format(CultureInfo.InvariantCulture, Texts.SeveralSchools, string.Join("; ", schools.Select(school => $"{school.Id} – {school.Name}")))),
        };
    }
}

using System.Globalization;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.Samples.RegionSimulation;

/// <summary>The schools of a made-up region. Equal arguments give equal regions, on any machine.</summary>
/// <remarks>However few schools there are, their sizes are spread as those of the whole region are: one school alone is the middle one.</remarks>
public sealed class Region
{
    private const int PupilsInClass = 25;
    private const int Grades = 11;

    // The generator has letters for ten classes of a grade; the largest schools have larger classes.
    private const int MostClasses = 10 * Grades;

    private Region(RegionSettings settings, IReadOnlyList<RegionSchool> schools)
    {
        Settings = settings;
        Schools = schools;
    }

    public RegionSettings Settings { get; }

    public IReadOnlyList<RegionSchool> Schools { get; }

    public static Region Create(RegionSettings settings)
    {
        var chance = new Chance(settings.Seed).Of("region");

        // A school's place among the sizes has nothing to do with its number.
        var places = new int[settings.Schools];
        foreach (var (number, place) in Enumerable.Range(0, settings.Schools).OrderBy(number => chance.Of(number).Below(int.MaxValue)).ThenBy(number => number).Select((number, place) => (number, place)))
        {
            places[number] = place;
        }

        return new(settings, [.. places.Select((place, number) => School(settings, number, SizeDistribution.At((place + 0.5) / settings.Schools)))]);
    }

    private static RegionSchool School(RegionSettings settings, int number, int pupils) => new(
        string.Create(CultureInfo.InvariantCulture, $"s{number + 1:D4}"),
        string.Create(CultureInfo.InvariantCulture, $"Школа № {number + 1}"),
        string.Create(CultureInfo.InvariantCulture, $"1{number + 1:D12}"),
        new SchoolScale
        {
            Seed = unchecked((settings.Seed * 100_003) + number),
            Pupils = pupils,
            Classes = Math.Clamp((int)Math.Ceiling(pupils / (double)PupilsInClass), Grades, MostClasses),
            Weeks = settings.Weeks,
            Planned = false,
        });
}

/// <summary>What a region is made from.</summary>
public sealed record RegionSettings
{
    public int Schools { get; init; } = 1000;

    public int Seed { get; init; } = 2026;

    /// <summary>School weeks from 31 August 2026 on.</summary>
    public int Weeks { get; init; } = 2;
}

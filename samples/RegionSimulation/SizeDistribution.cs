namespace ElJournal.Samples.RegionSimulation;

/// <summary>How many pupils the schools of a region have: many small ones in the country, a few of thousands in the towns. Half of them have 400 or fewer.</summary>
internal static class SizeDistribution
{
    // Share of schools with at most so many pupils; between two points it grows evenly.
    private static readonly (double Share, int Pupils)[] Points = [(0, 50), (0.30, 150), (0.50, 400), (0.85, 900), (0.97, 1500), (1, 3000)];

    /// <summary>The size of the school at a place among all, smallest first.</summary>
    /// <param name="place">From 0 to 1.</param>
    public static int At(double place)
    {
        var upper = Array.FindIndex(Points, 1, point => place <= point.Share);
        var (from, to) = (Points[upper - 1], Points[upper]);
        return (int)Math.Round(from.Pupils + ((to.Pupils - from.Pupils) * (place - from.Share) / (to.Share - from.Share)));
    }
}

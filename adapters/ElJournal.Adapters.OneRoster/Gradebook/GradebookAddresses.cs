namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>Where the services lie.</summary>
/// <param name="Gradebook">The gradebook service, with a slash at its end.</param>
/// <param name="Rostering">The rostering service, which classes, people, terms and the school are referred to at.</param>
internal sealed record GradebookAddresses(Uri Gradebook, Uri Rostering)
{
    private const string GradebookPath = "ims/oneroster/gradebook/v1p2/";
    private const string RosteringPath = "ims/oneroster/rostering/v1p2/";

    /// <param name="given">The provider's address, or that of its gradebook service; with a slash at its end.</param>
    public static GradebookAddresses Of(Uri given)
    {
        if (!given.AbsolutePath.EndsWith($"/{GradebookPath}", StringComparison.OrdinalIgnoreCase))
        {
            return new GradebookAddresses(new Uri(given, GradebookPath), new Uri(given, RosteringPath));
        }

        return new GradebookAddresses(given, new Uri(new Uri(given.AbsoluteUri[..^GradebookPath.Length]), RosteringPath));
    }

    public WireReference ToGradebook(string collection, string sourcedId, string type) => Reference(Gradebook, collection, sourcedId, type);

    public WireReference ToRoster(string collection, string sourcedId, string type) => Reference(Rostering, collection, sourcedId, type);

    private static WireReference Reference(Uri service, string collection, string sourcedId, string type) => new($"{service.AbsoluteUri}{collection}/{Uri.EscapeDataString(sourcedId)}", sourcedId, type);
}

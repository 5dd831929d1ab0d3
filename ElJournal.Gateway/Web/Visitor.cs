using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Web;

/// <summary>Who looks at the page.</summary>
/// <param name="Account">The account's name; <see langword="null"/> for somebody at this machine who has not signed in.</param>
/// <param name="Schools">The schools that may be seen.</param>
internal sealed record Visitor(string? Account, IReadOnlyList<SchoolRuntime> Schools)
{
    /// <summary>Whether decisions may be made: only by somebody with a name.</summary>
    public bool MayDecide => Account is not null;

    /// <summary>As the log of looks has it.</summary>
    public string Name => Account ?? WebTexts.Nobody;

    /// <exception cref="NotThereException">There is no such school, or it is not this visitor's.</exception>
    public SchoolRuntime School(string? id) => Schools.FirstOrDefault(school => school.Id == id) ?? throw new NotThereException();
}

/// <summary>The address names nothing that the visitor may see.</summary>
internal sealed class NotThereException() : GatewayException(WebTexts.NotThere);

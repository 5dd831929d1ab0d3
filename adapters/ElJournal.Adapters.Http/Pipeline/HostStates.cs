using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>The hosts that were spoken to over one set of the host program's handlers.</summary>
/// <remarks>They live as long as those handlers do, so that many schools with one system share its breaker, while tests with handlers of their own share nothing.</remarks>
internal sealed class HostStates
{
    private static readonly ConditionalWeakTable<IHttpClientSource, HostStates> All = [];

    private readonly ConcurrentDictionary<string, HostState> hosts = new(StringComparer.OrdinalIgnoreCase);

    public static HostState Of(IHttpClientSource handlers, Uri address, TimeProvider time) =>
        All.GetOrCreateValue(handlers).hosts.GetOrAdd(address.GetLeftPart(UriPartial.Authority), static (_, clock) => new HostState(clock), time);
}

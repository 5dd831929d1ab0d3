using RestEase;

namespace ElJournal.Adapters.Http.Json;

/// <summary>Classes that RestEase makes of an interface, each made once: it makes another one, in an assembly that is never let go, whenever it is asked.</summary>
/// <typeparam name="T">The interface.</typeparam>
internal static class MadeClients<T>
    where T : class
{
    private static readonly Lock Gate = new();
    private static Type? made;

    /// <summary>A client of the interface.</summary>
    public static T For(IRequester requester)
    {
        lock (Gate)
        {
            if (made is null)
            {
                var first = RestClient.For<T>(requester);
                made = first.GetType();
                return first;
            }
        }

        return (T)Activator.CreateInstance(made, requester)!;
    }
}

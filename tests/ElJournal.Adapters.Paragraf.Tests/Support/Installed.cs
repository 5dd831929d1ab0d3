using System.Data.Common;
using ElJournal.Adapters.Paragraf.Database;

namespace ElJournal.Adapters.Paragraf.Tests.Support;

/// <summary>The providers that the tests' build put into <c>providers/</c>.</summary>
internal static class Installed
{
    public static DbProviderFactory Sqlite => Providers.Load("Microsoft.Data.Sqlite", Providers.Folder);

    public static DbProviderFactory Npgsql => Providers.Load("Npgsql", Providers.Folder);
}

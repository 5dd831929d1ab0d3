using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ElJournal.HaltingHook;

/// <summary>Stands still right before and right after each commit, on whatever connection: SQLite itself tells when a statement begins and when it has ended.</summary>
internal static unsafe partial class CommitBoundaries
{
    private const string Library = "e_sqlite3";
    private const uint StatementBegins = 1;
    private const uint StatementEnded = 2;

    private static Harness? harness;
    private static int number;

    /// <summary>From now on, on every connection that is opened.</summary>
    public static void Watch(Harness watching)
    {
        harness = watching;
        delegate* unmanaged[Cdecl]<nint, nint, nint, int> opened = &Opened;
        if (AutoExtension((nint)opened) is var answer and not 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"SQLite refused to be watched: {answer}."));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Opened(nint database, nint error, nint routines)
    {
        delegate* unmanaged[Cdecl]<uint, nint, nint, nint, int> traced = &Traced;
        return Trace(database, StatementBegins | StatementEnded, (nint)traced, 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Traced(uint what, nint context, nint statement, nint detail)
    {
        if (MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)Sql(statement)).StartsWith("COMMIT"u8))
        {
            var own = what == StatementBegins ? ++number : number;
            harness!.Halt(string.Create(CultureInfo.InvariantCulture, $"{(what == StatementBegins ? "before" : "after")} commit {own}"));
        }

        return 0;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_auto_extension")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int AutoExtension(nint entryPoint);

    [LibraryImport(Library, EntryPoint = "sqlite3_trace_v2")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Trace(nint database, uint mask, nint callback, nint context);

    [LibraryImport(Library, EntryPoint = "sqlite3_sql")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial nint Sql(nint statement);
}

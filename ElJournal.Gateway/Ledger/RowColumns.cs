using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ElJournal.Gateway.Ledger;

/// <summary>The columns of the row that a statement stands at.</summary>
/// <remarks>
/// The provider's own calls count references to the statement and let the collector in, which costs more than what they fetch; a year has twenty million columns.
/// These fetch what the step has already put into memory, so nothing waits in them. Whoever calls keeps the statement alive.
/// </remarks>
internal static class RowColumns
{
    private const string Library = "e_sqlite3";

    public static bool IsNull(sqlite3_stmt row, int column) => ColumnType(row.DangerousGetHandle(), column) == raw.SQLITE_NULL;

    public static int Int32(sqlite3_stmt row, int column) => ColumnInt32(row.DangerousGetHandle(), column);

    public static long Int64(sqlite3_stmt row, int column) => ColumnInt64(row.DangerousGetHandle(), column);

    /// <summary>The column's bytes, valid until the next step.</summary>
    public static ReadOnlySpan<byte> Bytes(sqlite3_stmt row, int column)
    {
        var handle = row.DangerousGetHandle();
        var start = ColumnBlob(handle, column);
        return start == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), start), ColumnBytes(handle, column));
    }

    [DllImport(Library, EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    private static extern int ColumnType(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int"), SuppressGCTransition]
    private static extern int ColumnInt32(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    private static extern long ColumnInt64(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_blob"), SuppressGCTransition]
    private static extern nint ColumnBlob(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition]
    private static extern int ColumnBytes(nint statement, int column);
}

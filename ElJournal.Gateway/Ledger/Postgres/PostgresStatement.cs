using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace ElJournal.Gateway.Ledger.Postgres;

/// <summary>A prepared statement on PostgreSQL that is used as one on SQLite is: others may run on the connection while its rows are gone through.</summary>
/// <remarks>
/// A connection serves one reader at a time. So the first rows, which nearly always are all, are taken at once; of a long answer the rest stays with the server until it is asked for,
/// or until another statement needs the connection.
/// </remarks>
internal sealed class PostgresStatement : IDisposable
{
    /// <summary>So many rows are taken at once.</summary>
    private const int AtOnce = 2000;

    /// <summary>What the server said of a text's parameters; asking again would cost a round trip each time.</summary>
    private static readonly ConcurrentDictionary<string, NpgsqlDbType[]> Types = new(StringComparer.Ordinal);

    /// <summary>Whose rows are still coming on a connection.</summary>
    private static readonly ConditionalWeakTable<NpgsqlConnection, PostgresStatement> Reading = [];

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private readonly NpgsqlParameter?[] parameters;
    private readonly bool textAsBytes;
    private readonly List<Cell[]> rows = [];

    /// <summary>By parameter, what <see cref="Append"/> has collected.</summary>
    private List<object?>?[]? collected;
    private NpgsqlDataReader? reader;
    private Cell[] row = [];
    private int taken;
    private bool running;

    /// <param name="textAsBytes">Texts are kept as the server sent them.</param>
    public PostgresStatement(NpgsqlConnection connection, string sql, bool textAsBytes = false)
    {
        this.connection = connection;
        this.textAsBytes = textAsBytes;
        Settle(connection);
#pragma warning disable CA2100 // Callers pass constants; values are parameters.
        command = new NpgsqlCommand(LedgerSql.ForPostgres(sql), connection);
#pragma warning restore CA2100
        if (!Types.TryGetValue(sql, out var types))
        {
            NpgsqlCommandBuilder.DeriveParameters(command);
            var highest = command.Parameters.Select(Place).DefaultIfEmpty(0).Max();
            types = new NpgsqlDbType[highest + 1];
            foreach (NpgsqlParameter parameter in command.Parameters)
            {
                types[Place(parameter)] = parameter.NpgsqlDbType;
            }

            command.Parameters.Clear();
            Types[sql] = types;
        }

        parameters = new NpgsqlParameter?[types.Length];
        for (var place = 1; place < types.Length; place++)
        {
            // A number that the text leaves out.
            if (types[place] != default)
            {
                command.Parameters.Add(parameters[place] = new NpgsqlParameter(string.Create(CultureInfo.InvariantCulture, $"p{place}"), types[place]) { Value = DBNull.Value });
            }
        }

        command.Prepare();
    }

    public void Bind(int index, object? value)
    {
        if (parameters[index] is { } parameter)
        {
            parameter.Value = value ?? DBNull.Value;
        }
    }

    /// <summary>Ends a row of a statement whose parameters are arrays; all of them go to the server when it is run.</summary>
    public void Append()
    {
        collected ??= [.. parameters.Select(parameter => parameter is null ? null : new List<object?>())];
        for (var place = 1; place < parameters.Length; place++)
        {
            collected[place]?.Add(parameters[place]!.Value);
        }
    }

    public bool Step()
    {
        if (!running)
        {
            Execute();
        }

        if (taken < rows.Count)
        {
            row = rows[taken++];
            return true;
        }

        if (reader is null)
        {
            return false;
        }

        // A long answer: the server holds the rest.
        rows.Clear();
        taken = 0;
        Take(AtOnce);
        return rows.Count > 0 && Step();
    }

    public void Reset()
    {
        Close();
        rows.Clear();
        taken = 0;
        running = false;
    }

    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        Settle(connection);
        return command.ExecuteNonQuery();
    }

    public bool IsNull(int column) => row[column].IsNull;

    public long Int64(int column) => row[column].Number;

    public string? Text(int column) => row[column] switch
    {
        { IsNull: true } => null,
        { Content: byte[] bytes } => Encoding.UTF8.GetString(bytes),
        { Content: string text } => text,
        var number => number.Number.ToString(CultureInfo.InvariantCulture),
    };

    public ReadOnlySpan<byte> Bytes(int column) => row[column].Content switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => [],
    };

    public void Dispose()
    {
        Close();
        command.Dispose();
    }

    /// <summary>Makes the connection free for another command: rows that are still coming are taken first.</summary>
    public static void Settle(NpgsqlConnection connection)
    {
        if (Reading.TryGetValue(connection, out var other))
        {
            other.Take(int.MaxValue);
        }
    }

    private static int Place(NpgsqlParameter parameter) => int.Parse(parameter.ParameterName.AsSpan(1), CultureInfo.InvariantCulture);

    private void Execute()
    {
        Settle(connection);
        running = true;
        for (var place = 1; collected is not null && place < parameters.Length; place++)
        {
            if (collected[place] is { } column)
            {
                parameters[place]!.Value = (parameters[place]!.NpgsqlDbType & ~NpgsqlDbType.Array) switch
                {
                    NpgsqlDbType.Bigint => column.ConvertAll(value => value as long?).ToArray(),
                    NpgsqlDbType.Text => column.ConvertAll(value => value as string).ToArray(),
                    NpgsqlDbType.Bytea => column.ConvertAll(value => value as byte[]).ToArray(),
                    var other => throw new NotSupportedException($"An array of {other}."),
                };
            }
        }

        reader = command.ExecuteReader();
        Reading.AddOrUpdate(connection, this);
        Take(AtOnce);
    }

    private void Take(int most)
    {
        if (reader is null)
        {
            return;
        }

        var columns = reader.FieldCount;
        for (var count = 0; count < most; count++)
        {
            if (!reader.Read())
            {
                Close();
                return;
            }

            var cells = new Cell[columns];
            for (var column = 0; column < columns; column++)
            {
                cells[column] = Read(reader, column);
            }

            rows.Add(cells);
        }
    }

    private Cell Read(NpgsqlDataReader from, int column)
    {
        if (from.IsDBNull(column))
        {
            return new Cell(0, DBNull.Value);
        }

        var type = from.GetFieldType(column);
        return type == typeof(long) ? new Cell(from.GetInt64(column), null)
            : type == typeof(string) ? new Cell(0, textAsBytes ? from.GetFieldValue<byte[]>(column) : from.GetString(column))
            : type == typeof(byte[]) ? new Cell(0, from.GetFieldValue<byte[]>(column))
            : new Cell(Convert.ToInt64(from.GetValue(column), CultureInfo.InvariantCulture), null);
    }

    private void Close()
    {
        if (reader is null)
        {
            return;
        }

        reader.Dispose();
        reader = null;
        if (Reading.TryGetValue(connection, out var mine) && mine == this)
        {
            Reading.Remove(connection);
        }
    }

    private readonly record struct Cell(long Number, object? Content)
    {
        public bool IsNull => Content is DBNull;
    }
}

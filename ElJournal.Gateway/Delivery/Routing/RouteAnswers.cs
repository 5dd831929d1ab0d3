using System.Data;
using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery;

/// <summary>What <see cref="RouteFilter.Includes"/> says, as a table of the connection: a server's statements cannot call into this program. Its function <c>on_route</c> looks up here.</summary>
/// <remarks>The filter asks little of a record: whose it is and whether its day is early. Of a school year there are some thousands of such combinations, and each is asked once.</remarks>
internal static class RouteAnswers
{
    private const int NotEarly = 0;
    private const int Early = 1;
    private const int NoDay = 2;

    public static void Install(DbConnection connection, RouteFilter filter, string school, int? fromDay)
    {
        using (var table = connection.Command("""
            CREATE TEMP TABLE IF NOT EXISTS route_answers ("Book" bigint, "Kind" bigint, "Root" text COLLATE "C", "Pupil" text COLLATE "C", "Early" bigint, "Unsent" bigint, "Sent" bigint, PRIMARY KEY ("Book", "Kind", "Root", "Pupil", "Early"));
            TRUNCATE route_answers
            """))
        {
            table.ExecuteNonQuery();
        }

        using (var setting = connection.Command("""SELECT set_config('eljournal.route_open', $open, false), set_config('eljournal.route_from', $from, false)"""))
        {
            setting.Parameters.AddWithValue("$open", filter.IsOpen ? "1" : "0");
            setting.Parameters.AddWithValue("$from", FormattableString.Invariant($"{fromDay ?? 0}"));
            setting.ExecuteNonQuery();
        }

        if (!filter.IsOpen)
        {
            Answer(connection, filter, Combinations(connection, school, fromDay ?? 0), fromDay ?? 0);
        }
    }

    private static List<(int Book, RecordKind Kind, string Root, string Pupil, int Early)> Combinations(DbConnection connection, string school, int from)
    {
        using var command = connection.Command("""
            SELECT DISTINCT r."Book", r."Kind", coalesce(r."RootClass", ''), coalesce(CASE WHEN r."Kind" = 4 THEN r."Key" ELSE r."Student" END, ''),
              CASE WHEN r."Day" IS NULL THEN 2 WHEN r."Day" < $from THEN 1 ELSE 0 END
            FROM records r JOIN books k ON k."Id" = r."Book" WHERE k."School" = $school
            """);
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$from", from);
        using var reader = command.ExecuteReader();
        var found = new List<(int, RecordKind, string, string, int)>();
        while (reader.Read())
        {
            found.Add((reader.GetInt32(0), (RecordKind)reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4)));
        }

        return found;
    }

    private static void Answer(DbConnection connection, RouteFilter filter, List<(int Book, RecordKind Kind, string Root, string Pupil, int Early)> combinations, int from)
    {
        using var command = connection.Command("""INSERT INTO route_answers VALUES ($book, $kind, $root, $pupil, $early, $unsent, $sent)""");
        var book = command.Parameters.Add("$book", DbType.Int64);
        var kind = command.Parameters.Add("$kind", DbType.Int64);
        var root = command.Parameters.Add("$root", DbType.String);
        var pupil = command.Parameters.Add("$pupil", DbType.String);
        var early = command.Parameters.Add("$early", DbType.Int64);
        var unsent = command.Parameters.Add("$unsent", DbType.Int64);
        var sent = command.Parameters.Add("$sent", DbType.Int64);
        foreach (var one in combinations)
        {
            int? day = one.Early switch { NoDay => null, Early => from - 1, NotEarly or _ => from };
            var subject = new GateSubject(one.Book, one.Kind, one.Pupil, Given(one.Root), day, Lesson: null, Given(one.Pupil));
            (book.Value, kind.Value, root.Value, pupil.Value, early.Value) = ((long)one.Book, (long)one.Kind, one.Root, one.Pupil, (long)one.Early);
            (unsent.Value, sent.Value) = (filter.Includes(subject, sent: false) ? 1L : 0L, filter.Includes(subject, sent: true) ? 1L : 0L);
            command.ExecuteNonQuery();
        }
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;
}

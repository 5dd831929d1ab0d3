using System.Collections.Immutable;
using System.Data.Common;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Delivery;

/// <summary>Which records are on a route, worked out against the ledger as it is: names of classes, grades and the classes of pupils are looked up once.</summary>
/// <remarks>What cannot be placed is not sent, but what was sent before is not taken away for it.</remarks>
internal sealed class RouteFilter
{
    private readonly string school = "";
    private readonly bool byClass;
    private readonly ImmutableHashSet<(int Book, string Class)> roots = [];
    private readonly Dictionary<(int Book, string Pupil), string?> pupils = [];
    private readonly ImmutableHashSet<string> excluded = [];
    private readonly ImmutableHashSet<string>? only;
    private readonly int? fromDay;
    private readonly ImmutableHashSet<int> earlierBooks = [];

    private RouteFilter()
    {
    }

    private RouteFilter(RouteOptions options, Func<string, DbCommand> commands, string school)
    {
        this.school = school;
        byClass = options.Classes.Count > 0 || options.Grades.Count > 0;
        excluded = [.. options.ExcludedPupils];
        only = options.OnlyPupils is { } some ? [.. some] : null;
        fromDay = options.From?.DayNumber;
        IsOpen = !byClass && excluded.IsEmpty && only is null && fromDay is null;
        if (byClass)
        {
            var names = options.Classes.Select(ClassName.Fold).ToHashSet(StringComparer.Ordinal);
            var known = Classes(commands, school);
            roots = [.. known.Where(group => options.Grades.Contains(group.Grade) || names.Contains(ClassName.Fold(group.Name))).Select(group => (group.Book, group.Key))];
            Unknown = known.Count == 0 ? [] : [.. options.Classes.Where(name => !known.Any(group => ClassName.Same(group.Name, name)))];
            NamesNothing = known.Count > 0 && roots.IsEmpty;
            pupils = Pupils(commands, school);
        }

        if (options.From is { } from)
        {
            earlierBooks = EarlierBooks(commands, school, SchoolYear.Of(from, []).Year);
        }
    }

    /// <summary>Everything of the route's kinds.</summary>
    public static RouteFilter Everything { get; } = new() { IsOpen = true };

    /// <summary>Whether nothing is left out.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>Names of classes that the ledger has never seen.</summary>
    public ImmutableArray<string> Unknown { get; } = [];

    /// <summary>Whether no class of the ledger is meant, as with a misspelled name: delivering would take everything away from the portal.</summary>
    public bool NamesNothing { get; }

    /// <summary>The filter as configured, in the caller's transaction.</summary>
    public static RouteFilter Of(RouteOptions options, LedgerTransaction transaction, string school) => new(options, transaction.Command, school);

    /// <summary>The filter as configured, for reading.</summary>
    public static RouteFilter Of(RouteOptions options, DbConnection connection, string school) => new(
        options,
        connection.Command,
        school);

    /// <summary>Whether the record is on the route.</summary>
    /// <param name="sent">Whether it went out before.</param>
    public bool Includes(in GateSubject record, bool sent)
    {
        if (IsOpen)
        {
            return true;
        }

        // Days before the beginning are not caught up; what went out earlier is kept as it should be.
        if (!sent && fromDay is { } from && (record.Day is { } day ? day < from : earlierBooks.Contains(record.Book)))
        {
            return false;
        }

        return record.Kind switch
        {
            RecordKind.Term or RecordKind.Teacher or RecordKind.Subject => true,
            RecordKind.Class or RecordKind.Lesson or RecordKind.Homework => HasClass(record, sent),
            RecordKind.Student => HasClass(record, sent) && HasPupil(record.Book, record.Key),
            RecordKind.SignIn => HasSignIn(record),
            _ => HasClass(record, sent) && (record.Student is null || HasPupil(record.Book, record.Student)),
        };
    }

    /// <summary>Makes <see cref="Includes"/> the function <c>on_route(book, kind, key, root, student, day, sent)</c> of the connection.</summary>
    public void Install(DbConnection connection)
    {
        if (connection is SqliteConnection sqlite)
        {
            sqlite.CreateFunction(
                "on_route",
                (long book, long kind, string key, string? root, string? student, long? day, long? sent) =>
                    Includes(new GateSubject((int)book, (RecordKind)kind, key, root, (int?)day, Lesson: null, student), sent > 0),
                isDeterministic: true);
            return;
        }

        RouteAnswers.Install(connection, this, school, fromDay);
    }

    private bool HasClass(in GateSubject record, bool sent) => !byClass || (record.RootClass is { } root ? roots.Contains((record.Book, root)) : sent);

    private bool HasPupil(int book, string pupil) =>
        !excluded.Contains(pupil)
        && only?.Contains(pupil) != false
        && (!byClass || !pupils.TryGetValue((book, pupil), out var root) || root is null || roots.Contains((book, root)));

    /// <summary>With a choice of pupils only theirs: whose parent somebody is, the journal does not say.</summary>
    private bool HasSignIn(in GateSubject record) =>
        (!byClass && only is null && (record.Student is null || !excluded.Contains(record.Student)))
        || (record.Student is { } person && (!byClass || pupils.ContainsKey((record.Book, person))) && HasPupil(record.Book, person));

    private static List<(int Book, string Key, string Name, int Grade)> Classes(Func<string, DbCommand> commands, string school)
    {
        using var command = commands("""
            SELECT r."Book", r."Key", json_extract(r."Payload", '$.name'), CAST(json_extract(r."Payload", '$.grade') AS BIGINT) FROM records r JOIN books k ON k."Id" = r."Book"
            WHERE k."School" = $school AND r."Kind" = 2 AND coalesce(json_extract(r."Payload", '$.parentId'), '') = ''
            """);
        command.Parameters.AddWithValue("$school", school);
        using var reader = command.ExecuteReader();
        var found = new List<(int, string, string, int)>();
        while (reader.Read())
        {
            found.Add((reader.GetInt32(0), reader.GetString(1), reader.IsDBNull(2) ? "" : reader.GetString(2), reader.IsDBNull(3) ? 0 : reader.GetInt32(3)));
        }

        return found;
    }

    /// <summary>Those who left the school, too: their marks stay.</summary>
    private static Dictionary<(int Book, string Pupil), string?> Pupils(Func<string, DbCommand> commands, string school)
    {
        using var command = commands("""SELECT r."Book", r."Key", r."RootClass" FROM records r JOIN books k ON k."Id" = r."Book" WHERE k."School" = $school AND r."Kind" = 4""");
        command.Parameters.AddWithValue("$school", school);
        using var reader = command.ExecuteReader();
        var found = new Dictionary<(int, string), string?>();
        while (reader.Read())
        {
            found[(reader.GetInt32(0), reader.GetString(1))] = reader.IsDBNull(2) ? null : reader.GetString(2);
        }

        return found;
    }

    private static ImmutableHashSet<int> EarlierBooks(Func<string, DbCommand> commands, string school, int year)
    {
        using var command = commands("""SELECT "Id" FROM books WHERE "School" = $school AND "Year" < $year""");
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$year", year);
        using var reader = command.ExecuteReader();
        var found = ImmutableHashSet.CreateBuilder<int>();
        while (reader.Read())
        {
            found.Add(reader.GetInt32(0));
        }

        return found.ToImmutable();
    }
}

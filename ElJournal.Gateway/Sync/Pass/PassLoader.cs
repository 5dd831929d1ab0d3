using System.Data.Common;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Loads what the ledger holds of a book, as little of it as the pass needs.</summary>
internal sealed class PassLoader : IDisposable
{
    private const string Columns = """ "Kind", "Id", "Key", "Hash", "Deleted", "Pending", "RootClass", "Class", "Day", "Subject", "Teacher" """;

    private const string ScopeSql = $"""SELECT {Columns} FROM records INDEXED BY "IX_records_Book_RootClass_Day_Kind" WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" BETWEEN ?3 AND ?4 AND "Kind" BETWEEN 6 AND 9""";

    private readonly DbConnection connection;
    private readonly int book;
    private readonly KnownRecords known;
    private readonly PassPlan? plan;
    private readonly HashSet<(string Root, DayRange Days)> beyond = [];
    private readonly Statement findKey;
    private readonly Statement findLesson;
    private bool datedLoaded;

    public PassLoader(DbConnection connection, PassPlan plan, KnownRecords known)
        : this(connection, plan.Book, known) => this.plan = plan;

    /// <summary>For looking up where things are, without a pass.</summary>
    public PassLoader(DbConnection connection, int book, KnownRecords known)
    {
        this.connection = connection;
        this.book = book;
        this.known = known;
        Places = new PassPlaces(FindLesson);
        findKey = new Statement(connection, """SELECT "Id", "Hash", "Deleted", "Pending" FROM records WHERE "Book" = ?1 AND "Kind" = ?2 AND "Key" = ?3""");
        findLesson = new Statement(connection, """SELECT "RootClass", "Class", "Day", "Subject", "Teacher" FROM records WHERE "Book" = ?1 AND "Kind" = 6 AND "Key" = ?2 AND ("Deleted" = 0 OR "Pending" = 1)""");
    }

    public PassPlaces Places { get; }

    /// <summary>Loads the classes and pupils, and finds out which kinds the ledger has nothing of.</summary>
    public void LoadRoster()
    {
        using var any = new Statement(connection, """
            SELECT EXISTS (SELECT 1 FROM records WHERE "Book" = ?1 AND "Kind" = ?2) OR EXISTS (SELECT 1 FROM scope_reads WHERE "Book" = ?1 AND "Kind" = ?2)
            """);
        foreach (var kind in RecordKinds.All)
        {
            any.Bind(1, book).Bind(2, (long)kind).Step();
            known[kind].Direct = any.Int64(0) == 0;
            any.Reset();
        }

        using var roster = new Statement(connection, """SELECT "Kind", "Key", "RootClass", "Class" FROM records WHERE "Book" = ?1 AND "Kind" IN (2, 4) AND "Deleted" = 0""");
        roster.Bind(1, book);
        while (roster.Step())
        {
            if (roster.Int32(0) == (int)RecordKind.Class)
            {
                Places.Stored(Places.Pooled(roster.Text(1)!), Places.Pooled(roster.Text(2) ?? roster.Text(1)!));
            }
            else
            {
                Places.StoredStudent(roster.Text(1)!, Places.Pooled(roster.Text(3)));
            }
        }
    }

    /// <summary>Loads the lessons to which a hold's changes belong, so that the connection is not needed any more.</summary>
    public void LoadLessonsOf(string hold)
    {
        using var lessons = new Statement(connection, """
            SELECT DISTINCT coalesce(json_extract(change."Payload", '$.lessonId'), record."Lesson") FROM held_changes AS change
            JOIN records AS record ON record."Id" = change."Record" WHERE change."Hold" = ?1
            """);
        lessons.Bind(1, hold);
        while (lessons.Step())
        {
            if (lessons.Text(0) is { } lesson)
            {
                Places.LessonAt(lesson);
            }
        }
    }

    /// <summary>Makes sure that the stored records of a kind are known.</summary>
    public KnownKind Load(RecordKind kind)
    {
        var records = known[kind];
        if (records.Loaded)
        {
            return records;
        }

        if (!kind.IsDated())
        {
            records.Loaded = true;
            if (!records.Direct)
            {
                using var statement = new Statement(connection, $"""SELECT {Columns} FROM records WHERE "Book" = ?1 AND "Kind" = ?2""");
                Take(statement.Bind(1, book).Bind(2, (long)kind));
            }
        }
        else
        {
            LoadDated();
        }

        return records;
    }

    /// <summary>Makes sure that all is known of a scope that was read, also where the source read more than was asked: only against all of it can be told what moved and what is gone.</summary>
    public void Load(ReadScope read)
    {
        var records = Load(read.Kind);
        if (!records.Partial || read.Days is not { } days || plan!.Window.Contains(days))
        {
            return;
        }

        Statement? scope = null;
        foreach (var root in read.ClassIds ?? Roots())
        {
            if (!plan.DaysOf(root).Any(asked => asked.Contains(days)) && beyond.Add((root, days)))
            {
                Take(scope ??= new Statement(connection, ScopeSql), root, days);
            }
        }

        scope?.Dispose();
    }

    /// <summary>Looks up a record that may lie outside the windows.</summary>
    public bool Find(RecordKind kind, string key, ref Known entry)
    {
        findKey.Reset().Bind(1, book).Bind(2, (long)kind).Bind(3, key);
        if (!findKey.Step())
        {
            return false;
        }

        entry = Read(findKey.Int64(0), findKey.Bytes(1), findKey.Int32(2) != 0, findKey.Int32(3) != 0);
        findKey.Reset();
        return true;
    }

    public void Dispose()
    {
        findKey.Dispose();
        findLesson.Dispose();
    }

    /// <summary>The four kinds that have days are loaded together: they lie together.</summary>
    private void LoadDated()
    {
        if (datedLoaded)
        {
            return;
        }

        datedLoaded = true;
        foreach (var kind in RecordKinds.All.Where(kind => kind.IsDated()))
        {
            known[kind].Loaded = true;
            known[kind].Partial = !plan!.WholeYear && !known[kind].Direct;
        }

        if (RecordKinds.All.Where(kind => kind.IsDated()).All(kind => known[kind].Direct))
        {
            return;
        }

        if (plan!.WholeYear && IsMostOfTheLedger())
        {
            using (var count = new Statement(connection, """SELECT count(*) FROM records WHERE "Book" = ?1 AND "Kind" = ?2"""))
            {
                foreach (var kind in RecordKinds.All.Where(kind => kind.IsDated()))
                {
                    count.Reset().Bind(1, book).Bind(2, (long)kind).Step();
                    known[kind].Expect((int)count.Int64(0));
                }
            }

            // In the order of the file: a look-up for each row by an index would cost several times as much.
            using var all = new Statement(connection, $"""SELECT {Columns} FROM records NOT INDEXED WHERE "Book" = ?1 AND "Kind" BETWEEN 6 AND 9""");
            Take(all.Bind(1, book));
            return;
        }

        using var scope = new Statement(connection, ScopeSql);
        foreach (var root in Roots())
        {
            foreach (var days in plan!.DaysOf(root))
            {
                Take(scope, root, days);
            }
        }

        using var lost = new Statement(connection, $"""SELECT {Columns} FROM records WHERE "Book" = ?1 AND "RootClass" IS NULL AND "Day" IS NULL AND "Kind" BETWEEN 7 AND 9""");
        Take(lost.Bind(1, book));
    }

    private bool IsMostOfTheLedger()
    {
        using var books = new Statement(connection, "SELECT count(*) FROM books");
        books.Step();
        return books.Int64(0) <= 2;
    }

    /// <summary>The classes of which there is anything, by jumping from one to the next in the index.</summary>
    private List<string> Roots()
    {
        using var next = new Statement(connection, """SELECT min("RootClass") FROM records WHERE "Book" = ?1 AND "RootClass" > ?2""");
        var roots = new List<string>();
        var last = "";
        while (next.Reset().Bind(1, book).Bind(2, last).Step() && next.Text(0) is { } root)
        {
            roots.Add(root);
            last = root;
        }

        return roots;
    }

    private void Take(Statement scope, string root, DayRange days) => Take(scope.Reset().Bind(1, book).Bind(2, root).Bind(3, days.From.DayNumber).Bind(4, days.To.DayNumber));

    private void Take(Statement row)
    {
        while (row.Step())
        {
            var kind = (RecordKind)row.Int32(0);
            var key = Fingerprint.Of(row.Bytes(2));
            ref var entry = ref known[kind].Add(key, out var exists);
            if (!exists)
            {
                entry = Read(row.Int64(1), row.Bytes(3), row.Int32(4) != 0, row.Int32(5) != 0);
            }

            if (kind == RecordKind.Lesson && !entry.Has(KnownState.Gone) && row.Text(6) is { } root && row.Int32OrNull(8) is { } day)
            {
                Places.StoredLesson(row.Text(2)!, new LessonPlace(Places.Pooled(root), Places.Pooled(row.Text(7) ?? root), day, Places.Pooled(row.Text(9)), Places.Pooled(row.Text(10))));
            }
        }

        row.Reset();
    }

    private LessonPlace? FindLesson(string lesson)
    {
        if (known[RecordKind.Lesson].Direct)
        {
            return null;
        }

        findLesson.Reset().Bind(1, book).Bind(2, lesson);
        var place = findLesson.Step() && findLesson.Text(0) is { } root && findLesson.Int32OrNull(2) is { } day
            ? new LessonPlace(Places.Pooled(root), Places.Pooled(findLesson.Text(1) ?? root), day, Places.Pooled(findLesson.Text(3)), Places.Pooled(findLesson.Text(4)))
            : null;
        findLesson.Reset();
        return place;
    }

    private static Known Read(long row, ReadOnlySpan<byte> hash, bool deleted, bool pending)
    {
        var (content, entry) = RecordEncoder.ReadHash(hash);
        return new Known
        {
            Row = row,
            Content = content.High,
            Entry = unchecked((uint)entry),
            State = (deleted && !pending ? KnownState.Gone : KnownState.None) | (pending ? KnownState.Pending : KnownState.None),
        };
    }
}

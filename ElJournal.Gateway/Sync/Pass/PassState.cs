using System.Data.Common;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

internal enum ChangeKind
{
    /// <summary>A live record with other content.</summary>
    Changed,

    /// <summary>A record that was gone.</summary>
    Returned,

    /// <summary>Written by a pass that broke off, and different now.</summary>
    PendingChanged,
}

/// <summary>A stored record that the source shows otherwise.</summary>
internal sealed record ChangedRecord(JournalRecord Record, long Row, ChangeKind Type);

/// <summary>What a pass has come to know.</summary>
internal sealed class PassState(PassPlan plan, PassScopes scopes, PassLoader loader)
{
    private readonly Dictionary<long, byte[]?> pins = [];
    private readonly HashSet<string> lessonsOutside = new(StringComparer.Ordinal);
    private readonly HashSet<string> termsOutside = new(StringComparer.Ordinal);
    private readonly HashSet<RecordKind> withoutKey = [];

    public PassPlan Plan => plan;

    public PassScopes Scopes => scopes;

    public PassLoader Loader => loader;

    public PassPlaces Places => loader.Places;

    public List<ChangedRecord> Changed { get; } = [];

    /// <summary>Rows whose nature the end of the pass decides.</summary>
    public List<long> PendingRows { get; } = [];

    public List<SkippedRecord> Skipped { get; } = [];

    public List<SkippedRecord> Remarks { get; } = [];

    /// <summary>Keys that were named as not understood and that the ledger does not hold.</summary>
    public List<(RecordKind Kind, string Key)> SkippedUnknown { get; } = [];

    public HashSet<string> SkippedLessons { get; } = new(StringComparer.Ordinal);

    /// <summary>Turned-down values that the source has given up.</summary>
    public HashSet<long> ReleasedPins { get; } = [];

    public long[] Read { get; } = new long[RecordKinds.All.Length + 1];

    public long Added { get; set; }

    public long Unchanged { get; set; }

    public int Requests { get; private set; }

    public int Retries { get; private set; }

    /// <summary>The greatest difference of clocks that the source showed.</summary>
    public TimeSpan? Skew { get; private set; }

    public Exception? Failure { get; private set; }

    /// <summary>Records that came in directly, by class and day of the last weeks: their evidence is put right at the end.</summary>
    public HashSet<(RecordKind Kind, string Root)> DirectScopes { get; } = [];

    /// <summary>Whether all lessons and entries of all days were read to their end.</summary>
    public bool AllDatedRead => RecordKinds.All.Where(kind => kind.IsDated()).All(IsReadWhole);

    /// <summary>Kinds, classes (empty for the whole school) and day numbers that the source never got to because it failed.</summary>
    public List<(RecordKind Kind, string Root, IReadOnlyList<int> Days)> NotReached { get; } = [];

    public void Fail(Exception exception) => Failure = exception;

    /// <summary>After a failure: what the source shows and said nothing about.</summary>
    public void FindNotReached(IEnumerable<RecordKind> asked)
    {
        foreach (var kind in asked)
        {
            var claims = scopes.Claims.Where(claim => claim.Scope.Kind == kind && claim.Classes is null).ToList();
            if (!kind.IsDated())
            {
                if (claims.Count == 0)
                {
                    NotReached.Add((kind, "", [0]));
                }

                continue;
            }

            AddNotReached(kind, "", plan.Window, claims);
            foreach (var extra in plan.Extra)
            {
                AddNotReached(kind, extra.ClassId, extra.Days, [.. scopes.Claims.Where(claim => claim.Scope.Kind == kind && (claim.Classes is null || claim.Classes.Contains(extra.ClassId)))]);
            }
        }
    }

    /// <summary>Whether the source broke off nowhere and refused nothing of the kind.</summary>
    public bool IsReadWhole(RecordKind kind) =>
        Failure is null && scopes.Claims.Any(claim => claim.Scope.Kind == kind) && !scopes.Claims.Any(claim => claim.Scope.Kind == kind && claim.Type == ClaimKind.Unread);

    public void NoteDirect(RecordKind kind, RecordColumns columns)
    {
        if (kind.IsDated() && columns.RootClass is { } root)
        {
            DirectScopes.Add((kind, root));
        }
    }

    public void Take(ReadEffort effort)
    {
        Requests += effort.Requests;
        Retries += effort.Retries;
        if (effort.ClockSkew is { } skew && skew.Duration() > (Skew ?? TimeSpan.MinValue))
        {
            Skew = skew.Duration();
        }
    }

    public void Take(Skipped skipped)
    {
        Skipped.Add(new SkippedRecord(skipped.Kind.WireName(), skipped.Key, skipped.Reason, skipped.Where, skipped.Line) { InRussian = skipped.InRussian });
        if (skipped.Key is not { } key)
        {
            withoutKey.Add(skipped.Kind);
            return;
        }

        if (skipped.Kind == RecordKind.Lesson)
        {
            SkippedLessons.Add(key);
        }

        var known = loader.Load(skipped.Kind);
        ref var entry = ref known.Find(Fingerprint.Of(key));
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref entry) && !entry.Has(KnownState.Seen))
        {
            SkippedRows.Add(entry.Row);
        }
        else
        {
            SkippedUnknown.Add((skipped.Kind, key));
        }
    }

    /// <summary>Class-days in which something moved and was altered at once, so that which is which had to be guessed: what is new there may acquit, never accuse.</summary>
    public HashSet<(string Root, int? Day)> Guessed { get; } = [];

    /// <summary>Class-days that are left as they are, because what moved in them was not read as a whole.</summary>
    public HashSet<(string Root, int Day)> Unsettled { get; } = [];

    /// <summary>Rows that the source could not make sense of: not gone.</summary>
    public HashSet<long> SkippedRows { get; } = [];

    /// <summary>Whether a record of the kind could not even be told by its key, so that nothing of the kind is known to be gone.</summary>
    public bool HasSkippedWithoutKey(RecordKind kind) => withoutKey.Contains(kind);

    /// <summary>Whether the record belongs to another school year, which is closed.</summary>
    public bool LiesOutside(JournalRecord record)
    {
        switch (record)
        {
            case Term term when plan.AfterClosedYear && term.End < plan.Year.Days.From:
                termsOutside.Add(term.Id);
                return true;
            case FinalMark mark:
                return termsOutside.Count > 0 && termsOutside.Contains(mark.TermId);
            case Lesson lesson when !plan.Year.Days.Contains(lesson.Day):
                lessonsOutside.Add(lesson.Id);
                return true;
            case Mark mark:
                return lessonsOutside.Count > 0 && lessonsOutside.Contains(mark.LessonId);
            case Homework homework:
                return lessonsOutside.Count > 0 && lessonsOutside.Contains(homework.LessonId);
            case Attendance attendance:
                return lessonsOutside.Count > 0 && lessonsOutside.Contains(attendance.LessonId);
            default:
                return false;
        }
    }

    /// <summary>The same key came twice; the first counts.</summary>
    public void Repeated(RecordKind kind, string key, bool same)
    {
        if (!same)
        {
            Skipped.Add(new SkippedRecord(kind.WireName(), key, "duplicate-key", Where: null, Line: null) { InRussian = Texts.DuplicateKey });
        }
    }

    public void LoadPins(DbConnection connection)
    {
        using var statement = new Statement(connection, """SELECT "Record", "Hash" FROM pins WHERE "Book" = ?1""");
        statement.Bind(1, plan.Book);
        while (statement.Step())
        {
            pins.Add(statement.Int64(0), statement.IsNull(1) ? null : statement.Bytes(1).ToArray());
        }
    }

    /// <summary>Whether a person has turned down this very value.</summary>
    public bool IsTurnedDown(long row, RecordEncoder encoded)
    {
        if (pins.Count == 0 || !pins.TryGetValue(row, out var pinned))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[RecordEncoder.HashSize];
        encoded.WriteHash(hash);
        if (pinned is not null && hash.SequenceEqual(pinned))
        {
            Unchanged++;
            return true;
        }

        ReleasedPins.Add(row);
        return false;
    }

    /// <summary>Whether a person has turned down that this record is gone.</summary>
    public bool IsAbsenceTurnedDown(long row) => pins.Count > 0 && pins.TryGetValue(row, out var pinned) && pinned is null;

    /// <summary>The source shows what the ledger holds, so nothing is turned down any more.</summary>
    public void Released(long row)
    {
        if (pins.Count > 0 && pins.ContainsKey(row))
        {
            ReleasedPins.Add(row);
        }
    }

    private void AddNotReached(RecordKind kind, string root, DayRange asked, List<Claim> claims)
    {
        var days = asked.Days().Where(day => !claims.Exists(claim => claim.Scope.Days is not { } read || read.Contains(day))).Select(day => day.DayNumber).ToList();
        if (days.Count > 0)
        {
            NotReached.Add((kind, root, days));
        }
    }
}

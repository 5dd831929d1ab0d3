using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Works out, at the end of a pass, about which records there is anything to decide.</summary>
internal sealed class CaseCollector(PassState state, DbConnection connection, StoredRecords stored) : IDisposable
{
    private readonly RecordEncoder encoder = new();
    private readonly RecordColumns columns = new();
    private Names? before;
    private Names? now;

    public List<Case> Cases { get; } = [];

    /// <summary>New rows that must not stay: the ledger knows something newer, or nothing shows them any more.</summary>
    public List<long> Dropped { get; } = [];

    /// <summary>Lessons that keep the place that the ledger gives them, whatever the pass brought.</summary>
    public List<(string Lesson, LessonPlace Stored, LessonPlace Brought)> KeptPlaces { get; } = [];

    /// <summary>Where records were that could not be understood.</summary>
    public HashSet<(RecordKind Kind, string Root, int Day)> Doubted { get; } = [];

    public void Collect()
    {
        CollectVanished();
        CollectDoubted();
        if (Cases.Count > 0 || state.Changed.Count > 0 || (state.PendingRows.Count > 0 && !state.AllDatedRead))
        {
            (before, now) = Names.Load(connection, state.Plan.Book, state.Changed);
        }

        CollectChanged();
        CollectNew();
        foreach (var item in Cases.Where(item => item.Type == CaseType.Vanished))
        {
            item.Before = before!.Content(item.Kind, stored.Get(item.Row).Columns);
        }

        MoveMatching.MatchLessons(Cases);
        if (before is not null)
        {
            LeaveUnsettled(new UnsettledDays(state, connection, stored, before).TakeOut(Cases));
            Cases.AddRange(new LessonChildren(state, connection, stored, before, now!).OfMoved(Cases));
        }

        MoveMatching.MatchChildren(Cases);
        state.Guessed.UnionWith(Cases.Where(item => item.Edited).Select(item => (item.Root, item.Day)));
        Cases.RemoveAll(item => item is { SameText: true, From: null, To: null });
    }

    private void LeaveUnsettled(IReadOnlyList<Case> waiting)
    {
        foreach (var item in waiting.Where(item => item is { Type: CaseType.Changed, Record: Lesson }))
        {
            var row = stored.Get(item.Row);
            columns.Fill(item.Record!, state.Places);
            Keep(row);
        }

        foreach (var (root, day) in state.Unsettled)
        {
            DoubtDay(root, day);
        }
    }

    private void CollectVanished()
    {
        foreach (var kind in RecordKinds.All)
        {
            if (!state.Scopes.AnyRead(kind))
            {
                continue;
            }

            var anyMayBeThere = state.HasSkippedWithoutKey(kind);
            foreach (var known in state.Loader.Load(kind).Where(KnownState.None, KnownState.Seen | KnownState.Gone))
            {
                if (state.SkippedRows.Contains(known.Row) || state.IsAbsenceTurnedDown(known.Row))
                {
                    continue;
                }

                var row = stored.Get(known.Row);
                if (!state.Scopes.Of(kind, row.Columns.RootClass, row.Columns.Class, row.Columns.Day).Complete || BelongsToBadLesson(row))
                {
                    continue;
                }

                if (anyMayBeThere)
                {
                    Doubt(row);
                    continue;
                }

                if (known.Has(KnownState.Pending))
                {
                    Dropped.Add(known.Row);
                    continue;
                }

                Cases.Add(new Case
                {
                    Type = CaseType.Vanished,
                    Kind = kind,
                    Row = known.Row,
                    Root = row.Columns.RootClass ?? "",
                    Day = row.Columns.Day,
                    Order = row.Columns.Number ?? row.Columns.StartMinute ?? 0,
                    Harmful = !ChangeWeight.IsPlannedAhead(kind, row.Columns, state.Plan.Today),
                    LessonBefore = row.Columns.Lesson,
                });
            }
        }
    }

    private void CollectDoubted()
    {
        foreach (var row in state.SkippedRows)
        {
            Doubt(stored.Get(row));
        }

        foreach (var (kind, key) in state.SkippedUnknown)
        {
            // Homework and absences tell their lesson by their key; of a mark or a new lesson nobody can be accused.
            var lesson = kind switch
            {
                RecordKind.Homework => key,
                RecordKind.Attendance => key.Split('/')[0],
                _ => null,
            };
            if (lesson is not null && state.Places.LessonAt(lesson) is { } place)
            {
                Doubted.Add((kind, place.RootClass, place.Day));
            }
        }
    }

    private void Doubt(StoredRecord row)
    {
        if (!row.Kind.IsDated() || row.Columns.RootClass is not { } root || row.Columns.Day is not { } day)
        {
            return;
        }

        if (row.Kind == RecordKind.Lesson)
        {
            // What was entered for the lesson may be among what the source could not place.
            DoubtDay(root, day);
        }
        else
        {
            Doubted.Add((row.Kind, root, day));
        }
    }

    private void DoubtDay(string root, int day) => Doubted.UnionWith([(RecordKind.Lesson, root, day), (RecordKind.Homework, root, day), (RecordKind.Mark, root, day), (RecordKind.Attendance, root, day)]);

    /// <summary>What was entered for a lesson whose row could not be understood stays.</summary>
    private bool BelongsToBadLesson(StoredRecord row)
    {
        if (row.Kind is not (RecordKind.Homework or RecordKind.Mark or RecordKind.Attendance) || row.Columns.Lesson is not { } lesson)
        {
            return false;
        }

        if (state.SkippedLessons.Contains(lesson))
        {
            return true;
        }

        if (!state.HasSkippedWithoutKey(RecordKind.Lesson))
        {
            return false;
        }

        ref var known = ref state.Loader.Load(RecordKind.Lesson).Find(Fingerprint.Of(lesson));
        return System.Runtime.CompilerServices.Unsafe.IsNullRef(ref known) || !known.Has(KnownState.Seen);
    }

    private void CollectChanged()
    {
        foreach (var change in state.Changed)
        {
            var row = stored.Get(change.Row);
            columns.Fill(change.Record, state.Places);
            var stale = state.Scopes.Of(row.Kind, row.Columns.RootClass, row.Columns.Class, row.Columns.Day).Stale
                || state.Scopes.Of(row.Kind, columns.RootClass, columns.Class, columns.Day).Stale;
            if (stale)
            {
                Keep(row);
                if (change.Type == ChangeKind.PendingChanged)
                {
                    Dropped.Add(change.Row);
                }

                continue;
            }

            encoder.Encode(change.Record);
            var weight = change.Type == ChangeKind.Changed ? ChangeWeight.Of(row.Payload, System.Text.Encoding.UTF8.GetString(encoder.Payload)) : default;
            var old = before!.Content(row.Kind, row.Columns);
            var current = now!.Content(row.Kind, columns);
            Cases.Add(new Case
            {
                Type = change.Type switch
                {
                    ChangeKind.Changed => CaseType.Changed,
                    ChangeKind.Returned => CaseType.Returned,
                    _ => CaseType.New,
                },
                Kind = row.Kind,
                Row = change.Row,
                Root = row.Columns.RootClass ?? columns.RootClass ?? "",
                Day = row.Columns.Day ?? columns.Day,
                DayNow = columns.Day,
                Order = columns.Number ?? columns.StartMinute ?? 0,
                Record = change.Record,
                Harmful = weight.Harmful && !ChangeWeight.IsPlannedAhead(row.Kind, row.Columns, state.Plan.Today),
                MovedInPlace = change.Type == ChangeKind.Changed && weight.ReferencesOnly && old.Strict == current.Strict,
                LessonBefore = row.Columns.Lesson,
                LessonNow = columns.Lesson,
                Before = old,
                Now = current,
            });
        }
    }

    private void CollectNew()
    {
        foreach (var pending in state.PendingRows)
        {
            var row = stored.Get(pending);
            if (row.Kind.HasLesson() && row.Columns.Lesson is { } lesson && state.Places.LessonAt(lesson) is { } place)
            {
                // It may have come before its lesson.
                row.Columns.Stand(place);
            }

            if (state.Scopes.Of(row.Kind, row.Columns.RootClass, row.Columns.Class, row.Columns.Day).Stale)
            {
                Dropped.Add(pending);
                continue;
            }

            Cases.Add(new Case
            {
                Type = CaseType.New,
                Kind = row.Kind,
                Row = pending,
                Root = row.Columns.RootClass ?? "",
                Day = row.Columns.Day,
                Order = row.Columns.Number ?? row.Columns.StartMinute ?? 0,
                LessonNow = row.Columns.Lesson,
                Now = now?.Content(row.Kind, row.Columns) ?? default,
            });
        }
    }

    private void Keep(StoredRecord row)
    {
        if (row.Kind == RecordKind.Lesson && row.Columns.Place is { } place && columns.Place is { } brought && brought != place)
        {
            KeptPlaces.Add((row.Key, place, brought));
        }
    }

    public void Dispose() => encoder.Dispose();
}

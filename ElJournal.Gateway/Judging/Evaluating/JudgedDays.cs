using System.Data;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Judging.Evaluating;

/// <summary>Notes which days were judged, and takes away what said that they had to be.</summary>
internal sealed class JudgedDays(LedgerTransaction transaction, string school, DateTimeOffset now)
{
    public void Store(JudgingScene scene, WorkSet work, Timetable timetable, Evaluation evaluation)
    {
        using var upsert = transaction.Command("""
            INSERT INTO judged_days ("School", "Class", "Day", "Settled", "Until", "Reads", "Together", "JudgedAt") VALUES ($school, $class, $day, $settled, $until, $reads, $together, $now)
            ON CONFLICT ("School", "Class", "Day") DO UPDATE SET "Settled" = excluded."Settled", "Until" = excluded."Until", "Reads" = excluded."Reads", "Together" = excluded."Together", "JudgedAt" = excluded."JudgedAt"
            """);
        upsert.Parameters.AddWithValue("$school", school);
        upsert.Parameters.AddWithValue("$now", now.ToStored());
        var name = upsert.Parameters.Add("$class", DbType.String);
        var day = upsert.Parameters.Add("$day", DbType.Int64);
        var settled = upsert.Parameters.Add("$settled", DbType.Int64);
        var until = upsert.Parameters.Add("$until", DbType.Int64);
        var reads = upsert.Parameters.Add("$reads", DbType.Int64);
        var together = upsert.Parameters.Add("$together", DbType.Int64);
        foreach (var (rootClass, number) in evaluation.Seen)
        {
            name.Value = rootClass;
            day.Value = number;
            var waiting = evaluation.WaitingOf(rootClass, number);
            settled.Value = waiting is null ? 1 : 0;
            until.Value = (object?)waiting?.Until ?? DBNull.Value;
            reads.Value = waiting?.Reads ?? 0;
            together.Value = timetable.ClassesTogetherWith(rootClass, DateOnly.FromDayNumber(number)).Any() ? 1 : 0;
            upsert.ExecuteNonQuery();
        }

        RemoveEmpty(scene, work, evaluation);
        Keep(scene, work, evaluation);
    }

    /// <summary>Takes away what was pending.</summary>
    public static void Forget(LedgerTransaction transaction, IReadOnlyCollection<DirtyRow> pending)
    {
        using var delete = transaction.Command("""DELETE FROM dirty WHERE "School" = $school AND "Class" = $class AND "Day" = $day""");
        var school = delete.Parameters.Add("$school", DbType.String);
        var name = delete.Parameters.Add("$class", DbType.String);
        var day = delete.Parameters.Add("$day", DbType.Int64);
        foreach (var row in pending)
        {
            (school.Value, name.Value, day.Value) = (row.School, row.Class, row.Day);
            delete.ExecuteNonQuery();
        }
    }

    private void Keep(JudgingScene scene, WorkSet work, Evaluation evaluation)
    {
        if (work.Everything)
        {
            ForgetMoved(scene);
        }

        using var upsert = transaction.Command("""
            INSERT INTO kept_deadlines ("Book", "Day", "Lesson", "Part", "At", "Shift", "Terms") VALUES ($book, $day, $lesson, $part, $at, $shift, $terms)
            ON CONFLICT ("Book", "Day", "Lesson", "Part") DO UPDATE SET "At" = excluded."At", "Shift" = excluded."Shift", "Terms" = excluded."Terms"
            """);
        upsert.Parameters.AddWithValue("$book", scene.Book.Id);
        var day = upsert.Parameters.Add("$day", DbType.Int64);
        var lesson = upsert.Parameters.Add("$lesson", DbType.String);
        var part = upsert.Parameters.Add("$part", DbType.Int64);
        var at = upsert.Parameters.Add("$at", DbType.Int64);
        var shift = upsert.Parameters.Add("$shift", DbType.Int64);
        var terms = upsert.Parameters.Add("$terms", DbType.Int64);
        foreach (var kept in evaluation.Kept)
        {
            (day.Value, lesson.Value, part.Value) = (kept.Day.DayNumber, kept.Lesson, (int)kept.Part);
            (at.Value, shift.Value, terms.Value) = (kept.At.ToStored(), (int)kept.Shift, kept.Terms);
            upsert.ExecuteNonQuery();
        }
    }

    /// <summary>A lesson that went to another day has another deadline. One that is gone keeps its own: when it comes back, nobody is late by that.</summary>
    /// <remarks>Takes a look at every lesson, so only when all are judged anyway.</remarks>
    private void ForgetMoved(JudgingScene scene)
    {
        using var delete = transaction.Command("""
            DELETE FROM kept_deadlines WHERE "Book" = $book AND ("Day", "Lesson") NOT IN (SELECT "Day", "Origin" FROM records WHERE "Book" = $book AND "Kind" = 6)
            """);
        delete.Parameters.AddWithValue("$book", scene.Book.Id);
        delete.ExecuteNonQuery();
    }

    /// <summary>Days that no longer have lessons need no judging.</summary>
    private void RemoveEmpty(JudgingScene scene, WorkSet work, Evaluation evaluation)
    {
        var seen = evaluation.Seen.ToHashSet();
        var gone = new List<DirtyRow>();
        using (var select = transaction.Command("""SELECT "Class", "Day" FROM judged_days WHERE "School" = $school AND "Day" BETWEEN $from AND $to"""))
        {
            select.Parameters.AddWithValue("$school", school);
            select.Parameters.AddWithValue("$from", scene.Days.From.DayNumber);
            select.Parameters.AddWithValue("$to", scene.Days.To.DayNumber);
            using var rows = select.ExecuteReader();
            while (rows.Read())
            {
                var (name, day) = (rows.GetString(0), rows.GetInt32(1));
                if (work.Contains(name, day) && !seen.Contains((name, day)))
                {
                    gone.Add(new DirtyRow { School = school, Class = name, Day = day });
                }
            }
        }

        using var delete = transaction.Command("""DELETE FROM judged_days WHERE "School" = $school AND "Class" = $class AND "Day" = $day""");
        var rootClass = delete.Parameters.Add("$class", DbType.String);
        var number = delete.Parameters.Add("$day", DbType.Int64);
        delete.Parameters.AddWithValue("$school", school);
        foreach (var row in gone)
        {
            (rootClass.Value, number.Value) = (row.Class, row.Day);
            delete.ExecuteNonQuery();
        }
    }
}

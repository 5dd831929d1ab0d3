using System.Text;
using ElJournal.Adapters.Conformance;
using ElJournal.Adapters.Files.Reading;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Files.Tests.Support;

/// <summary>A folder with a sound school of six rows and the means to spoil it.</summary>
internal sealed class SchoolFolder : IDisposable
{
    public static readonly DayRange October = new(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31));
    public static readonly DateTimeOffset Now = new(2026, 10, 5, 20, 0, 0, TimeSpan.FromHours(3));
    public static readonly DateTimeOffset Written = new(2026, 10, 5, 15, 0, 0, TimeSpan.FromHours(3));

    public SchoolFolder()
    {
        Path = Directory.CreateTempSubdirectory("eljournal-files-").FullName;
        Write("terms.csv", "id,name,kind,start,end", "y,2026/2027,schoolYear,2026-09-01,2027-05-31");
        Write("classes.csv", "id,name,grade,kind,homeroomTeacherId,parentId", "c1,1А,1,class,t1,", "c7,7А,7,class,t1,", "c7en,7А англ. 1,,subgroup,,c7");
        Write("teachers.csv", "id,familyName,givenName,middleName,email", "t1,Примерова,Ольга,Ивановна,");
        Write("students.csv", "id,familyName,givenName,middleName,birthDate,classId,enrolledOn,leftOn,email,phone", "s1,Образцов,Пётр,,2013-01-01,c7,,,,", "s2,Образцова,Анна,,2019-01-01,c1,,,,");
        Write("subjects.csv", "id,name", "u1,Алгебра", "u2,Математика");
        Write(
            "lessons.csv",
            "id,date,number,start,end,classId,subjectId,teacherId,topic,status,replacesTeacherId,enteredAt",
            "l1,2026-10-05,1,08:30,09:15,c7,u1,t1,,held,,",
            "l2,2026-10-05,2,09:25,10:10,c1,u2,t1,Счёт,held,,2026-10-05T10:15:00+03:00",
            "l3,2026-09-07,1,08:30,09:15,c7,u1,t1,Дроби,held,,2026-09-07T10:15:00+03:00");
        Write("homework.csv", "lessonId,text,dueDate,enteredAt", "l1,§ 5,2026-10-06,2026-10-05T09:20:00+03:00");
        Write(
            "marks.csv",
            "id,lessonId,studentId,value,work,weight,enteredAt",
            "m1,l1,s1,5,Ответ на уроке,1,2026-10-05T09:20:00+03:00",
            "m2,l2,s2,5,Ответ на уроке,1,2026-10-05T10:20:00+03:00",
            "m3,l3,s1,4,Ответ на уроке,1,2026-09-07T10:20:00+03:00");
        Write("attendance.csv", "lessonId,studentId,kind,enteredAt", "l1,s1,late,2026-10-05T09:21:00+03:00");
        Write("finalMarks.csv", "studentId,subjectId,termId,value,enteredAt,average", "s1,u1,y,5,,\"4,67\"");
        Write("signIns.csv", "personId,role,at", "t1,teacher,2026-10-05T08:00:00+03:00");
    }

    public string Path { get; }

    public string FileOf(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, params string[] lines) => Write(name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    public void Write(string name, byte[] content)
    {
        File.WriteAllBytes(FileOf(name), content);
        File.SetLastWriteTimeUtc(FileOf(name), Written.UtcDateTime);
    }

    public void Append(string name, params string[] lines) => Write(name, [.. File.ReadAllBytes(FileOf(name)), .. Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))]);

    public CsvFolderSource Source() => new(Path, new StoppedClock(Now));

    public async Task<WholeRead> ReadAsync(DayRange? window = null, IReadOnlyList<DayRange>? extra = null, IReadOnlyDictionary<string, string>? tokens = null, IEnumerable<RecordKind>? kinds = null, IReadOnlyList<ClassWindow>? ofClasses = null, CancellationToken cancellationToken = default)
    {
        var request = new ReadRequest(window ?? October, (kinds ?? RecordKinds.All).ToHashSet(), extra ?? [], tokens ?? new Dictionary<string, string>()) { ClassWindows = ofClasses ?? [] };
        var items = new List<ReadItem>();
        await using var source = Source();
        await foreach (var item in source.ReadAsync(request, cancellationToken))
        {
            items.Add(item);
            item.AssertSaidInRussianToo();
        }

        return new WholeRead(items, source.Traits);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>All that one read gave.</summary>
internal sealed record WholeRead(IReadOnlyList<ReadItem> Items, SourceTraits Traits)
{
    public IReadOnlyList<JournalRecord> Records => [.. Items.OfType<Records>().SelectMany(batch => batch.Items)];

    public IReadOnlyList<Skipped> Skipped => [.. Items.OfType<Skipped>()];

    public IReadOnlyList<Remark> Remarks => [.. Items.OfType<Remark>()];

    public IReadOnlyList<ScopeRead> Complete => [.. Items.OfType<ScopeRead>()];

    public IReadOnlyList<ScopeUnread> Unread => [.. Items.OfType<ScopeUnread>()];

    public IReadOnlyList<ScopeUnchanged> Unchanged => [.. Items.OfType<ScopeUnchanged>()];

    public IReadOnlyDictionary<string, string> Tokens => Complete.Where(read => read.TokenName is not null).GroupBy(read => read.TokenName!).ToDictionary(reads => reads.Key, reads => reads.Last().Token!);

    public IEnumerable<T> Of<T>() => Records.OfType<T>();

    public string[] Keys(RecordKind kind) => [.. Records.Where(record => record.Kind == kind).Select(record => record.Key).Order(StringComparer.Ordinal)];
}

internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

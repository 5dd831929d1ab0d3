using System.Text.Json.Serialization;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Which of two spellings of a path answers; the other one is 404.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Spelling>))]
public enum Spelling
{
    Both = 0,
    First = 1,
    Second = 2,
}

/// <summary>How the string twins of ids are sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IdTwins>))]
public enum IdTwins
{
    Present = 0,
    Null = 1,
    Absent = 2,
}

/// <summary>By which date ranges of class marks are cut.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MarkRange>))]
public enum MarkRange
{
    LessonDate = 0,
    SetDate = 1,
}

/// <summary>On which lesson a work of type Homework hangs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HomeworkLesson>))]
public enum HomeworkLesson
{
    Given = 0,
    Due = 1,
}

/// <summary>How the simulated Дневник.ру behaves. Defaults are the plainest reading of the contract; every conflict of its sources is a switch.</summary>
public sealed record DnevnikSettings
{
    /// <summary>The other side of every conflict and everything awkward at once, as far as it hides nothing.</summary>
    public static DnevnikSettings Awkward { get; } = new()
    {
        TimetablesAsArray = true, SchedulesBare = true, LogEntriesBare = true, NullsForEmptyLists = true, NumbersAsText = true, Twins = IdTwins.Null, UpperRegionId = true,
        NoLessonAsZero = true, PeriodGroupSpelling = Spelling.Second, GroupStudentsSpelling = Spelling.Second, PersonSearchSpelling = Spelling.Second, UndoneSpelling = Spelling.Second,
        PersonLogSpelling = Spelling.Second, ManyMarksSpelling = Spelling.Second, ContextRefused = true, AttendRows = true,
    };

    /// <summary>13 digits.</summary>
    public string SchoolId { get; init; } = "1000001234567";

    /// <summary>The token of a member of staff who may read the whole school.</summary>
    public string Token { get; init; } = "StaffToken0000000000000000000001";

    /// <summary>The token of the first pupil of the first class: sees the own class only.</summary>
    public string PupilToken { get; init; } = "PupilToken0000000000000000000001";

    /// <summary>A good token without <c>EducationalInfo</c>.</summary>
    public string NarrowToken { get; init; } = "NarrowToken000000000000000000001";

    /// <summary>A token that has expired.</summary>
    public string ExpiredToken { get; init; } = "ExpiredToken00000000000000000001";

    /// <summary>Lifetime of tokens that the code exchange gives, in seconds.</summary>
    public long ExpiresIn { get; init; } = 2_592_000;

    /// <summary>Timetables are an array of one instead of an object.</summary>
    public bool TimetablesAsArray { get; init; }

    /// <summary><c>schedules</c> is a bare array instead of <c>{"days":[…]}</c>.</summary>
    public bool SchedulesBare { get; init; }

    /// <summary>A pupil's log entries are a bare array instead of <c>{"logEntries":[…]}</c>.</summary>
    public bool LogEntriesBare { get; init; }

    /// <summary><c>reporting-period-group</c> (first) or <c>reporting-periods-group</c> (second).</summary>
    public Spelling PeriodGroupSpelling { get; init; }

    /// <summary>POST <c>edu-groups/students</c> (first) or POST <c>edu-groups</c> (second).</summary>
    public Spelling GroupStudentsSpelling { get; init; }

    /// <summary><c>persons/search</c> (first) or <c>person/search</c> (second).</summary>
    public Spelling PersonSearchSpelling { get; init; }

    /// <summary><c>tasks/{p}/undone</c> (first) or <c>persons/{p}/undone</c> (second).</summary>
    public Spelling UndoneSpelling { get; init; }

    /// <summary><c>lesson-log-entries/person/{p}/subject/{s}</c> (first) or the odd path with <c>person=</c> (second).</summary>
    public Spelling PersonLogSpelling { get; init; }

    /// <summary>POST <c>lessons/many/marks</c> (first) or <c>lessons/marks</c> (second).</summary>
    public Spelling ManyMarksSpelling { get; init; }

    /// <summary>How class marks are cut by dates.</summary>
    public MarkRange MarksBy { get; init; }

    /// <summary>Whether calls by class hold the rows of its subgroups.</summary>
    public bool SubgroupRows { get; init; } = true;

    /// <summary>Whether the list of the school's groups holds subgroups.</summary>
    public bool SubgroupsInSchoolList { get; init; } = true;

    /// <summary>Whether circles, electives, extended day and teaching at home are listed. No public field tells them from classes, so they are left out unless asked for.</summary>
    public bool OtherGroups { get; init; }

    /// <summary>Whether attendance of a group is refused without <c>subject</c>.</summary>
    public bool AttendanceNeedsSubject { get; init; }

    /// <summary>The longest span of a pupil's log entries, in days; what is longer is refused, or empty.</summary>
    public int? LogEntriesCap { get; init; }

    /// <summary>A span over the cap gets an empty list instead of a refusal.</summary>
    public bool EmptyAboveCap { get; init; }

    /// <summary><c>users/me/context</c> is refused, as are friends and relatives.</summary>
    public bool ContextRefused { get; init; }

    /// <summary>The list of the school's groups is refused to staff.</summary>
    public bool SchoolListRefused { get; init; }

    /// <summary>Errors come with status 200.</summary>
    public bool ErrorsWith200 { get; init; }

    /// <summary>Error types are sent with their prefix (<c>authorizationInvalidToken</c>).</summary>
    public bool PrefixedErrors { get; init; }

    /// <summary>Final marks carry <c>"lesson":0</c> instead of <c>null</c>.</summary>
    public bool NoLessonAsZero { get; init; }

    public IdTwins Twins { get; init; }

    /// <summary>Ids as JSON strings.</summary>
    public bool NumbersAsText { get; init; }

    /// <summary>Empty lists are <c>null</c>.</summary>
    public bool NullsForEmptyLists { get; init; }

    /// <summary><c>regionId</c> instead of <c>regionid</c>.</summary>
    public bool UpperRegionId { get; init; }

    /// <summary>Works with several marks, and values such as <c>NA</c>, <c>4+</c>, <c>ПЛХ</c>. They are more than the generated school holds.</summary>
    public bool StrangeMarks { get; init; }

    /// <summary>Pupils who were there have rows too (<c>Attend</c>), instead of none.</summary>
    public bool AttendRows { get; init; }

    /// <summary>Homework hangs on the lesson at which it was given or on the one for which it is due; the contract's sources do not say.</summary>
    public HomeworkLesson HomeworkOn { get; init; }

    /// <summary>The status under which a cancelled lesson is still listed; left out, it is not listed. The real words are not public.</summary>
    public string? CancelledStatus { get; init; }

    /// <summary>Whether the sign-in page sends people to ЕСИА instead of answering.</summary>
    public bool SignInRefused { get; init; }

    /// <summary>Whether password sign-in works; for most real accounts it does not.</summary>
    public bool PasswordWorks { get; init; }

    /// <summary>The password answer carries <c>userId</c> instead of <c>user</c>.</summary>
    public bool UserIdInAnswer { get; init; }
}

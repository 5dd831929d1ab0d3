using ElJournal.Adapters.Dnevnik.Wire;
using RestEase;

namespace ElJournal.Adapters.Dnevnik;

/// <summary>
/// The public API of Дневник.ру, version 2, as far as the adapter reads it. Base address <c>https://api.dnevnik.ru/v2/</c> (or <c>/v2.0/</c>, or another host and prefix).
/// Nothing here writes: the two POST calls are questions whose ids do not fit into an address.
/// </summary>
/// <remarks>
/// Needs the scope <c>EducationalInfo</c>; what is read also follows the role of the token's owner.
/// The token travels in its header and never in an address. Answers are camelCase JSON, but PascalCase for teachers and timetables and kebab-case for averages and final marks.
/// Days of a range are both included and sent as <c>2026-09-01T00:00:00</c> … <c>2026-09-30T23:59:59</c>.
/// </remarks>
internal interface IDnevnikApi
{
    /// <summary>32 characters, raw, without <c>Bearer</c>.</summary>
    [Header("Access-Token")]
    string AccessToken { get; set; }

    /// <summary>Whose token it is; the cheapest way to see whether it is good.</summary>
    [Get("users/me")]
    Task<WireUser> MeAsync(CancellationToken cancellationToken);

    /// <summary>The schools of the token's owner.</summary>
    [Get("schools/person-schools")]
    Task<Rows<WireSchool>> MySchoolsAsync(CancellationToken cancellationToken);

    /// <summary>A school, with what averages it reckons.</summary>
    [Get("schools/{school}")]
    Task<WireSchool> SchoolAsync([Path] string school, CancellationToken cancellationToken);

    /// <summary>All classes and subgroups of a school. Refused to pupils and parents.</summary>
    [Get("schools/{school}/edu-groups")]
    Task<Rows<WireGroup>> GroupsAsync([Path] string school, CancellationToken cancellationToken);

    /// <summary>The groups that a teacher teaches: the way to the classes where their list is refused.</summary>
    [Get("persons/{person}/schools/{school}/edu-groups/teacher")]
    Task<Rows<WireGroup>> GroupsOfTeacherAsync([Path] string person, [Path] string school, CancellationToken cancellationToken);

    /// <summary>A class or subgroup.</summary>
    [Get("edu-groups/{group}")]
    Task<WireGroup> GroupAsync([Path] string group, CancellationToken cancellationToken);

    /// <summary>All teachers of a school.</summary>
    [Get("schools/{school}/teachers")]
    Task<Rows<WirePerson>> TeachersAsync([Path] string school, CancellationToken cancellationToken);

    /// <summary>The subjects of the current school year.</summary>
    [Get("schools/{school}/subjects")]
    Task<Rows<WireSubject>> SubjectsAsync([Path] string school, CancellationToken cancellationToken);

    /// <summary>What the school calls its kinds of work.</summary>
    [Get("work-types/{school}")]
    Task<Rows<WireWorkType>> WorkTypesAsync([Path] string school, CancellationToken cancellationToken);

    /// <summary>The pupils of several classes with their status; the only call that tells who has left.</summary>
    [Post("edu-groups/students")]
    Task<Rows<WireGroupStudents>> StudentsOfAsync([Body] IReadOnlyList<long> groups, CancellationToken cancellationToken);

    /// <summary>The same under the other path that it is described by.</summary>
    [Post("edu-groups")]
    Task<Rows<WireGroupStudents>> StudentsOfByOtherPathAsync([Body] IReadOnlyList<long> groups, CancellationToken cancellationToken);

    /// <summary>The pupils of a class.</summary>
    [Get("edu-groups/{group}/persons")]
    Task<Rows<WirePerson>> PersonsAsync([Path] string group, [Query] string includeArchive, CancellationToken cancellationToken);

    /// <summary>The class teacher.</summary>
    [Get("edu-groups/{group}/classteacher")]
    Task<Rows<WirePerson>> ClassTeacherAsync([Path] string group, CancellationToken cancellationToken);

    /// <summary>The terms of a class.</summary>
    [Get("edu-groups/{group}/reporting-periods")]
    Task<Rows<WirePeriod>> PeriodsAsync([Path] string group, CancellationToken cancellationToken);

    /// <summary>The bells of a class.</summary>
    [Get("edu-groups/{group}/timetables")]
    Task<Rows<WireTimetable>> TimetablesAsync([Path] string group, CancellationToken cancellationToken);

    /// <summary>The lessons of a class with their works, homework among them.</summary>
    [Get("edu-groups/{group}/lessons/{from}/{to}")]
    Task<Rows<WireLesson>> LessonsAsync([Path] string group, [Path(Format = "yyyy-MM-ddTHH:mm:ss")] DateTime from, [Path(Format = "yyyy-MM-ddTHH:mm:ss")] DateTime to, CancellationToken cancellationToken);

    /// <summary>The marks of a class. Whether the days are those of the lessons or those on which the marks were set is not known.</summary>
    [Get("edu-groups/{group}/marks/{from}/{to}")]
    Task<Rows<WireMark>> MarksAsync([Path] string group, [Path(Format = "yyyy-MM-ddTHH:mm:ss")] DateTime from, [Path(Format = "yyyy-MM-ddTHH:mm:ss")] DateTime to, CancellationToken cancellationToken);

    /// <summary>The attendance of a class. Whether <paramref name="subject"/> may be left out is not known for certain.</summary>
    [Get("lesson-log-entries/group/{group}")]
    Task<Rows<WireLogEntry>> LogEntriesAsync([Path] string group, [Query] string? subject, [Query(Format = "yyyy-MM-ddTHH:mm:ss")] DateTime from, [Query(Format = "yyyy-MM-ddTHH:mm:ss")] DateTime to, CancellationToken cancellationToken);

    /// <summary>The attendance of a lesson.</summary>
    [Get("lessons/{lesson}/log-entries")]
    Task<Rows<WireLogEntry>> LogEntriesOfLessonAsync([Path] string lesson, CancellationToken cancellationToken);

    /// <summary>The marks of a class for terms and the year.</summary>
    [Get("edu-groups/{group}/final-marks")]
    Task<Rows<WireFinalMarks>> FinalMarksAsync([Path] string group, CancellationToken cancellationToken);

    /// <summary>The plain averages of a class: all marks count alike.</summary>
    [Get("edu-groups/{group}/avg-marks/{from}/{to}")]
    Task<Rows<WireAverages>> AveragesAsync([Path] string group, [Path(Format = "yyyy-MM-dd")] DateTime from, [Path(Format = "yyyy-MM-dd")] DateTime to, CancellationToken cancellationToken);

    /// <summary>The weighted averages of a class.</summary>
    [Get("edu-groups/{group}/wa-marks/{from}/{to}")]
    Task<WireWeightedAverages> WeightedAveragesAsync([Path] string group, [Path(Format = "yyyy-MM-dd")] DateTime from, [Path(Format = "yyyy-MM-dd")] DateTime to, CancellationToken cancellationToken);
}

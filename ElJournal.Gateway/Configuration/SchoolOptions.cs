using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using ElJournal.Gateway.MySchool;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Gateway.Configuration;

/// <summary>One school.</summary>
internal sealed class SchoolOptions
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Ogrn { get; set; }

    /// <summary>An IANA zone.</summary>
    public string TimeZone { get; set; } = "";

    public CalendarOptions Calendar { get; set; } = new();

    public StaffOptions Staff { get; set; } = new();

    /// <summary>The sources, earliest <see cref="SourceOptions.Since"/> first; in the file one object or a list.</summary>
    [OneOrMany]
    public IList<SourceOptions> Source { get; set; } = [];

    public IList<RouteOptions> Routes { get; set; } = [];

    public PolicyOptions Policy { get; set; } = new();

    /// <summary>Settings by the rule's id: an object, or a list of objects with <c>Since</c>. Bound to the rule's own settings type by the catalog of rules.</summary>
    public IDictionary<string, JsonNode> Rules { get; set; } = new Dictionary<string, JsonNode>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Quartz cron expressions by the job's name: <c>sync</c>, <c>daily-check</c>, <c>monthly-review</c>, <c>export</c>, <c>reconcile</c>, <c>deep-sync</c>, <c>self-test</c> (only when named here).</summary>
    public IDictionary<string, string> Schedules { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A CSV file with the papers that the school has of its pupils: <c>studentId</c> and one or both of <c>application</c>, <c>consent</c>, each the paper's date, <c>да</c>, or empty where it is missing. Left out: the review of personal data says that it did not check them.</summary>
    public string? PapersFile { get; set; }

    /// <summary>A JSON file with the rows of the form on the introduction of the journal, in the words of whoever asks for it.</summary>
    public string? RolloutForm { get; set; }

    /// <summary>Until this day no letters go to teachers, and the deputy's letter says that it is a trial.</summary>
    public DateOnly? ObserveUntil { get; set; }

    /// <summary>Whose days the service for ФГИС «Моя школа» may tell; left out: nobody's.</summary>
    public MySchoolPupilsOptions? MySchool { get; set; }

    /// <summary>When the daily letter goes out: <c>evening</c> (end of the daily check) or a time of the next morning such as <c>07:30</c>.</summary>
    public LettersOptions Letters { get; set; } = new();
}

/// <summary>Which letters go out, and when.</summary>
internal sealed class LettersOptions
{
    /// <value><c>daily</c> (default), <c>weekly</c> or <c>off</c>.</value>
    [AllowedValues("daily", "weekly", "off")]
    public string Deputy { get; set; } = "daily";

    /// <value>Left out: at the end of the daily check. A clock time: the next morning at that time.</value>
    public TimeOnly? SendAt { get; set; }

    /// <value>Whether teachers get letters: what they have still to enter, and for class teachers absences and the class's week; <c>on</c> (default) or <c>off</c>.</value>
    [AllowedValues("on", "off")]
    public string Teachers { get; set; } = "on";

    /// <value>How often class teachers look through pupils' data: <c>monthly</c> (default), <c>weekly</c> or <c>off</c>.</value>
    [AllowedValues("monthly", "weekly", "off")]
    public string PersonalData { get; set; } = "monthly";

    /// <value>Whether a quiet day has a letter too; default <see langword="false"/>.</value>
    public bool OnQuietDays { get; set; }
}

/// <summary>The school's calendar.</summary>
internal sealed class CalendarOptions
{
    /// <value>Default Monday to Friday.</value>
    public IList<DayOfWeek>? WorkingDays { get; set; }

    public IList<DateOnly> DaysOff { get; set; } = [];

    public IList<PeriodOptions> Vacations { get; set; } = [];

    public IList<DateOnly> ExtraWorkingDays { get; set; } = [];

    public IList<CalendarOverrideOptions> Overrides { get; set; } = [];
}

/// <summary>Days, both ends included.</summary>
internal class PeriodOptions
{
    public DateOnly From { get; set; }

    public DateOnly To { get; set; }
}

/// <summary>What is different for some grades or classes.</summary>
internal sealed class CalendarOverrideOptions
{
    public IList<int> Grades { get; set; } = [];

    public IList<string> Classes { get; set; } = [];

    public IList<DayOfWeek>? WorkingDays { get; set; }

    public IList<DateOnly> DaysOff { get; set; } = [];

    public IList<PeriodOptions> Vacations { get; set; } = [];

    public IList<DateOnly> ExtraWorkingDays { get; set; } = [];
}

/// <summary>Who is told.</summary>
internal sealed class StaffOptions
{
    public IList<DeputyOptions> DeputyDirectors { get; set; } = [];

    /// <summary>Accepted for a school with one deputy director.</summary>
    public DeputyOptions? DeputyDirector { get; set; }

    public PersonOptions? Administrator { get; set; }

    public PersonOptions? Director { get; set; }

    /// <summary>A JSON file with addresses of teachers whom the journal shows without: <c>{ "Фамилия Имя Отчество": "name@school.example" }</c>, or by the journal's id.</summary>
    public string? AddressFile { get; set; }

    /// <summary>By the class's name; overrides what the source says.</summary>
    public IDictionary<string, PersonOptions> ClassTeachers { get; set; } = new Dictionary<string, PersonOptions>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>A person who gets letters.</summary>
internal class PersonOptions
{
    public string Name { get; set; } = "";

    public string Email { get; set; } = "";
}

/// <summary>A deputy director with the grades or kinds of group in their care; neither means all.</summary>
internal sealed class DeputyOptions : PersonOptions
{
    public IList<int> Grades { get; set; } = [];

    /// <summary>Kinds of group as <c>classes.csv</c> spells them.</summary>
    public IList<string> Kinds { get; set; } = [];
}

/// <summary>Where the journal is read from.</summary>
internal sealed class SourceOptions
{
    public string Adapter { get; set; } = "";

    public DateOnly? Since { get; set; }

    /// <summary>The id under which the journal knows the gateway's own account, where the source does not say it itself; left out of participation figures.</summary>
    public string? ServiceAccount { get; set; }

    public IDictionary<string, string> Settings { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Where records are delivered to.</summary>
internal sealed class RouteOptions
{
    public string Name { get; set; } = "";

    public string Portal { get; set; } = "";

    /// <value>Left out: all but sign-ins.</value>
    public IList<string>? Kinds { get; set; }

    /// <value>Names of the classes whose records are sent, with those of <see cref="Grades"/>; both left out: all. A class includes its subgroups.</value>
    public IList<string> Classes { get; set; } = [];

    /// <value>Grades whose records are sent, with those of <see cref="Classes"/>; both left out: all.</value>
    public IList<int> Grades { get; set; } = [];

    /// <value>Ids of pupils about whom nothing is sent; what was sent before is deleted at the portal.</value>
    public IList<string> ExcludedPupils { get; set; } = [];

    /// <value>Ids of the only pupils about whom anything is sent (an application is on file); left out: all. An empty list: nobody.</value>
    public IList<string>? OnlyPupils { get; set; }

    /// <value>Papers without which nothing is sent about a pupil, as <see cref="SchoolOptions.PapersFile"/> tells them: <c>application</c>, <c>consent</c>; with <see cref="OnlyPupils"/> both must hold.</value>
    public IList<PupilPaper> RequiredPapers { get; set; } = [];

    /// <value>Columns that are sent, by kind of record, for example <c>{ "student": ["familyName", "givenName"] }</c>; ids and references always are. A kind left out: all columns but <c>email</c> and <c>phone</c>.</value>
    public IDictionary<string, IList<string>> Fields { get; set; } = new Dictionary<string, IList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <value>Whether an absence because of illness goes out as plain <c>absent</c>: illness is health data. Default <see langword="false"/>.</value>
    public bool IllAsAbsent { get; set; }

    /// <value>The first day that is sent: what is dated earlier, and the lists of earlier school years, stay here. Left out: from the start.</value>
    public DateOnly? From { get; set; }

    /// <value>Whether a record that was delivered before it became blocked is taken back; default <see langword="false"/>.</value>
    public bool Retract { get; set; }

    /// <value>When the route delivers, a Quartz cron expression; left out: with <c>Schedules:export</c>.</value>
    public string? Schedule { get; set; }

    /// <value>By when on each school day everything due must have its receipt (rule <c>export-delivered</c>); left out: not watched.</value>
    public TimeOnly? Deadline { get; set; }

    /// <value>How many days, today among them, <c>reconcile</c> compares with the portal when it is not told; default 14.</value>
    [Range(1, 366)]
    public int ReadBackDays { get; set; } = 14;

    /// <value>How long after its receipt the portal may take to publish a record; until then a difference is none. Default one day.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan PublishingDelay { get; set; } = TimeSpan.FromDays(1);

    public IDictionary<string, string> Settings { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What all rules share.</summary>
internal sealed class PolicyOptions
{
    /// <summary>Deputy directors; the same as <c>Staff:DeputyDirectors</c>.</summary>
    public IList<DeputyOptions> Deputies { get; set; } = [];

    /// <summary>Weeks of some grades or classes; the same as <c>Calendar:Overrides</c> with working days.</summary>
    public IList<WeekPolicyOptions> Week { get; set; } = [];

    /// <summary>Vacations of some grades or classes, or without either of all.</summary>
    public IList<VacationPolicyOptions> Vacations { get; set; } = [];

    public IList<TermPolicyOptions> Terms { get; set; } = [];

    public IList<ShiftOptions> Shifts { get; set; } = [];

    public IList<ClassDayOptions> ClassDays { get; set; } = [];

    public IList<SubjectPolicyOptions> Subjects { get; set; } = [];

    /// <summary>Pupils who are taught otherwise than most, or let off a subject. Reasons and diagnoses do not belong here and are not kept.</summary>
    public IList<PupilPolicyOptions> Pupils { get; set; } = [];

    /// <summary>From which day on some grades are given marks.</summary>
    public IList<MarksFromOptions> MarksFrom { get; set; } = [];

    /// <summary>Kind of work by the name that the journal uses: <c>oral</c>, <c>written</c>, <c>assessment</c>, <c>homework</c> and others.</summary>
    public IDictionary<string, WorkKind> Works { get; set; } = new Dictionary<string, WorkKind>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>The week of some grades or classes.</summary>
internal sealed class WeekPolicyOptions
{
    public IList<int> Grades { get; set; } = [];

    public IList<string> Classes { get; set; } = [];

    /// <value><c>Mon-Fri</c>, <c>Mon-Sat</c>, <c>Mon,Wed,Fri</c>.</value>
    public string Days { get; set; } = "";
}

/// <summary>A vacation of some grades or classes.</summary>
internal sealed class VacationPolicyOptions : PeriodOptions
{
    public IList<int> Grades { get; set; } = [];

    public IList<string> Classes { get; set; } = [];
}

/// <summary>Which terms a grade has.</summary>
internal sealed class TermPolicyOptions
{
    public IList<int> Grades { get; set; } = [];

    public string? Subject { get; set; }

    public TermKind Kind { get; set; } = TermKind.Quarter;
}

/// <summary>Which shift a class is taught in.</summary>
internal sealed class ShiftOptions
{
    public IList<string> Classes { get; set; } = [];

    public int Shift { get; set; } = 1;
}

/// <summary>Days of a class that the calendar did not foresee.</summary>
internal sealed class ClassDayOptions
{
    public IList<string> Classes { get; set; } = [];

    public DateOnly From { get; set; }

    public DateOnly To { get; set; }

    /// <value><c>closed</c>, <c>distance</c> or <c>event</c>.</value>
    [Required]
    [AllowedValues(DayKind.Closed, DayKind.Distance, DayKind.Event)]
    public DayKind? Kind { get; set; }

    public string? Reason { get; set; }
}

/// <summary>Pupils who are taught otherwise than most, or let off subjects.</summary>
internal sealed class PupilPolicyOptions
{
    /// <summary>Ids of pupils as the journal has them.</summary>
    public IList<string> Students { get; set; } = [];

    /// <value><c>fullTime</c>, <c>home</c>, <c>individual</c>, <c>family</c> or <c>hospital</c>; left out: as most.</value>
    public EducationForm? Form { get; set; }

    /// <summary>Names of subjects that they are let off.</summary>
    public IList<string> ExemptFrom { get; set; } = [];
}

/// <summary>From which day on some grades are given marks.</summary>
internal sealed class MarksFromOptions
{
    public IList<int> Grades { get; set; } = [];

    public DateOnly From { get; set; }
}

/// <summary>What a subject asks of marks.</summary>
internal sealed class SubjectPolicyOptions
{
    public string Subject { get; set; } = "";

    public IList<int> Grades { get; set; } = [];

    /// <value><c>none</c>, <c>optional</c>, <c>pass</c> or <c>required</c>.</value>
    public MarksMode Marks { get; set; } = MarksMode.Required;
}

using System.ComponentModel.DataAnnotations;

namespace ElJournal.Gateway.MySchool;

/// <summary>The service from which ФГИС «Моя школа» could fetch the days of single pupils. Its contract is known second-hand only.</summary>
internal sealed class MySchoolOptions
{
    /// <value>Default <see langword="false"/>: nothing listens.</value>
    public bool Enabled { get; set; }

    /// <value>The address that is listened on: <c>127.0.0.1</c> (default), another one of this machine, or <c>0.0.0.0</c> for all. Other than loopback needs <see cref="Certificate"/>.</value>
    public string Address { get; set; } = "127.0.0.1";

    /// <value>Default 8480; 0 takes a free one.</value>
    [Range(0, 65535)]
    public int Port { get; set; } = 8480;

    /// <summary>A file with certificate and private key (.pfx, .p12 or .pem); without it plain HTTP, to loopback only.</summary>
    public string? Certificate { get; set; }

    /// <summary>A reference to the secret that opens the certificate's file.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Who may ask.</summary>
    public IList<MySchoolClientOptions> Clients { get; set; } = [];

    /// <value>How long a token is good; default one hour, one minute to a day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <value>How often a minute one address may ask for a token; default 10, 1 to 1000.</value>
    [Range(1, 1000)]
    public int TokenRequestsPerMinute { get; set; } = 10;

    /// <value>The longest range that is answered, in days; default 366, 7 to 1000.</value>
    [Range(7, 1000)]
    public int MostDays { get; set; } = 366;

    /// <value>What <c>scheduleUrl</c> says; default: nothing.</value>
    public string ScheduleUrl { get; set; } = "";

    /// <value>What <c>classroom</c> says: the field is required and no journal read here has it; default: nothing.</value>
    public string Classroom { get; set; } = "";

    /// <summary>Codes of attendance: nobody has published their list.</summary>
    public MySchoolAttendanceCodes AttendanceCodes { get; set; } = new();

    /// <value>The <c>code</c> of a mark whose kind of work <see cref="WorkCodes"/> does not name; default <c>work</c>, a placeholder.</value>
    public string WorkCode { get; set; } = "work";

    /// <summary>The <c>code</c> of a mark by the name that the journal has for the kind of work.</summary>
    public IDictionary<string, string> WorkCodes { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <value>The <c>scoreSystem</c> of every mark; default <c>5</c>, a placeholder.</value>
    public string ScoreSystem { get; set; } = "5";

    /// <value>Whether a double mark such as <c>4/5</c> is told as <c>score</c> and <c>score2</c>, or as it stands in <c>score</c>; default: as two.</value>
    public bool SplitDoubleMarks { get; set; } = true;

    /// <value>Whether a lesson of a distance day says <c>"distant": true</c>; default: it does.</value>
    public bool TellDistant { get; set; } = true;

    /// <value>What <c>insteadOf</c> says of a lesson that another teacher gave; default: nothing, for what it means nobody has published, and <c>note</c> says that it was a substitution.</value>
    public string InsteadOf { get; set; } = "";
}

/// <summary>A system that may ask (OAuth 2, client credentials).</summary>
internal sealed class MySchoolClientOptions
{
    public string Id { get; set; } = "";

    /// <summary>A reference to a secret.</summary>
    public string Secret { get; set; } = "";
}

/// <summary>What the service says of a pupil who was not there. Why is health data, so all absences say the same unless the school says otherwise.</summary>
internal sealed class MySchoolAttendanceCodes
{
    public string Absent { get; set; } = "н";

    public string Ill { get; set; } = "н";

    public string Excused { get; set; } = "н";

    public string Late { get; set; } = "о";
}

/// <summary>Whose days a school lets the service tell.</summary>
internal sealed class MySchoolPupilsOptions
{
    /// <summary>A JSON file that only its owner can read: <c>{ "ЕСИА id": "the journal's pupil id" }</c>, or a list of pupil ids for an account that stands for several. Who is not in it does not exist for the service.</summary>
    public string Pupils { get; set; } = "";
}

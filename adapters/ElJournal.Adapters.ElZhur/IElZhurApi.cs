using ElJournal.Adapters.ElZhur.Wire;
using RestEase;

namespace ElJournal.Adapters.ElZhur;

/// <summary>The part of ЭлЖур's public API that the adapter uses: every method of it, with its parameters and the shape of its answer.</summary>
/// <remarks>
/// <para>
/// Base address: up to and including <c>/api/</c> or <c>/apiv3/</c>, set per school. Everything is a GET with its parameters in the query, except signing in.
/// Keys and tokens therefore travel in addresses: no address is ever logged or quoted.
/// </para>
/// <para>
/// Every answer is wrapped: <c>{"response":{"state":200,"error":null,"result":…}}</c>. <c>state</c> and the HTTP status may differ; both are looked at.
/// 400: bad developer's key, credentials or arguments. 403: token expired, or the account may not call the method. 500: unknown <c>vendor</c>.
/// An empty map comes as <c>[]</c>, numbers come as texts, a map in one method is a list in another (see <c>Wire</c>).
/// </para>
/// <para>
/// Every call has the common parameters (<c>caller</c>): <c>devkey</c>, the application's key, 32 hexadecimal characters, which grants nothing by itself;
/// <c>vendor</c>, the school's sub-domain; <c>out_format=json</c>, without which some hosts answer in XML; and, but for signing in, <c>auth_token</c>.
/// </para>
/// <para>
/// <c>days</c> is <c>YYYYMMDD</c> or <c>YYYYMMDD-YYYYMMDD</c>; how long a span may be is not known. <c>student</c> is one id or several with commas; how many is not known.
/// <c>name</c> is an id on people, <c>YYYYMMDD</c> on days, the name of a class on groups, the subject on lessons. <c>lesson_id</c> is the subject's id.
/// </para>
/// <para>There is no method that writes marks, absences, topics or homework, and messages are never opened, because opening marks them as read.</para>
/// </remarks>
[AllowAnyStatusCode]
internal interface IElZhurApi
{
    /// <summary>A cookie that some hosts set when signing in and expect afterwards (<c>school_domain</c>).</summary>
    [Header("Cookie")]
    string? Cookie { get; set; }

    /// <summary>Signs in with <c>login</c> and <c>password</c> in a form. The token holds for about three months, for this user and vendor only.</summary>
    [Post("auth")]
    Task<Response<Answer<WireToken>>> SignInAsync([QueryMap] IDictionary<string, string> caller, [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form, CancellationToken cancellationToken);

    /// <summary>Who the account is; the classes (keys of <c>relations.groups</c>; those with a dot are subgroups) with grade and class teacher.</summary>
    [Get("getrules")]
    Task<Response<Answer<WireRules>>> RulesAsync([QueryMap] IDictionary<string, string> caller, CancellationToken cancellationToken);

    /// <summary>Everybody to whom the account may write. Group <c>students</c> has the classes as <c>subgroups</c>: the only list of pupils there is. Huge.</summary>
    [Get("getmessagereceivers")]
    Task<Response<Answer<WireReceivers>>> ReceiversAsync([QueryMap] IDictionary<string, string> caller, CancellationToken cancellationToken);

    /// <summary>The terms of the pupils' classes. <c>students</c> is a list here, where all others have a map.</summary>
    [Get("getperiods")]
    Task<Response<Answer<WirePeriods>>> PeriodsAsync([QueryMap] IDictionary<string, string> caller, [Query("student")] string students, CancellationToken cancellationToken);

    /// <summary>The timetable of a class: subgroups share a lesson's number.</summary>
    /// <param name="caller">The common parameters.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="days">The days.</param>
    /// <param name="rings"><c>yes</c> adds the clock times.</param>
    /// <param name="cancellationToken">Stops it.</param>
    [Get("getschedule")]
    Task<Response<Answer<WireDays>>> ScheduleAsync([QueryMap] IDictionary<string, string> caller, [Query("class")] string className, [Query("days")] string days, [Query("rings")] string rings, CancellationToken cancellationToken);

    /// <summary>The timetables of pupils: each with the own subgroups only.</summary>
    [Get("getschedule")]
    Task<Response<Answer<WireDays>>> PupilScheduleAsync([QueryMap] IDictionary<string, string> caller, [Query("student")] string students, [Query("days")] string days, CancellationToken cancellationToken);

    /// <summary>The substitutions of a class, in <c>replace</c>: rows like lessons, of whose fields only <c>room</c> is known. Seen in use for single days.</summary>
    [Get("getreplaces")]
    Task<Response<Answer<WireReplaces>>> ReplacesAsync([QueryMap] IDictionary<string, string> caller, [Query("class")] string className, [Query("days")] string days, CancellationToken cancellationToken);

    /// <summary>The homework of a class by day and subject; no lesson number.</summary>
    [Get("gethomework")]
    Task<Response<Answer<WireDays>>> HomeworkAsync([QueryMap] IDictionary<string, string> caller, [Query("class")] string className, [Query("days")] string days, CancellationToken cancellationToken);

    /// <summary>Marks of several pupils by day and lesson number. Absences and late arrivals are marks with letters for values.</summary>
    [Get("getassessments")]
    Task<Response<Answer<WireDays>>> AssessmentsAsync([QueryMap] IDictionary<string, string> caller, [Query("student")] string students, [Query("days")] string days, CancellationToken cancellationToken);

    /// <summary>A pupil's diary: the only place that shows lesson topics.</summary>
    [Get("getdiary")]
    Task<Response<Answer<WireDays>>> DiaryAsync([QueryMap] IDictionary<string, string> caller, [Query("student")] string students, [Query("days")] string days, CancellationToken cancellationToken);

    /// <summary>Marks for terms and the year, by names of subject and term.</summary>
    [Get("getfinalassessments")]
    Task<Response<Answer<WireFinals>>> FinalsAsync([QueryMap] IDictionary<string, string> caller, [Query("student")] string students, CancellationToken cancellationToken);
}

using Newtonsoft.Json;

namespace ElJournal.Adapters.ElZhur.Wire;

// The fields that are read, by the names of the wire (case does not matter); all others are passed over.

/// <summary>Result of <c>auth</c>.</summary>
internal sealed class WireToken
{
    public string? Token { get; set; }

    /// <summary><c>YYYY-MM-DD HH:MM:SS</c>, Moscow time, no zone.</summary>
    public string? Expires { get; set; }
}

/// <summary>Result of <c>getrules</c>.</summary>
internal sealed class WireRules
{
    /// <summary>The user's id: on people, <c>name</c> is the id.</summary>
    public string? Name { get; set; }

    public string? Id { get; set; }

    [JsonConverter(typeof(LooseTexts))]
    public IReadOnlyList<string>? Roles { get; set; }

    [JsonConverter(typeof(LooseObject<WireRelations>))]
    public WireRelations? Relations { get; set; }
}

internal sealed class WireRelations
{
    /// <summary>By class name; names with a dot are subgroups.</summary>
    public Entries<WireGroup>? Groups { get; set; }

    public Entries<WireSchool>? Schools { get; set; }
}

internal sealed class WireGroup
{
    public string? Name { get; set; }

    public string? Parallel { get; set; }

    [JsonProperty("hometeacher_id")]
    public string? HomeTeacherId { get; set; }

    [JsonProperty("hometeacher_name")]
    public string? HomeTeacherName { get; set; }

    [JsonProperty("hometeacher_lastname")]
    public string? HomeTeacherLastName { get; set; }
}

internal sealed class WireSchool
{
    public string? Number { get; set; }

    public string? Title { get; set; }
}

/// <summary>Result of <c>getschedule</c>, <c>getdiary</c>, <c>getassessments</c> and <c>gethomework</c>: days of a class, or days of pupils.</summary>
internal sealed class WireDays
{
    public Entries<WireDay>? Days { get; set; }

    public Entries<WireStudent>? Students { get; set; }
}

internal sealed class WireStudent
{
    /// <summary>The pupil's id.</summary>
    public string? Name { get; set; }

    public Entries<WireDay>? Days { get; set; }
}

internal sealed class WireDay
{
    /// <summary><c>YYYYMMDD</c>.</summary>
    public string? Name { get; set; }

    /// <summary><c>vacation</c>, <c>holiday</c>, <c>today</c>.</summary>
    public string? Alert { get; set; }

    public Entries<WireItem>? Items { get; set; }
}

/// <summary>What stands on a day: a lesson, or a subject with its homework or marks.</summary>
internal sealed class WireItem
{
    /// <summary>The subject.</summary>
    public string? Name { get; set; }

    public string? Num { get; set; }

    public string? Teacher { get; set; }

    [JsonProperty("teacher_id")]
    public string? TeacherId { get; set; }

    /// <summary>The subject's id, not that of the lesson.</summary>
    [JsonProperty("lesson_id")]
    public string? LessonId { get; set; }

    public string? Grp { get; set; }

    [JsonProperty("grp_short")]
    public string? GrpShort { get; set; }

    public string? StartTime { get; set; }

    public string? EndTime { get; set; }

    public string? Topic { get; set; }

    public Entries<WireWork>? Homework { get; set; }

    [JsonProperty("individual_exists")]
    public bool? IndividualExists { get; set; }

    [JsonConverter(typeof(LooseFiles))]
    public IReadOnlyList<WireFile>? Files { get; set; }

    public Entries<WireMark>? Assessments { get; set; }
}

internal sealed class WireWork
{
    public string? Id { get; set; }

    public string? Value { get; set; }
}

internal sealed class WireMark
{
    /// <summary>Free text: <c>5</c>, <c>4/5</c>, <c>н</c>, or nothing.</summary>
    public string? Value { get; set; }

    public bool? Count { get; set; }

    public decimal? Convert { get; set; }

    public decimal? Weight { get; set; }

    [JsonProperty("weight_float")]
    public decimal? WeightFloat { get; set; }

    [JsonProperty("control_type")]
    public string? ControlType { get; set; }

    [JsonProperty("control_type_short")]
    public string? ControlTypeShort { get; set; }

    [JsonConverter(typeof(LooseObject<WireMarkType>))]
    public WireMarkType? MType { get; set; }

    [JsonProperty("lesson_id")]
    public string? LessonId { get; set; }

    /// <summary>Which mark of the day it is.</summary>
    public string? Nm { get; set; }
}

internal sealed class WireMarkType
{
    public string? Type { get; set; }

    public string? Short { get; set; }
}

/// <summary>Result of <c>getreplaces</c>: rows like lessons; of their fields only <c>room</c> is known.</summary>
internal sealed class WireReplaces
{
    public Entries<WireFields>? Replace { get; set; }
}

/// <summary>Result of <c>getperiods</c>.</summary>
internal sealed class WirePeriods
{
    public Entries<WireStudentPeriods>? Students { get; set; }
}

internal sealed class WireStudentPeriods
{
    public string? Name { get; set; }

    public Entries<WirePeriod>? Periods { get; set; }
}

internal sealed class WirePeriod
{
    public string? Name { get; set; }

    public string? FullName { get; set; }

    public string? Start { get; set; }

    public string? End { get; set; }

    public bool? Disabled { get; set; }

    /// <summary>Spelled as the API spells it.</summary>
    public bool? Ambigious { get; set; }
}

/// <summary>Result of <c>getfinalassessments</c>.</summary>
internal sealed class WireFinals
{
    public Entries<WireStudentFinals>? Students { get; set; }
}

internal sealed class WireStudentFinals
{
    public string? Name { get; set; }

    public Entries<WireFinalSubject>? Items { get; set; }
}

internal sealed class WireFinalSubject
{
    public string? Name { get; set; }

    public Entries<WireFinalMark>? Assessments { get; set; }
}

internal sealed class WireFinalMark
{
    public string? Period { get; set; }

    public string? Value { get; set; }
}

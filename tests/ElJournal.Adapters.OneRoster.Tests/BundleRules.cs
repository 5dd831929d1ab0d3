using System.Globalization;

namespace ElJournal.Adapters.OneRoster.Tests;

/// <summary>A strict receiver: manifest, headers, required values, vocabularies, references.</summary>
internal static class BundleRules
{
    /// <summary>Header after the common columns; <c>*</c> marks what must be filled.</summary>
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["academicSessions"] = "title*,type*,startDate*,endDate*,parentSourcedId,schoolYear*",
        ["orgs"] = "name*,type*,identifier,parentSourcedId",
        ["courses"] = "schoolYearSourcedId,title*,courseCode,grades,orgSourcedId*,subjects,subjectCodes",
        ["classes"] = "title*,grades,courseSourcedId*,classCode,classType*,location,schoolSourcedId*,termSourcedIds*,subjects,subjectCodes,periods",
        ["users"] = "enabledUser*,username*,userIds,givenName*,familyName*,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
        ["roles"] = "userSourcedId*,roleType*,role*,beginDate,endDate,orgSourcedId*,userProfileSourcedId",
        ["enrollments"] = "classSourcedId*,schoolSourcedId*,userSourcedId*,role*,primary,beginDate,endDate",
        ["categories"] = "title*,weight",
        ["lineItems"] = "title*,description,assignDate*,dueDate*,classSourcedId*,categorySourcedId*,academicSessionSourcedId*,resultValueMin,resultValueMax,schoolSourcedId*",
        ["results"] = "lineItemSourcedId*,studentSourcedId*,scoreStatus*,score,scoreDate*,comment,textScore,classSourcedId,inProgress,incomplete,late,missing",
    };

    private static readonly string[] AllFiles =
    [
        "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics", "enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales", "orgs",
        "resources", "resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles", "userResources", "users",
    ];

    private static readonly Dictionary<(string File, string Column), string[]> Words = new()
    {
        [("academicSessions", "type")] = ["gradingPeriod", "semester", "schoolYear", "term"],
        [("orgs", "type")] = ["department", "school", "district", "local", "state", "national"],
        [("classes", "classType")] = ["homeroom", "scheduled"],
        [("users", "enabledUser")] = ["true", "false"],
        [("roles", "roleType")] = ["primary", "secondary"],
        [("roles", "role")] = ["student", "teacher"],
        [("enrollments", "role")] = ["administrator", "proctor", "student", "teacher"],
        [("enrollments", "primary")] = ["true", "false"],
        [("results", "scoreStatus")] = ["exempt", "fully graded", "not submitted", "partially graded", "submitted"],
        [("results", "metadata.attendance")] = ["absent", "ill", "excused", "late"],
        [("lineItems", "metadata.kind")] = ["lesson", "work", "homework", "final"],
        [("lineItems", "metadata.lessonStatus")] = ["planned", "held", "cancelled"],
        [("lineItems", "metadata.dueKnown")] = ["true", "false"],
        [("academicSessions", "metadata.termKind")] = ["schoolYear", "quarter", "trimester", "halfYear"],
        [("classes", "metadata.groupKind")] = ["class", "subgroup", "elective", "extracurricular", "extendedDay", "additional", "homeSchooling"],
    };

    private static readonly (string File, string Column, string Target)[] References =
    [
        ("academicSessions", "parentSourcedId", "academicSessions"), ("courses", "orgSourcedId", "orgs"), ("classes", "courseSourcedId", "courses"), ("classes", "schoolSourcedId", "orgs"), ("classes", "termSourcedIds", "academicSessions"),
        ("users", "primaryOrgSourcedId", "orgs"), ("roles", "userSourcedId", "users"), ("roles", "orgSourcedId", "orgs"), ("enrollments", "classSourcedId", "classes"), ("enrollments", "schoolSourcedId", "orgs"),
        ("enrollments", "userSourcedId", "users"), ("lineItems", "classSourcedId", "classes"), ("lineItems", "categorySourcedId", "categories"), ("lineItems", "academicSessionSourcedId", "academicSessions"),
        ("lineItems", "schoolSourcedId", "orgs"), ("lineItems", "metadata.teacherSourcedId", "users"), ("lineItems", "metadata.replacedTeacherSourcedId", "users"), ("lineItems", "metadata.lessonSourcedId", "lineItems"),
        ("lineItems", "metadata.finalOf", "academicSessions"), ("results", "lineItemSourcedId", "lineItems"), ("results", "studentSourcedId", "users"), ("results", "classSourcedId", "classes"),
    ];

    public static string Faults(ReadBundle bundle, string mode)
    {
        var faults = new List<string>();
        Manifest(bundle, mode, faults);
        foreach (var (name, (header, rows)) in bundle.Files)
        {
            Table(name[..^4], header, rows, mode == "delta", faults);
        }

        if (bundle.Raw.Contains('\uFEFF', StringComparison.Ordinal))
        {
            faults.Add("byte order mark");
        }

        if (mode == "bulk" && faults.Count == 0)
        {
            Whole(bundle, faults);
        }

        return string.Join('\n', faults);
    }

    private static void Manifest(ReadBundle bundle, string mode, List<string> faults)
    {
        string[] expected =
        [
            "propertyName,value", "manifest.version,1.0", "oneroster.version,1.2",
            .. AllFiles.Select(file => $"file.{file},{(bundle.Files.ContainsKey($"{file}.csv") ? mode : "absent")}"),
            "source.systemName,ElJournal Gateway",
        ];
        if (!bundle.Manifest.Select(row => string.Join(',', row)).SequenceEqual(expected))
        {
            faults.Add("manifest");
        }
    }

    private static void Table(string file, string[] header, IReadOnlyList<string[]> rows, bool isDelta, List<string> faults)
    {
        if (!Headers.TryGetValue(file, out var layout))
        {
            faults.Add($"{file}: not to be written");
            return;
        }

        string[] standard = ["sourcedId", "status", "dateLastModified", .. layout.Replace("*", string.Empty, StringComparison.Ordinal).Split(',')];
        string[] required = ["sourcedId", .. layout.Split(',').Where(column => column.EndsWith('*')).Select(column => column[..^1])];
        if (!header.Take(standard.Length).SequenceEqual(standard) || header.Skip(standard.Length).Any(column => !column.StartsWith("metadata.", StringComparison.Ordinal)))
        {
            faults.Add($"{file}: header");
            return;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            void Fault(string what) => faults.Add($"{file} {row[0]}: {what}");
            string At(string column) => row[Array.IndexOf(header, column)];
            if (row.Length != header.Length)
            {
                Fault("width");
                continue;
            }

            if (!ids.Add(row[0]) || row[0].Length > 255 || row[0].AsSpan().ContainsAny(" ,\"\n"))
            {
                Fault("id");
            }

            if (isDelta ? row[1] is not ("active" or "tobedeleted") || !DateTime.TryParseExact(row[2], "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) : row[1].Length + row[2].Length > 0)
            {
                Fault("status");
            }

            foreach (var column in required.Where(column => At(column).Length == 0))
            {
                Fault($"{column} is empty");
            }

            for (var i = 3; i < header.Length; i++)
            {
                Value(file, header[i], row[i], Fault);
            }
        }
    }

    private static void Value(string file, string column, string value, Action<string> fault)
    {
        var isDay = column.EndsWith("Date", StringComparison.Ordinal) && column != "dateLastModified";
        if (value.AsSpan().ContainsAny('\n', '\r')
            || (value.Length > 1 && "=+-@\t".Contains(value[0], StringComparison.Ordinal) && !decimal.TryParse(value, CultureInfo.InvariantCulture, out _))
            || (value.Length > 0 && isDay && !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            || (value.Length > 0 && Words.TryGetValue((file, column), out var words) && !words.Contains(value))
            || (value.Length > 0 && column is "password")
            || (column == "score" && value.Length > 0 && !decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
        {
            fault($"{column} = {value}");
        }
    }

    private static void Whole(ReadBundle bundle, List<string> faults)
    {
        string[] Column(string file, string column)
        {
            var (header, rows) = bundle.Files[$"{file}.csv"];
            var place = Array.IndexOf(header, column);
            return [.. rows.Select(row => row[place])];
        }

        foreach (var (file, column, target) in References)
        {
            var known = Column(target, "sourcedId").ToHashSet(StringComparer.Ordinal);
            faults.AddRange(Column(file, column).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries)).Where(value => !known.Contains(value)).Select(value => $"{file}.{column}: {value} leads nowhere"));
        }

        var years = Column("academicSessions", "sourcedId").Zip(Column("academicSessions", "type")).Where(session => session.Second == "schoolYear").Select(session => session.First).ToHashSet(StringComparer.Ordinal);
        if (Column("classes", "termSourcedIds").SelectMany(list => list.Split(',')).Concat(Column("lineItems", "academicSessionSourcedId")).Any(years.Contains))
        {
            faults.Add("a class or a line item in a school year");
        }

        var roles = Column("roles", "userSourcedId").Zip(Column("roles", "role")).ToHashSet();
        var enrolled = Column("enrollments", "classSourcedId").Zip(Column("enrollments", "userSourcedId")).ToHashSet();
        faults.AddRange(Column("enrollments", "userSourcedId").Zip(Column("enrollments", "role")).Where(enrollment => !roles.Contains(enrollment)).Select(enrollment => $"no role for {enrollment}"));
        faults.AddRange(Column("results", "classSourcedId").Zip(Column("results", "studentSourcedId")).Where(result => !enrolled.Contains(result)).Select(result => $"not enrolled: {result}"));
        var classOf = Column("lineItems", "sourcedId").Zip(Column("lineItems", "classSourcedId")).ToDictionary(item => item.First, item => item.Second, StringComparer.Ordinal);
        faults.AddRange(Column("results", "lineItemSourcedId").Zip(Column("results", "classSourcedId")).Where(result => classOf.GetValueOrDefault(result.First) != result.Second).Select(result => $"class of {result}"));
        if (Column("results", "lineItemSourcedId").Zip(Column("results", "studentSourcedId")).GroupBy(pair => pair).Any(pair => pair.Count() > 1))
        {
            faults.Add("two results of a pupil on one line item");
        }
    }
}

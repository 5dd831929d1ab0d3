namespace ElJournal.Adapters.OneRoster.Bundles;

/// <summary>The files of a bundle and their columns, in the order of the binding.</summary>
internal static class Layout
{
    /// <summary>What every data file begins with.</summary>
    public static readonly string[] Common = ["sourcedId", "status", "dateLastModified"];

    /// <summary>All data files; each is named in the manifest, those without columns here are never written.</summary>
    public static readonly string[] Files =
    [
        "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics", "enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales",
        "orgs", "resources", "resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles", "userResources", "users",
    ];

    /// <summary>The columns of the files that are written, after the common ones; our own ones come last.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Columns = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["academicSessions"] = ["title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear", "metadata.termKind"],
        ["categories"] = ["title", "weight"],
        ["classes"] = ["title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId", "termSourcedIds", "subjects", "subjectCodes", "periods", "metadata.groupKind"],
        ["courses"] = ["schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects", "subjectCodes"],
        ["enrollments"] = ["classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate"],
        ["lineItems"] =
        [
            "title", "description", "assignDate", "dueDate", "classSourcedId", "categorySourcedId", "academicSessionSourcedId", "resultValueMin", "resultValueMax", "schoolSourcedId",
            "metadata.kind", "metadata.lessonNumber", "metadata.lessonStart", "metadata.lessonEnd", "metadata.teacherSourcedId", "metadata.replacedTeacherSourcedId", "metadata.lessonStatus", "metadata.lessonSourcedId", "metadata.dueKnown", "metadata.finalOf",
        ],
        ["orgs"] = ["name", "type", "identifier", "parentSourcedId"],
        ["results"] =
        [
            "lineItemSourcedId", "studentSourcedId", "scoreStatus", "score", "scoreDate", "comment", "textScore", "classSourcedId", "inProgress", "incomplete", "late", "missing",
            "metadata.attendance", "metadata.enteredAt", "metadata.weight",
        ],
        ["roles"] = ["userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"],
        ["users"] =
        [
            "enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password", "userMasterIdentifier",
            "preferredGivenName", "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId", "pronouns",
        ],
    };

    /// <summary>A row with the named cells filled, the others blank.</summary>
    public static Row Row(string file, string sourcedId, params ReadOnlySpan<(string Column, string? Value)> cells)
    {
        var columns = Columns[file];
        var values = new string[columns.Length];
        Array.Fill(values, string.Empty);
        foreach (var (column, value) in cells)
        {
            var place = Array.IndexOf(columns, column);
            values[place >= 0 ? place : throw new ArgumentException($"'{file}' has no column '{column}'.", nameof(cells))] = value ?? string.Empty;
        }

        return new Row(file, sourcedId, values);
    }
}

/// <summary>One row of a data file, without status and date, which depend on the bundle that it goes into.</summary>
internal sealed record Row(string File, string SourcedId, string[] Values)
{
    /// <summary>The cell of a column; <see langword="null"/> when it is blank.</summary>
    public string? this[string column] => Values[Array.IndexOf(Layout.Columns[File], column)] is { Length: > 0 } value ? value : null;

    public bool SaysTheSame(Row other) => Values.AsSpan().SequenceEqual(other.Values);
}

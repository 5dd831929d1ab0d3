using ElJournal.Adapters.OneRoster.Bundles;
using Newtonsoft.Json.Linq;

namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>Rows as the service takes them.</summary>
internal static class WireBody
{
    private const string MetadataPrefix = "metadata.";

    public static WireCategoryEnvelope Category(Row row, DateTimeOffset changedAt) =>
        new(new WireCategory { SourcedId = row.SourcedId, DateLastModified = Cell.Stamp(changedAt), Title = row["title"]! });

    public static WireLineItemEnvelope LineItem(Row row, DateTimeOffset changedAt, GradebookAddresses addresses) => new(new WireLineItem
    {
        SourcedId = row.SourcedId,
        DateLastModified = Cell.Stamp(changedAt),
        Metadata = Metadata(row),
        Title = row["title"]!,
        Description = row["description"],
        AssignDate = Moment(row["assignDate"]!),
        DueDate = Moment(row["dueDate"]!),
        Class = addresses.ToRoster("classes", row["classSourcedId"]!, "class"),
        School = addresses.ToRoster("schools", row["schoolSourcedId"]!, "org"),
        Category = addresses.ToGradebook("categories", row["categorySourcedId"]!, "category"),
        AcademicSession = addresses.ToRoster("academicSessions", row["academicSessionSourcedId"]!, "academicSession"),
    });

    public static WireResultEnvelope Result(Row row, DateTimeOffset changedAt, GradebookAddresses addresses) => new(new WireResult
    {
        SourcedId = row.SourcedId,
        DateLastModified = Cell.Stamp(changedAt),
        Metadata = Metadata(row),
        LineItem = addresses.ToGradebook("lineItems", row["lineItemSourcedId"]!, "lineItem"),
        Student = addresses.ToRoster("students", row["studentSourcedId"]!, "user"),
        Class = addresses.ToRoster("classes", row["classSourcedId"]!, "class"),
        ScoreStatus = row["scoreStatus"]!,
        Score = row["score"] is { } score ? new JRaw(score) : null,
        TextScore = row["textScore"],
        ScoreDate = row["scoreDate"]!,
    });

    private static string Moment(string day) => $"{day}T00:00:00.000Z";

    private static Dictionary<string, string>? Metadata(Row row)
    {
        var filled = Layout.Columns[row.File]
            .Where(column => column.StartsWith(MetadataPrefix, StringComparison.Ordinal) && row[column] is not null)
            .ToDictionary(column => column[MetadataPrefix.Length..], column => row[column]!, StringComparer.Ordinal);
        return filled.Count == 0 ? null : filled;
    }
}

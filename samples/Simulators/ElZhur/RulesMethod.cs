using System.Globalization;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary><c>getrules</c>: who am I, the school, its classes, and what may be called.</summary>
internal static class RulesMethod
{
    private static readonly string[] OfStudents = ["getassessments", "getdiary", "getfinalassessments", "gethomework", "getmarks", "getperiods", "getschedule"];
    private static readonly string[] OfGroups = ["getschedule", "gethomework", "getreplaces"];

    public static void Write(ElZhurCall call)
    {
        var (writer, account) = (call.Writer, call.Account);
        writer.WriteStartArray("roles");
        writer.WriteStringValue(account.Child is not null ? "parent" : account.Self is not null ? "student" : "administrator");
        writer.WriteEndArray();
        writer.WriteString("name", account.Id.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("id", account.Id);
        writer.WriteString("vuid", string.Create(CultureInfo.InvariantCulture, $"42#{account.Id}"));
        writer.WriteString("vendor", call.Settings.Vendor);
        writer.WriteNumber("vendor_id", 42);
        writer.WriteString("title", account.Own is null ? "Служебная запись" : "Учётная запись семьи");
        writer.WriteString("lastname", "Служебная");
        writer.WriteString("firstname", "Запись");
        writer.WriteString("middlename", "");
        writer.WriteString("email", "");
        writer.WriteStartArray("allowedSections");
        foreach (var section in new[] { "diary", "marks", "finalmarks", "schedule", "messages", "updates" })
        {
            writer.WriteStringValue(section);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("relations");
        call.Map<StudentEntry>("students", account.Own is { } own ? [own] : [], pupil => Student(call, pupil));
        call.Map("groups", Groups(call), group => Group(call, group.Key, group.Group));
        writer.WriteStartArray("schools");
        writer.WriteStartObject();
        writer.WriteString("number", call.Settings.Vendor);
        writer.WriteString("title", "Учебная СШ");
        writer.WriteString("title_full", "МОУ «Учебная СШ»");
        writer.WriteString("inn", "7700000000");
        writer.WriteString("kpp", "770001001");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static IEnumerable<(string Key, GroupEntry Group)> Groups(ElZhurCall call)
    {
        foreach (var group in call.School.Groups.Where(group => group.IsRoot && group.IsClass && call.Account.Own is null))
        {
            yield return (group.Record.Name, group);
            if (call.Settings.DottedGroups)
            {
                foreach (var part in group.Parts)
                {
                    yield return ($"{group.Record.Name}.{GroupNames.Of(part)}", part);
                }
            }
        }
    }

    private static void Student(ElZhurCall call, StudentEntry pupil)
    {
        var (writer, record) = (call.Writer, pupil.Versions[0].Record);
        var group = pupil.Groups.First(group => group.IsRoot && group.IsClass);
        writer.WriteStartObject(call.Id(pupil));
        Rules(call, OfStudents);
        writer.WriteString("rel", "child");
        writer.WriteString("name", call.Id(pupil));
        writer.WriteString("title", $"{record.FamilyName} {record.GivenName}");
        writer.WriteString("lastname", record.FamilyName);
        writer.WriteString("firstname", record.GivenName);
        writer.WriteString("gender", record.MiddleName?.EndsWith('а') == true ? "female" : "male");
        writer.WriteString("class", group.Record.Name);
        writer.WriteString("parallel", group.Grade.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("city", "");
        writer.WriteEndObject();
    }

    private static void Group(ElZhurCall call, string key, GroupEntry group)
    {
        var writer = call.Writer;
        writer.WriteStartObject(key);
        Rules(call, OfGroups);
        writer.WriteString("rel", "homeclass");
        writer.WriteString("name", key);
        writer.WriteNumber("parallel", group.Grade);
        writer.WriteNumber("balls", 5);
        if (call.School.Teacher(group.Root.Record.HomeroomTeacherId) is { } teacher)
        {
            writer.WriteString("hometeacher_id", (ElZhurIds.Teachers + teacher.Index).ToString(CultureInfo.InvariantCulture));
            writer.WriteString("hometeacher_name", teacher.Record.ShortName);
            writer.WriteString("hometeacher_lastname", teacher.Record.FamilyName);
            writer.WriteString("hometeacher_firstname", teacher.Record.GivenName);
            writer.WriteString("hometeacher_middlename", teacher.Record.MiddleName);
        }

        writer.WriteEndObject();
    }

    private static void Rules(ElZhurCall call, IEnumerable<string> rules)
    {
        call.Writer.WriteStartArray("rules");
        foreach (var rule in rules.Except(call.Settings.RefusedMethods, StringComparer.OrdinalIgnoreCase))
        {
            call.Writer.WriteStringValue(rule);
        }

        call.Writer.WriteEndArray();
    }
}

/// <summary>Names of subgroups without the class's name.</summary>
internal static class GroupNames
{
    public static string Of(GroupEntry part) => part.Record.Name.StartsWith(part.Root.Record.Name + " ", StringComparison.Ordinal) ? part.Record.Name[(part.Root.Record.Name.Length + 1)..] : part.Record.Name;

    public static string Short(GroupEntry part) => Of(part) is var name ? $"{char.ToUpperInvariant(name[0])}{name[^1]}" : "";
}

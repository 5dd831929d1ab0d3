using System.Globalization;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary><c>getmessagereceivers</c>: the only roster. A family sees the teachers alone.</summary>
internal static class ReceiversMethod
{
    public static void Write(ElZhurCall call)
    {
        IEnumerable<string> keys = call.Account.Own is null ? ["classruks", "administration", "teachers", "students", "parents", "specialists"] : ["teachers"];
        if (call.Settings.ReceiversAsMap)
        {
            call.Map("groups", keys, key =>
            {
                call.Writer.WritePropertyName(key);
                Group(call, key);
            });
        }
        else
        {
            call.List("groups", keys, key => Group(call, key));
        }
    }

    private static void Group(ElZhurCall call, string key)
    {
        var writer = call.Writer;
        writer.WriteStartObject();
        writer.WriteString("key", key);
        switch (key)
        {
            case "teachers":
                writer.WriteString("name", "Учителя");
                call.List("users", call.School.Teachers, teacher => Teacher(call, teacher, "учитель"));
                break;
            case "classruks":
                writer.WriteString("name", "Классные руководители");
                call.List("users", call.School.Teachers.Where(teacher => call.School.Groups.Any(group => group.IsRoot && group.IsClass && group.Record.HomeroomTeacherId == teacher.Record.Id)), teacher => Teacher(call, teacher, "классный руководитель"));
                break;
            case "administration":
                writer.WriteString("name", "Администрация");
                call.List("users", call.School.Teachers.Take(2), teacher => Teacher(call, teacher, "администрация"));
                break;
            case "students":
                writer.WriteString("name", "Ученики");
                Classes(call, Pupil, 0);
                break;
            case "parents":
                writer.WriteString("name", "Родители");
                Classes(call, Parent, call.Settings.MoreReceivers);
                break;
            default:
                writer.WriteString("name", "Специалисты");
                call.List<int>("users", [], _ => { });
                break;
        }

        writer.WriteEndObject();
    }

    private static void Classes(ElZhurCall call, Action<ElZhurCall, StudentEntry> write, int more)
    {
        var writer = call.Writer;
        call.List("users", Enumerable.Range(0, more), number => User(call, ElZhurIds.Others + number, "Дополнительная", "Запись", null, "", "Родители"));
        var groups = call.School.Groups.Where(group => group.IsClass && (group.IsRoot || call.Settings.DuplicateReceivers));
        call.List("subgroups", groups, group =>
        {
            writer.WriteStartObject();
            writer.WriteString("key", string.Create(CultureInfo.InvariantCulture, $"class{group.Index}"));
            writer.WriteString("name", group.IsRoot ? group.Record.Name : $"{group.Root.Record.Name}.{GroupNames.Of(group)}");
            call.List("users", group.Members.Where(pupil => call.View.Student(pupil) is { } record && !(record.LeftOn <= call.View.Today)), pupil => write(call, pupil));
            writer.WriteEndObject();
        });
    }

    private static void Teacher(ElZhurCall call, TeacherEntry teacher, string info) =>
        User(call, ElZhurIds.Teachers + teacher.Index, teacher.Record.FamilyName, teacher.Record.GivenName, teacher.Record.MiddleName, info, "Учителя");

    private static void Pupil(ElZhurCall call, StudentEntry pupil)
    {
        var record = call.View.Student(pupil)!;
        User(call, call.Id(pupil), record.FamilyName, record.GivenName, record.MiddleName, "", "Ученики");
    }

    private static void Parent(ElZhurCall call, StudentEntry pupil)
    {
        var record = call.View.Student(pupil)!;
        User(call, ElZhurIds.Parents + pupil.Index, record.FamilyName, "Родитель", null, $"{record.GivenName} {record.FamilyName}", "Родители");
    }

    private static void User(ElZhurCall call, int id, string family, string? given, string? middle, string info, string kind) =>
        User(call, id.ToString(CultureInfo.InvariantCulture), family, given, middle, info, kind);

    private static void User(ElZhurCall call, string id, string family, string? given, string? middle, string info, string kind)
    {
        var writer = call.Writer;
        writer.WriteStartObject();
        writer.WriteString("name", id);
        writer.WriteString("lastname", family);
        writer.WriteString("firstname", given);
        if (middle is not null)
        {
            writer.WriteString("middlename", middle);
        }

        writer.WriteString("info", info);
        writer.WriteString("search", $"{family}~{given}~{middle}~{kind}~");
        writer.WriteEndObject();
    }
}

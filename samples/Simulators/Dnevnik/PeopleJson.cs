using System.Globalization;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>People as Дневник.ру writes them.</summary>
internal static class PeopleJson
{
    /// <summary>A pupil as Person.</summary>
    public static void Person(this DnevnikCall call, StudentEntry pupil)
    {
        var record = call.View.Student(pupil) ?? pupil.Versions[^1].Record;
        Person(call, DnevnikIds.Pupil(call.View, pupil), record.FamilyName, record.GivenName, record.MiddleName);
    }

    public static void Person(this DnevnikCall call, TeacherEntry teacher) =>
        Person(call, DnevnikIds.Teacher(teacher), teacher.Record.FamilyName, teacher.Record.GivenName, teacher.Record.MiddleName);

    private static void Person(DnevnikCall call, long id, string family, string? given, string? middle)
    {
        var json = call.Json;
        json.Writer.WriteStartObject();
        json.Id("id", id);
        json.Id("userId", DnevnikIds.User(id));
        json.Writer.WriteString("firstName", given);
        json.Writer.WriteString("lastName", family);
        json.Writer.WriteString("middleName", middle);
        json.Writer.WriteString("shortName", $"{family} {given?[0]}.");
        json.Writer.WriteString("sex", IsFemale(middle) ? "Female" : "Male");
        json.Writer.WriteEndObject();
    }

    /// <summary>The list of teachers has its own shape and casing.</summary>
    public static void StaffRow(this DnevnikCall call, TeacherEntry teacher)
    {
        var (json, record, id) = (call.Json, teacher.Record, DnevnikIds.Teacher(teacher));
        var writer = json.Writer;
        writer.WriteStartObject();
        json.Id("Id", "IdStr", id);
        json.Id("UserId", "UserIdStr", DnevnikIds.User(id));
        writer.WriteString("FirstName", record.GivenName);
        writer.WriteString("LastName", record.FamilyName);
        writer.WriteString("MiddleName", record.MiddleName);
        writer.WriteString("ShortName", record.ShortName);
        writer.WriteString("Sex", IsFemale(record.MiddleName) ? "Female" : "Male");
        writer.WriteNull("DateBirth");
        writer.WriteString("Email", record.Email);
        writer.WriteString("Subjects", "");
        writer.WriteString("HouseMaster", string.Join(", ", call.School.Groups.Where(group => group.IsRoot && group.Record.HomeroomTeacherId == record.Id).Select(group => group.Record.Name)));
        foreach (var name in new[] { "Education", "ScientificDegree", "StartDate", "PedagogicalActivityDate", "ManagingEmployee", "NameManagingPosition" })
        {
            writer.WriteNull(name);
        }

        writer.WriteBoolean("TeachingStaff", true);
        writer.WriteString("NameTeacherPosition", "Учитель");
        foreach (var name in new[] { "TrainingAndSupportStaff", "ServicePersonnel", "MedicalWorker", "NameMedicalPosition", "ExternalPartTime" })
        {
            writer.WriteNull(name);
        }

        writer.WriteEndObject();
    }

    /// <summary>An account.</summary>
    public static void User(this DnevnikCall call, long person, string family, string? given, string? middle, string role)
    {
        var json = call.Json;
        json.Id("id", DnevnikIds.User(person) ?? (person + 9));
        json.Id("personId", person);
        json.Writer.WriteString("name", given);
        json.Writer.WriteNull("email");
        json.Writer.WriteString("login", string.Create(CultureInfo.InvariantCulture, $"user{person % 100_000}"));
        json.Writer.WriteString("fullName", $"{given} {middle} {family}");
        json.Writer.WriteString("fullNameInverse", $"{family} {given} {middle}");
        json.Writer.WriteString("firstName", given);
        json.Writer.WriteString("middleName", middle);
        json.Writer.WriteString("lastName", family);
        json.Writer.WriteString("shortName", $"{family} {given?[0]}.");
        json.Writer.WriteString("locale", "ru-RU");
        json.Writer.WriteString("timezone", "3");
        json.Writer.WriteString("sex", IsFemale(middle) ? "Female" : "Male");
        json.Writer.WriteNull("birthday");
        json.Writer.WriteStartArray("roles");
        json.Writer.WriteStringValue(role);
        json.Writer.WriteEndArray();
    }

    private static bool IsFemale(string? middle) => middle?.EndsWith('а') == true;
}

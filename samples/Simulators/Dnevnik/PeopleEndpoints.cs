using System.Text.Json;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Who am I, schools, teachers, persons.</summary>
internal static class PeopleEndpoints
{
    public static void Map(DnevnikApi api)
    {
        api.Get("users/me", call => call.ObjectAsync(() => Me(call)), educational: false);
        api.Get("users/me/context", ContextAsync, educational: false);
        foreach (var path in new[] { "users/me/friends", "users/me/children", "users/me/relatives", "users/{u}/context" })
        {
            api.Get(path, call => call.Settings.ContextRefused ? throw DnevnikRefusal.Forbidden("outOfScope") : call.ArrayAsync<int>([], _ => { }), educational: false);
        }

        api.Get("users/me/roles", call => call.ArrayAsync([Role(call)], call.Writer.WriteStringValue), educational: false);
        api.Get("users/me/schools", SchoolIdsAsync, educational: false);
        api.Get("users/{u}/schools", SchoolIdsAsync, educational: false);
        api.Get("users/me/edu-groups", call => call.ArrayAsync(Own(call), group => call.Writer.WriteNumberValue(DnevnikIds.Group(group))));
        api.Get("users/{u:long}", call => call.ObjectAsync(() => User(call, DnevnikIds.Person(call.Number("u")))), educational: false);
        api.Post("users/many", async call => await call.ArrayAsync(await IdsAsync(call), id => Wrapped(call, () => User(call, DnevnikIds.Person(id)))));

        api.Get("schools/person-schools", call => call.ArrayAsync([0], _ => Wrapped(call, () => SchoolHead(call))));
        api.Get("schools/{s:long}", call =>
        {
            call.RequireSchool();
            return call.ObjectAsync(() => School(call));
        }, educational: false);
        api.Get("schools", call => call.ArrayAsync([0], _ => Wrapped(call, () => School(call))), educational: false);
        api.Get("schools/{s}/parameters", call =>
        {
            call.RequireSchool();
            return call.ObjectAsync(() =>
            {
                call.Json.BareId("schoolId", DnevnikCall.Number(call.Settings.SchoolId, "s"));
                call.Writer.WriteString("shortName", "Учебная СШ");
                call.Writer.WriteNull("inn");
                call.Writer.WriteNull("directorFullName");
                call.Writer.WriteNumber("shiftsCount", 2);
            });
        }, educational: false);
        api.Get("schools/{s}/membership", call => Staff(call, () => call.ArrayAsync(call.School.Teachers, call.Person)), educational: false);
        api.Get("schools/{s}/teachers", call => Staff(call, () => call.ArrayAsync(call.School.Teachers, call.StaffRow)), educational: false);
        api.Get("persons/search", call => SearchAsync(call, Spelling.First));
        api.Get("person/search", call => SearchAsync(call, Spelling.Second));
        api.Get("persons/{p:long}", PersonAsync);
        api.Get("persons", call => call.ArrayAsync(Pupils(call, call.Group(call.Queries("eduGroup").FirstOrDefault()), archive: false), call.Person));
    }

    /// <summary>The pupils of a group; with the archive also those who left.</summary>
    public static IEnumerable<StudentEntry> Pupils(DnevnikCall call, GroupEntry group, bool archive) =>
        group.Members.Where(pupil => call.View.Student(pupil) is { } record && (archive || record.LeftOn is null || record.LeftOn > call.View.Today));

    /// <summary>A bare array of ids in the body; a wrapped one is refused, as the contract thinks likely.</summary>
    public static async Task<IReadOnlyList<long>> IdsAsync(DnevnikCall call)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<long[]>(call.Context.Request.Body, cancellationToken: call.Context.RequestAborted) ?? [];
        }
        catch (JsonException)
        {
            throw new DnevnikRefusal(400, "invalidRequest", "The request is malformed");
        }
    }

    /// <summary>One of two spellings of a path, if it is the one that answers.</summary>
    public static void Require(Spelling wanted, Spelling own)
    {
        if (wanted != Spelling.Both && wanted != own)
        {
            throw DnevnikRefusal.NotFound("Method");
        }
    }

    private static Task Staff(DnevnikCall call, Func<Task> answer)
    {
        call.RequireSchool();
        call.RequireStaff();
        return answer();
    }

    private static void Wrapped(DnevnikCall call, Action write)
    {
        call.Writer.WriteStartObject();
        write();
        call.Writer.WriteEndObject();
    }

    private static string Role(DnevnikCall call) => call.Account.Pupil is null ? "EduStaff" : "EduStudent";

    private static IEnumerable<GroupEntry> Own(DnevnikCall call) => call.Account.Pupil?.Groups.Where(group => call.IsServed(group) && group.IsRoot) ?? [];

    private static void Me(DnevnikCall call)
    {
        if (call.Account.Pupil is { } pupil)
        {
            User(call, DnevnikIds.Pupil(call.View, pupil));
        }
        else
        {
            User(call, DnevnikIds.Teacher(call.School.Teachers[0]));
        }
    }

    private static void User(DnevnikCall call, long person)
    {
        if (DnevnikIds.Pupil(call.School, person) is { } pupil)
        {
            var record = pupil.Versions[0].Record;
            call.User(person, record.FamilyName, record.GivenName, record.MiddleName, "EduStudent");
        }
        else
        {
            var record = (DnevnikIds.Teacher(call.School, person) ?? throw DnevnikRefusal.NotFound("User")).Record;
            call.User(person, record.FamilyName, record.GivenName, record.MiddleName, "EduStaff");
        }
    }

    private static Task ContextAsync(DnevnikCall call)
    {
        if (call.Settings.ContextRefused)
        {
            throw DnevnikRefusal.Forbidden("outOfScope");
        }

        return call.ObjectAsync(() =>
        {
            var (json, own, school) = (call.Json, Own(call).ToList(), DnevnikCall.Number(call.Settings.SchoolId, "s"));
            var person = call.Account.Pupil is { } pupil ? DnevnikIds.Pupil(call.View, pupil) : DnevnikIds.Teacher(call.School.Teachers[0]);
            json.BareId("userId", DnevnikIds.User(person));
            json.BareId("personId", person);
            json.Writer.WriteNull("avatarUrl");
            json.Writer.WriteStartArray("roles");
            json.Writer.WriteStringValue(Role(call));
            json.Writer.WriteEndArray();
            json.List<int>("children", [], _ => { });
            json.List("schools", [0], _ => Wrapped(call, () =>
            {
                json.BareId("id", school);
                json.Writer.WriteString("name", "Учебная СШ");
                json.Writer.WriteString("type", "Regular");
                json.Ids("groupIds", [.. own.Select(DnevnikIds.Group)], twin: false);
            }));
            json.List("eduGroups", own, call.EduGroup);
            json.Ids("schoolIds", [school], twin: false);
            json.Ids("groupIds", [.. own.Select(DnevnikIds.Group)], twin: false);
        });
    }

    private static Task SchoolIdsAsync(DnevnikCall call) => call.ArrayAsync([DnevnikCall.Number(call.Settings.SchoolId, "s")], call.Writer.WriteNumberValue);

    private static void SchoolHead(DnevnikCall call)
    {
        call.Json.Id("id", DnevnikCall.Number(call.Settings.SchoolId, "s"));
        call.Writer.WriteString("name", "Учебная СШ");
        call.Writer.WriteString("educationType", "Regular");
        call.Writer.WriteNull("tsoCityId");
        call.Writer.WriteNull("tsoRegionTreePath");
    }

    private static void School(DnevnikCall call)
    {
        SchoolHead(call);
        call.Writer.WriteString("fullName", "МОУ «Учебная СШ»");
        call.Writer.WriteNull("avatarSmall");
        call.Writer.WriteString("city", "Учебный");
        call.Writer.WriteString("municipality", "Учебный район");
        call.Writer.WriteNumber(call.Settings.UpperRegionId ? "regionId" : "regionid", 77);
        call.Writer.WriteString("markType", "Mark5");
        call.Writer.WriteNumber("timeZone", 3);
        call.Writer.WriteBoolean("uses_avg", false);
        call.Writer.WriteBoolean("uses_weighted_avg", true);
    }

    private static Task SearchAsync(DnevnikCall call, Spelling own)
    {
        Require(call.Settings.PersonSearchSpelling, own);
        call.RequireStaff();
        var (last, first) = (call.Query("lastName"), call.Query("firstName"));
        return call.ArrayAsync(
            call.School.Students.Where(pupil => call.View.Student(pupil) is { } record && (last is null || record.FamilyName == last) && (first is null || record.GivenName == first)), call.Person);
    }

    private static async Task PersonAsync(DnevnikCall call)
    {
        if (DnevnikIds.Teacher(call.School, call.Number("p")) is { } teacher)
        {
            call.Person(teacher);
        }
        else
        {
            call.Person(call.Pupil());
        }

        await call.EndAsync();
    }
}

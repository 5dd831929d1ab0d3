using System.Globalization;
using ElJournal.Adapters.Dnevnik.Wire;
using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Tests.Wire;

/// <summary>One test per line of what a parser of this API must tolerate.</summary>
[TestClass]
public sealed class ParsingTests
{
    [TestMethod]
    [DataRow("""{"id":2440000000000000031,"id_str":"2440000000000000031"}""", DisplayName = "both")]
    [DataRow("""{"id":2440000000000000031}""", DisplayName = "twin absent")]
    [DataRow("""{"id":2440000000000000031,"id_str":null}""", DisplayName = "twin null")]
    [DataRow("""{"id":"2440000000000000031","id_str":2440000000000000031}""", DisplayName = "text and number exchanged")]
    [DataRow("""{"id":2440000000000000000,"id_str":"2440000000000000031"}""", DisplayName = "number rounded on the way")]
    [DataRow("""{"Id":2440000000000000031,"IdStr":"2440000000000000031"}""", DisplayName = "PascalCase")]
    [DataRow("""{"Id":2440000000000000031,"Lesson":5}""", DisplayName = "PascalCase without a twin")]
    [DataRow("""{"ID_STR":"2440000000000000031"}""", DisplayName = "upper case")]
    public void Ids_beyond_2_to_the_53rd_stay_whole(string json) => Assert.AreEqual("2440000000000000031", Read<WireMark>(json).Id);

    [TestMethod]
    public void Numbers_of_any_length_stay_whole() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), number => Read<WireMark>($$"""{"id":{{Math.Abs(number | 1).ToString(CultureInfo.InvariantCulture)}}}""").Id == Math.Abs(number | 1).ToString(CultureInfo.InvariantCulture)).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Names_in_camel_pascal_kebab_snake_and_lower_case_are_understood()
    {
        var group = Read<WireGroup>("""{"studyyear":2026,"PARALLEL":7,"Name":"7А"}""");
        var final = Read<Rows<WireFinalMarks>>("""[{"Person_Str":"1","per-subject-final-marks":[{"subject":5,"final-mark":{"id":1,"value":"4","use_avg_calc":true}}]}]""");
        var teacher = Read<WirePerson>("""{"Id":7,"IdStr":"7","LastName":"Иванова","ShortName":"Иванова А."}""");

        Assert.AreEqual(("2026", "7", "7А"), (group.StudyYear, group.Parallel, group.Name));
        Assert.AreEqual("4", final[0].PerSubject![0].Mark!.Value);
        Assert.AreEqual(("7", "Иванова"), (teacher.Id, teacher.LastName));
    }

    [TestMethod]
    [DataRow("""{"id":1,"works":null,"teachers":null,"teachers_str":null,"title":null,"subject":null}""")]
    [DataRow("""{"id":1}""")]
    [DataRow("""{"id":1,"works":[null],"teachers":[null,0],"teachers_str":[]}""")]
    public void Arrays_and_texts_may_be_null_or_missing(string json)
    {
        var lesson = Read<WireLesson>(json);

        Assert.IsEmpty(lesson.Teachers);
        Assert.IsNull(lesson.Subject);
        Assert.IsEmpty((lesson.Works ?? []).OfType<WireWork>());
    }

    [TestMethod]
    public void Unknown_fields_and_unknown_words_and_numbers_for_words_do_no_harm()
    {
        var work = Read<WireWork>("""{"id":1,"type":0,"status":17,"newThing":{"deep":[1,{"er":null}]},"tasks":[{"id":3}],"isImportant":"perhaps"}""");

        Assert.AreEqual("0", work.Type);
    }

    [TestMethod]
    [DataRow("""[{"status":"Ill"},{"status":"Pass"}]""")]
    [DataRow("""{"logEntries":[{"status":"Ill"},{"status":"Pass"}]}""")]
    [DataRow("""{"total":2,"extra":{"a":[1]},"LogEntries":[{"status":"Ill"},null,{"status":"Pass"}]}""")]
    public void A_list_may_be_bare_or_wrapped(string json) =>
        CollectionAssert.AreEqual(new[] { "Ill", "Pass" }, Read<Rows<WireLogEntry>>(json).Select(entry => entry.Status).ToArray());

    [TestMethod]
    [DataRow("""{"Name":"Основное","Items":[{"LessonNumber":1}]}""")]
    [DataRow("""[{"Name":"Основное","Items":[{"LessonNumber":1}]}]""")]
    public void Timetables_may_be_an_object_or_a_list(string json) => Assert.AreEqual("1", Read<Rows<WireTimetable>>(json).Single().Items!.Single().LessonNumber);

    [TestMethod]
    [DataRow("""{"type":"Group"}""")]
    [DataRow("""{"days":[]}""")]
    [DataRow("\"text\"")]
    [DataRow("17")]
    public void Something_else_in_place_of_a_list_is_refused_and_not_taken_for_an_empty_one(string json)
    {
        Assert.ThrowsExactly<JsonSerializationException>(() => Read<Rows<WireMark>>(json));
        Assert.ThrowsExactly<JsonSerializationException>(() => Read<Rows<WireLogEntry>>(json));
    }

    [TestMethod]
    [DataRow("""[{"id":1},{"id":2}""")]
    [DataRow("""[{"id":1},{"id""")]
    [DataRow("""{"logEntries":[{"status":"Ill"}""")]
    public void A_list_that_breaks_off_is_refused(string json) => Assert.Throws<JsonException>(() => Read<Rows<WireLogEntry>>(json));

    [TestMethod]
    public void Lessons_subjects_and_kinds_of_work_have_two_shapes()
    {
        var full = Read<WireLesson>("""{"id":1,"subject":{"id":5,"id_str":"5","name":"Алгебра","knowledgeArea":"Математика"},"works":[{"id":9,"type":"Homework"}]}""");
        var compact = Read<WireLesson>("""{"id":1,"subjectId":5,"works":[2420000000000000021],"hours":"08:30 - 09:15"}""");
        var types = Read<Rows<WireWorkType>>("""[{"id":1,"title":"Ответ на уроке","abbr":"О","weight":1.5},{"id":2,"name":"Контрольная работа","abbreviation":"К","isFinal":false},{"id":3,"abbr":"Д"}]""");

        Assert.AreEqual(("5", "9"), (full.Subject, full.Works![0]!.Id));
        Assert.AreEqual(("5", "2420000000000000021"), (compact.Subject, compact.Works![0]!.Id));
        CollectionAssert.AreEqual(new[] { "Ответ на уроке", "Контрольная работа", "Д" }, types.Select(type => type.Name).ToArray());
    }

    [TestMethod]
    public void A_subject_may_be_an_id() => Assert.AreEqual("5", Read<WireLesson>("""{"id":1,"subject":5}""").Subject);

    [TestMethod]
    [DataRow("4,57", "4.57")]
    [DataRow("4.57", "4.57")]
    [DataRow("5", "5")]
    [DataRow("", null)]
    [DataRow("нет", null)]
    [DataRow(null, null)]
    public void Decimals_have_a_comma_or_a_point(string? text, string? expected) =>
        Assert.AreEqual(expected is null ? null : decimal.Parse(expected, CultureInfo.InvariantCulture), WireScalars.Decimal(text));

    [TestMethod]
    public void Averages_come_as_kebab_texts_bare_texts_and_floats()
    {
        var kebab = Read<Rows<WireAverages>>("""[{"person_str":"1","per-subject-averages":[{"subject_str":"5","avg-mark-value":"4,57"}]}]""");
        var floats = Read<WireWeightedAverages>("""{"subjectMarks":[{"subject":5,"subject_str":"5","marks":[{"person":1,"value":4.571428}]}]}""");

        Assert.AreEqual(4.57m, kebab[0].PerSubject![0].Value);
        Assert.AreEqual(4.57m, WireScalars.Decimal(Read<string>("\"4,57\"")));
        Assert.AreEqual(4.571428m, floats.Subjects![0].Marks![0].Value);
    }

    [TestMethod]
    [DataRow("""{"id":1,"lesson":null}""")]
    [DataRow("""{"id":1,"lesson":0}""")]
    [DataRow("""{"id":1,"lesson":0,"lesson_str":"0"}""")]
    [DataRow("""{"id":1}""")]
    public void A_mark_of_a_term_has_no_lesson(string json) => Assert.IsNull(Read<WireMark>(json).Lesson);

    [TestMethod]
    public void A_person_without_an_account_and_a_mark_without_a_term_are_read()
    {
        Assert.AreEqual("1", Read<WirePerson>("""{"id":1,"userId":null,"userId_str":null}""").Id);
        Assert.IsNull(Read<WireFinalMarks>("""{"person":1,"reportingPeriod":null,"reportingPeriod_str":null}""").Period);
    }

    /// <summary>As the channel reads: dates stay texts.</summary>
    private static T Read<T>(string json) => JsonConvert.DeserializeObject<T>(json, WireJson.Settings)!;
}

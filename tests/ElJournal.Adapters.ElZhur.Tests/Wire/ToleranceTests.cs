using ElJournal.Adapters.ElZhur.Tests.Support;
using ElJournal.Adapters.ElZhur.Wire;
using Newtonsoft.Json;

namespace ElJournal.Adapters.ElZhur.Tests.Wire;

/// <summary>One test for each line of what a parser of this API must tolerate.</summary>
[TestClass]
public sealed class ToleranceTests
{
    // Map ⇄ array ⇄ [] ⇄ null ⇄ missing.
    [TestMethod]
    [DataRow("""{"students":{"5001":{"name":"5001","days":[]}}}""", "5001")]
    [DataRow("""{"students":[{"name":"5001","days":[]}]}""", "5001")]
    [DataRow("""{"students":[]}""", "")]
    [DataRow("""{"students":{}}""", "")]
    [DataRow("""{"students":null}""", "")]
    [DataRow("""{"students":false}""", "")]
    [DataRow("""{"students":""}""", "")]
    public void Students_come_in_any_shape(string result, string expected) =>
        Assert.AreEqual(expected, string.Join(",", WireSamples.Result<WireDays>(result).Students!.Select(entry => entry.Key ?? entry.Value.Name)));

    [TestMethod]
    public void What_is_missing_is_told_from_what_is_empty()
    {
        Assert.IsNull(WireSamples.Result<WireDays>("""{"other":1}""").Days);
        Assert.IsEmpty(WireSamples.Result<WireDays>("""{"days":[]}""").Days!);
    }

    [TestMethod]
    [DataRow("""{"20260914":{"items":[{"name":"Алгебра","num":"1"}]}}""", "Алгебра")]
    [DataRow("""{"20260914":{"items":{"1":{"name":"Алгебра"}}}}""", "Алгебра")]
    [DataRow("""[{"name":"20260914","items":{"1":{"name":"Алгебра"}}}]""", "Алгебра")]
    [DataRow("""{"20260914":{"items":[]}}""", "")]
    [DataRow("""{"20260914":{"items":null}}""", "")]
    [DataRow("""{"20260914":{}}""", "")]
    [DataRow("""{"20260914":[]}""", "")]
    [DataRow("""{"20260914":null}""", "")]
    public void Days_and_items_come_in_any_shape(string days, string expected) =>
        Assert.AreEqual(expected, string.Join(",", WireSamples.Days(days).SelectMany(day => day.Value.Items ?? []).Select(item => item.Value.Name)));

    [TestMethod]
    [DataRow("""{"groups":{"7Б":{"parallel":7}}}""", "7Б/7")]
    [DataRow("""{"groups":[{"name":"7Б","parallel":"7"}]}""", "7Б/7")]
    [DataRow("""{"groups":[]}""", "")]
    [DataRow("""{"groups":null}""", "")]
    [DataRow("[]", "")]
    [DataRow("null", "")]
    public void Groups_of_rules_come_in_any_shape(string relations, string expected) =>
        Assert.AreEqual(expected, string.Join(",", (WireSamples.Result<WireRules>("""{"relations":""" + relations + "}").Relations?.Groups ?? []).Select(group => $"{group.Key ?? group.Value.Name}/{group.Value.Parallel}")));

    [TestMethod]
    [DataRow("""{"groups":[{"key":"students","subgroups":[{"key":"7Б","users":[{"name":"1"},{"name":2}]}]}]}""", "1,2")]
    [DataRow("""{"groups":{"students":{"key":"students","subgroups":{"7Б":{"key":"7Б","users":{"1":{"name":"1"},"2":{"name":"2"}}}}}}}""", "1,2")]
    [DataRow("""{"groups":[{"key":"students","subgroups":[{"key":"7Б","users":[]}]}]}""", "")]
    [DataRow("""{"groups":[{"key":"students","subgroups":null}]}""", "")]
    [DataRow("""{"groups":[]}""", "")]
    public void Receivers_come_in_any_shape(string result, string expected) =>
        Assert.AreEqual(expected, string.Join(",", WireSamples.Result<WireReceivers>(result).Groups!.SelectMany(group => group.Value.Subgroups ?? []).SelectMany(part => part.Value.Users ?? []).Select(user => user.Value.Name)));

    [TestMethod]
    public void People_nobody_asks_for_are_passed_over_while_reading()
    {
        var groups = WireSamples.Result<WireReceivers>("""{"groups":[{"key":"parents","users":[{"name":"1"}],"subgroups":[{"key":"x","users":[{"name":"2"}]}]},{"key":"teachers","users":[{"name":"3"}]}]}""").Groups!;

        Assert.IsNull(groups[0].Value.Users);
        Assert.IsNull(groups[0].Value.Subgroups);
        Assert.HasCount(1, groups[1].Value.Users!);
    }

    [TestMethod]
    [DataRow("""{"7":{"id":7,"value":"№ 5","individual":false}}""", "№ 5")]
    [DataRow("""[{"id":"7","value":"№ 5"}]""", "№ 5")]
    [DataRow("[]", "")]
    [DataRow("null", "")]
    public void Homework_comes_as_map_or_list(string homework, string expected) =>
        Assert.AreEqual(expected, string.Join(",", WireSamples.Read<WireItem>("""{"homework":""" + homework + "}").Homework!.Select(work => work.Value.Value)));

    [TestMethod]
    [DataRow("""[{"toid":7,"filename":"a.pdf","link":"https://storage.example/a"}]""", "a.pdf/7")]
    [DataRow("""{"file":[{"toid":"7","filename":"a.pdf","link":"…"},{"toid":8,"filename":"b.doc"}]}""", "a.pdf/7,b.doc/8")]
    [DataRow("""{"12":{"id":12,"filename":"a.pdf","link":"…"}}""", "a.pdf/")]
    [DataRow("[]", "")]
    [DataRow("null", "")]
    [DataRow("\"\"", "")]
    public void Files_come_in_three_shapes(string files, string expected) =>
        Assert.AreEqual(expected, string.Join(",", WireSamples.Read<WireItem>("""{"files":""" + files + "}").Files!.Select(file => $"{file.Name}/{file.WorkId}")));

    [TestMethod]
    [DataRow("""[{"value":"5"}]""", 1)]
    [DataRow("""{"0":{"value":"5"},"1":{"value":"4"}}""", 2)]
    [DataRow("[]", 0)]
    [DataRow("null", 0)]
    public void Marks_come_as_list_or_map(string assessments, int expected) => Assert.HasCount(expected, WireSamples.Read<WireItem>("""{"assessments":""" + assessments + "}").Assessments!);

    [TestMethod]
    [DataRow("""{"students":[{"name":"5001","periods":[{"name":"I"}]}]}""")]
    [DataRow("""{"students":{"5001":{"periods":{"1":{"name":"I"}}}}}""")]
    public void Pupils_of_periods_are_a_list_where_others_are_a_map(string result) => Assert.AreEqual("I", WireSamples.Result<WirePeriods>(result).Students![0].Value.Periods![0].Value.Name);

    // Numbers and texts.
    [TestMethod]
    [DataRow("""{"num":1,"lesson_id":17,"teacher_id":311}""")]
    [DataRow("""{"num":"1","lesson_id":"17","teacher_id":"311"}""")]
    [DataRow("""{"Num":"1","Lesson_Id":"17","TEACHER_ID":311,"sort":"10","parallel":7,"somethingNew":{"deep":[1,{"x":2}]}}""")]
    public void Numbers_come_as_numbers_or_texts_names_in_any_case_and_unknown_fields_are_passed_over(string json)
    {
        var item = WireSamples.Read<WireItem>(json);

        Assert.AreEqual(("1", "17", "311"), (item.Num, item.LessonId, item.TeacherId));
    }

    [TestMethod]
    public void Ids_beyond_what_a_double_holds_stay_whole() => Assert.AreEqual("9007199254740993", WireSamples.Read<WireItem>("""{"lesson_id":9007199254740993}""").LessonId);

    [TestMethod]
    [DataRow("2", 2)]
    [DataRow("\"2\"", 2)]
    [DataRow("\"2,5\"", 2.5)]
    [DataRow("\"2.5\"", 2.5)]
    [DataRow("2.5", 2.5)]
    public void Weights_come_with_point_or_comma(string weight, double expected) => Assert.AreEqual((decimal)expected, WireSamples.Read<WireMark>("""{"weight":""" + weight + "}").Weight);

    [TestMethod]
    [DataRow("\"\"")]
    [DataRow("null")]
    [DataRow("\"нет\"")]
    [DataRow("[]")]
    public void A_weight_that_is_none_is_unknown(string weight) => Assert.IsNull(WireSamples.Read<WireMark>("""{"weight":""" + weight + "}").Weight);

    [TestMethod]
    [DataRow("null", null)]
    [DataRow("\"\"", null)]
    [DataRow("true", true)]
    [DataRow("false", false)]
    [DataRow("\"true\"", true)]
    [DataRow("\"0\"", false)]
    [DataRow("0", false)]
    [DataRow("\"__yes\"", true)]
    [DataRow("\"no\"", false)]
    [DataRow("\"некоторый текст\"", true)]
    public void Ambigious_is_a_truth_value_nothing_or_a_text(string ambigious, bool? expected) => Assert.AreEqual(expected, WireSamples.Read<WirePeriod>("""{"ambigious":""" + ambigious + "}").Ambigious);

    [TestMethod]
    [DataRow("""{"value":"н","count":false}""")]
    [DataRow("""{"value":"н","mtype":null}""")]
    [DataRow("""{"value":"н","mtype":[]}""")]
    public void A_mark_without_type_or_weight_is_read(string json)
    {
        var mark = WireSamples.Read<WireMark>(json);

        Assert.AreEqual("н", mark.Value);
        Assert.IsNull(mark.MType);
        Assert.IsNull(mark.Weight);
    }

    [TestMethod]
    public void A_type_of_mark_may_have_a_number_or_a_text_for_id() =>
        Assert.AreEqual("Контрольная работа", WireSamples.Read<WireMark>("""{"mtype":{"id":"3","type":"Контрольная работа","short":"КР"}}""").MType!.Type);

    [TestMethod]
    [DataRow("""["teacher","что-то новое"]""", 2)]
    [DataRow("\"teacher\"", 1)]
    [DataRow("[]", 0)]
    [DataRow("""{"0":"teacher"}""", 1)]
    public void Unknown_roles_are_words_like_others(string roles, int expected) => Assert.HasCount(expected, WireSamples.Result<WireRules>("""{"roles":""" + roles + "}").Roles!);

    // The envelope.
    [TestMethod]
    [DataRow("""{"response":{"state":200,"error":null,"result":{"days":[]}}}""", 200, true)]
    [DataRow("""{"response":{"state":"200","error":"","result":{"days":[]}}}""", 200, true)]
    [DataRow("""{"Response":{"State":200,"Result":{"Days":[]}}}""", 200, true)]
    [DataRow("""{"state":200,"result":{"days":[]}}""", 200, true)]
    [DataRow("""{"result":{"days":[]}}""", null, true)]
    [DataRow("""{"response":{"result":[],"state":200}}""", 200, false)]
    [DataRow("""{"response":{"state":200,"result":null}}""", 200, false)]
    [DataRow("""{"response":{"state":200,"result":false}}""", 200, false)]
    [DataRow("""{"response":{"state":403,"error":"доступ запрещён","result":[]}}""", 403, false)]
    [DataRow("""{"error":"нет","result":false}""", null, false)]
    [DataRow("""{"response":[]}""", null, false)]
    public void The_envelope_is_read_in_every_form(string json, int? state, bool hasResult)
    {
        var answer = WireSamples.Read<Answer<WireDays>>(json);

        Assert.AreEqual((state, hasResult), (answer.State, answer.Result is not null));
    }

    [TestMethod]
    [DataRow("[]")]
    [DataRow("\"текст\"")]
    [DataRow("""{"response":{"state":200,"result":{"days":[""")]
    public void What_is_no_answer_or_is_cut_off_is_refused(string json)
    {
        var failure = Assert.Throws<JsonException>(() => WireSamples.Read<Answer<WireDays>>(json));

        Assert.IsNotNull(failure);
    }
}

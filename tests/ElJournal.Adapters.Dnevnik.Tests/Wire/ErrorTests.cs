using ElJournal.Adapters.Dnevnik.Tests.Support;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Dnevnik.Tests.Wire;

[TestClass]
public sealed class ErrorTests
{
    private static readonly DayRange Week = new(new(2026, 9, 28), new(2026, 10, 4));

    [TestMethod]
    [DataRow("""{"type":"invalidToken","description":"…"}""", 401)]
    [DataRow("""{"type":"authorizationInvalidToken","description":"…"}""", 200)]
    [DataRow("""{"type":"tokenRequired","description":"…"}""", 400)]
    [DataRow("""{"type":"authorizationTokenRequired","description":"…"}""", 403)]
    [DataRow("", 401)]
    public async Task A_token_that_is_refused_ends_the_read_with_one_instruction(string json, int status)
    {
        var journal = StubJournal.School().On("users/me", json, status);
        await using var source = journal.Source();

        var read = await ReadResult.OfAsync(source, Week);

        var failure = Assert.IsInstanceOfType<AdapterException>(read.Failure);
        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        Assert.Contains("Дневник.ру не принял ключ доступа", failure.Instruction!);
        Assert.HasCount(1, journal.Asked);
    }

    [TestMethod]
    public async Task A_token_that_expires_on_the_way_ends_the_read_and_keeps_what_came_before()
    {
        var journal = StubJournal.School().On("/marks/*", """{"type":"invalidToken","description":"…"}""", 401);
        await using var source = journal.Source();

        var read = await ReadResult.OfAsync(source, Week);

        Assert.AreEqual(AdapterFailure.Permanent, ((AdapterException)read.Failure!).Failure);
        Assert.HasCount(1, read.Read(RecordKind.Student));
        Assert.IsEmpty(read.Read(RecordKind.Mark));
    }

    [TestMethod]
    [DataRow("""{"type":"outOfScope","description":"…"}""", 403)]
    [DataRow("""{"type":"authorizationNotOwner","description":"…"}""", 200)]
    [DataRow("""{"type":"systemForbidden","description":"…"}""", 400)]
    [DataRow("", 403)]
    public async Task What_is_out_of_scope_is_named_and_the_rest_is_read(string json, int status)
    {
        await using var source = StubJournal.School().On("/marks/*", json, status).Source();

        var read = await ReadResult.OfAsync(source, Week);

        Assert.IsNull(read.Failure);
        Assert.AreEqual("refused", read.Unread(RecordKind.Mark).Single().Reason);
        Assert.IsEmpty(read.Read(RecordKind.Mark));
        Assert.HasCount(1, read.Read(RecordKind.Lesson));
        Assert.HasCount(1, read.Read(RecordKind.Attendance));
    }

    [TestMethod]
    public async Task A_school_whose_classes_are_refused_is_a_matter_for_a_person()
    {
        await using var source = StubJournal.School().On("/edu-groups/teacher", """{"type":"outOfScope","description":"Access is denied"}""", 403).On("schools/1000001234567/edu-groups", """{"type":"outOfScope","description":"…"}""", 403).Source();

        var read = await ReadResult.OfAsync(source, Week);

        var failure = (AdapterException)read.Failure!;
        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        Assert.Contains("1000001234567", failure.Instruction!);
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(404)]
    [DataRow(502)]
    [DataRow(550)]
    public async Task A_web_page_with_any_status_is_no_empty_list(int status)
    {
        const string Page = """<!DOCTYPE html><html><body><div class="error__description"><h1>Ведутся работы</h1><p>Зайдите позже</p></div></body></html>""";
        await using var source = StubJournal.School().On("/marks/*", Page, status, "text/html").Source();

        var read = await ReadResult.OfAsync(source, Week);

        Assert.IsNull(read.Failure);
        Assert.HasCount(1, read.Unread(RecordKind.Mark));
        Assert.IsEmpty(read.Read(RecordKind.Mark));
    }

    [TestMethod]
    [DataRow("""{"type":"requestLimit","description":"…"}""", 433)]
    [DataRow("""{"type":"apiRequestLimit","description":"…"}""", 429)]
    [DataRow("""{"type":"apiRequestLimit","description":"…"}""", 200)]
    [DataRow("""{"type":"apiServerError","description":"…"}""", 500)]
    [DataRow("""{"type":"apiUnknownError","description":"…"}""", 200)]
    [DataRow("", 433)]
    [DataRow("", 550)]
    [DataRow("", 503)]
    public async Task What_may_pass_is_asked_again(string json, int status)
    {
        var left = 2;
        var journal = StubJournal.School();
        journal.On("/marks/*", request => left-- > 0
            ? new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") }
            : new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent("[]", System.Text.Encoding.UTF8, "application/json") });
        await using var source = journal.Source(("Retries", "3"), ("RetryDelay", "00:00:00"));

        var read = await ReadResult.OfAsync(source, Week);

        Assert.HasCount(1, read.Read(RecordKind.Mark), string.Join("\n", read.Unread(RecordKind.Mark)));
        Assert.AreEqual(2, read.Effort.Retries);
    }

    [TestMethod]
    [DataRow("""{"type":"somethingNew","description":"…"}""", 200, DisplayName = "an error of a new kind")]
    [DataRow("""{"type":"parameterInvalid","description":"…"}""", 200, DisplayName = "a bad parameter")]
    [DataRow("", 405, DisplayName = "405")]
    public async Task Other_errors_are_no_empty_lists_either(string json, int status)
    {
        await using var source = StubJournal.School().On("/marks/*", json, status).Source();

        var read = await ReadResult.OfAsync(source, Week);

        Assert.HasCount(1, read.Unread(RecordKind.Mark));
        Assert.IsEmpty(read.Read(RecordKind.Mark));
    }

    [TestMethod]
    public async Task Objects_with_a_type_of_their_own_are_no_errors()
    {
        await using var source = StubJournal.School()
            .On("/classteacher", """{"type":"Person","description":"классный руководитель","id":1000002222222,"lastName":"Иванова"}""")
            .On("/timetables", """{"Type":"Bells","Items":[{"Type":"Lesson","LessonNumber":1,"Start":"2026-09-01T08:30:00","Finish":"2026-09-01T09:15:00"}]}""")
            .Source();

        var read = await ReadResult.OfAsync(source, Week);

        Assert.IsNull(read.Failure);
        Assert.AreEqual("1000002222222", read.Of<ClassGroup>().Single().HomeroomTeacherId);
    }

    [TestMethod]
    public async Task The_token_travels_in_its_header_and_in_no_address()
    {
        var journal = StubJournal.School();
        string? header = null;
        journal.On("users/me", request =>
        {
            header = request.Headers.GetValues("access-token").Single();
            return new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent("""{"id":1}""", System.Text.Encoding.UTF8, "application/json") };
        });
        await using var source = journal.Source();

        await ReadResult.OfAsync(source, Week);

        Assert.AreEqual("0123456789abcdef0123456789abcdef", header);
        Assert.IsEmpty(journal.Asked.Where(path => path.Contains("0123456789abcdef", StringComparison.OrdinalIgnoreCase)));
    }
}

using System.Globalization;
using ElJournal.Adapters.Portals;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.Portal;
using ShownLesson = ElJournal.Adapters.Portals.ShownLesson;
using ShownMark = ElJournal.Adapters.Portals.ShownMark;
using SimulatedLesson = ElJournal.Samples.Simulators.Portal.ShownLesson;
using SimulatedMark = ElJournal.Samples.Simulators.Portal.ShownMark;

namespace ElJournal.Adapters.Petersburg.Tests.ReadingBack;

/// <summary>What a reader of the portal must tolerate.</summary>
[TestClass]
public sealed class ReadBackTests
{
    private static readonly DateOnly Friday = new(2025, 10, 3);
    private static readonly DayRange Week = new(new DateOnly(2025, 9, 29), new DateOnly(2025, 10, 5));

    [TestMethod]
    [DataRow(true, true)]
    [DataRow(true, false)]
    [DataRow(false, true)]
    public async Task The_token_may_lie_in_the_body_in_the_cookie_or_in_both(bool body, bool cookie)
    {
        await using var place = await ShowingAsync(board => board.Lessons.Add(Lesson(1)));
        (place.Simulated.Door.TokenInBody, place.Simulated.Door.TokenInCookie) = (body, cookie);
        Assert.HasCount(1, (await OnlyAsync(place)).Lessons);
    }

    [TestMethod]
    public async Task A_cookie_that_any_answer_re_issues_is_the_one_to_use()
    {
        await using var place = await ShowingAsync(board => board.Lessons.Add(Lesson(1)));
        place.Simulated.Door.Renews = true;
        Assert.HasCount(1, (await OnlyAsync(place)).Lessons);
        Assert.AreEqual(1, place.Simulated.Door.Logins, "Each answer voids the token before it.");
    }

    [TestMethod]
    public async Task A_lesson_a_mark_and_an_absence_come_as_the_portal_shows_them()
    {
        await using var place = await ShowingAsync(board =>
        {
            board.Lessons.Add(Lesson(1, "Кислоты", new ShownTask("§ 12, № 3", [])));
            board.Marks.Add(Mark(1, "4/5", "4"));
            board.Marks.Add(Mark(2, "496", "по болезни", "30000", "Посещаемость"));
        });
        var pupil = await OnlyAsync(place);
        Assert.AreEqual(new ShownLesson(Friday, 2, "Химия", "Кислоты", "§ 12, № 3"), pupil.Lessons.Single());
        Assert.AreEqual(new ShownMark(Friday, "Химия", "4", "Работа на уроке"), pupil.Marks.Single(), "An absence and a mark in one lesson are two things.");
        Assert.AreEqual(new ShownAttendance(Friday, "Химия", AttendanceKind.Ill), pupil.Attendance.Single());
        Assert.IsEmpty(pupil.Unread);
    }

    [TestMethod]
    public async Task Names_that_are_null_and_files_that_are_missing_are_no_fault()
    {
        await using var place = await ShowingAsync(board =>
        {
            board.Lessons.Add(Lesson(1, null, new ShownTask(null, null)));
            board.Lessons.Add(Lesson(2, "", new ShownTask(null, [new ShownFile("uuid", "задание.pdf")])) with { Number = 3 });
            board.Marks.Add(Mark(1, "4/5", null) with { TypeName = null, Lesson = null });
            board.Marks.Add(Mark(2, "494", null, "30000", null));
        });
        var pupil = await OnlyAsync(place);
        CollectionAssert.AreEquivalent(new[] { null, "задание.pdf" }, pupil.Lessons.Select(lesson => lesson.Homework).ToArray());
        Assert.IsTrue(pupil.Lessons.All(lesson => lesson.Topic is null));
        Assert.AreEqual(("4", null), (pupil.Marks.Single().Value, pupil.Marks.Single().Work));
        Assert.AreEqual(AttendanceKind.Excused, pupil.Attendance.Single().Kind);
    }

    [TestMethod]
    [DataRow("9/10", "9", "9")]
    [DataRow("77/100", null, "77")]
    [DataRow("901", "зачёт", "зачёт")]
    [DataRow("902", "Замечание", "Замечание")]
    [DataRow("903", "усвоил", "усвоил")]
    [DataRow("12345", null, "12345")]
    public async Task Values_of_any_scale_words_and_unknown_codes_are_kept(string code, string? name, string value)
    {
        await using var place = await ShowingAsync(board => board.Marks.Add(Mark(1, code, name)));
        Assert.AreEqual(value, (await OnlyAsync(place)).Marks.Single().Value);
    }

    [TestMethod]
    public async Task An_unknown_absence_is_kept_reported_and_can_be_configured()
    {
        await using var place = await ShowingAsync(board => board.Marks.Add(Mark(1, "777", "справка", "30000", "Посещаемость")));
        var view = await ReadAsync(place);
        Assert.IsNull(view.Pupils.Single().Attendance.Single().Kind);
        StringAssert.Contains(view.Remarks.Single(), "777");
        place.With("AbsenceValues", "777=excused");
        Assert.AreEqual(AttendanceKind.Excused, (await OnlyAsync(place)).Attendance.Single().Kind);
    }

    [TestMethod]
    [DataRow("30000", "500", "неуважительная", AttendanceKind.Absent)]
    [DataRow("30000", "501", "неизвестная", AttendanceKind.Absent)]
    [DataRow("30000", "502", "Опоздал", AttendanceKind.Late)]
    [DataRow("30001", "503", "что угодно", AttendanceKind.Late)]
    public async Task Absences_are_known_by_name_where_the_code_is_not(string type, string code, string name, AttendanceKind kind)
    {
        await using var place = await ShowingAsync(board => board.Marks.Add(Mark(1, code, name, type)));
        Assert.AreEqual(kind, (await OnlyAsync(place)).Attendance.Single().Kind);
    }

    [TestMethod]
    public async Task A_mark_of_a_term_is_no_current_mark()
    {
        await using var place = await ShowingAsync(board => board.Marks.Add(Mark(1, "5/5", "5", "2001", "Отметка за 1 четверть")));
        Assert.IsEmpty((await OnlyAsync(place)).Marks);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task All_pages_are_read_whatever_the_totals_say(bool zeroTotals)
    {
        await using var place = await ShowingAsync(board => board.Marks.AddRange(Enumerable.Range(1, 450).Select(number => Mark(number, "5/5", "5"))));
        place.Simulated.Door.ZeroTotals = zeroTotals;
        Assert.HasCount(450, (await OnlyAsync(place)).Marks);
    }

    [TestMethod]
    public async Task Several_educations_of_a_pupil_are_one_and_several_pupils_are_kept_apart()
    {
        await using var place = await ShowingAsync(board =>
        {
            board.Children.Clear();
            board.Children.Add(new ShownChild(1, [new ShownEducation(5001, 400, "7 б"), new ShownEducation(5002, 401, "7Б")]));
            board.Children.Add(new ShownChild(2, [new ShownEducation(5003, 402, "7 Б")]));
            board.Marks.AddRange([Mark(1, "5/5", "5"), Mark(2, "4/5", "4") with { Education = 5002 }, Mark(3, "3/5", "3") with { Education = 5003 }]);
        });
        place.With("ControlPupils", "p7=5001+5002; p8=5003");
        var view = await ReadAsync(place);
        CollectionAssert.AreEqual(new[] { "5", "4" }, view.Pupils[0].Marks.Select(mark => mark.Value).ToArray());
        Assert.AreEqual("3", view.Pupils[1].Marks.Single().Value);
    }

    [TestMethod]
    [DataRow(ExpiredFace.Unauthorized)]
    [DataRow(ExpiredFace.ForbiddenText)]
    [DataRow(ExpiredFace.Html)]
    public async Task A_lost_session_is_renewed_once_and_then_given_up(ExpiredFace face)
    {
        await using var place = await ShowingAsync(board => board.Lessons.Add(Lesson(1)));
        place.Simulated.Door.Expired = face;
        place.Simulated.Door.VoidAfter = 1;
        Assert.HasCount(1, (await OnlyAsync(place)).Lessons);
        Assert.AreEqual(2, place.Simulated.Door.Logins);

        // Now no session lives: two logins, then nothing more is tried.
        place.Simulated.Door.VoidAfter = 0;
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => ReadAsync(place));
        Assert.AreEqual(AdapterFailure.Temporary, failure.Failure);
        Assert.AreEqual(4, place.Simulated.Door.Logins);
    }

    [TestMethod]
    public async Task A_wrong_password_is_a_matter_for_a_person_and_is_not_tried_again()
    {
        await using var place = await ShowingAsync(_ => { });
        place.With("Password", "wrong-password");
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => ReadAsync(place));
        Assert.AreEqual((AdapterFailure.Permanent, 1), (failure.Failure, place.Simulated.Door.Logins));
        StringAssert.Contains(failure.Instruction, "Login");
        Assert.DoesNotContain("wrong-password", failure.ToString());
    }

    [TestMethod]
    [DataRow(429)]
    [DataRow(423)]
    [DataRow(503)]
    public async Task A_throttled_login_waits_for_a_later_time(int status)
    {
        await using var place = await ShowingAsync(_ => { });
        (place.Simulated.Door.MostLogins, place.Simulated.Door.ThrottleStatus) = (0, status);
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => ReadAsync(place));
        Assert.AreEqual((AdapterFailure.Temporary, 1), (failure.Failure, place.Simulated.Door.Logins));
        StringAssert.Contains(failure.Instruction, status.ToString(CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public async Task An_address_that_is_not_the_portals_is_a_matter_for_a_person()
    {
        await using var place = await ShowingAsync(_ => { });
        place.With("ReadBaseUrl", place.Server.Root.AbsoluteUri + "elsewhere/");
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => ReadAsync(place));
        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        StringAssert.Contains(failure.Instruction, "ReadBaseUrl");
    }

    [TestMethod]
    public async Task A_web_page_in_place_of_the_login_is_called_one()
    {
        await using var place = await ShowingAsync(_ => { });
        place.Simulated.Door.LoginPage = true;
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => ReadAsync(place));
        Assert.AreEqual((AdapterFailure.Temporary, 1), (failure.Failure, place.Simulated.Door.Logins));
        StringAssert.Contains(failure.Instruction, "веб-страница");
    }

    [TestMethod]
    public void Settings_that_make_no_sense_are_found_without_connecting()
    {
        var settings = new AdapterSettings(new Dictionary<string, string> { ["UploadUrl"] = "https://portal.example/upload", ["ReadBaseUrl"] = "https://portal.example", ["ControlPupils"] = "p7", ["AbsenceValues"] = "494=away" });
        var mistakes = new PetersburgAdapterFactory().Check("s1", settings);
        CollectionAssert.AreEquivalent(new[] { "Login", "ControlPupils", "AbsenceValues" }, mistakes.Select(mistake => mistake.Setting).ToArray());
        var without = new AdapterSettings(new Dictionary<string, string> { ["UploadUrl"] = "https://portal.example/upload" });
        Assert.IsEmpty(new PetersburgAdapterFactory().Check("s1", without));
    }

    [TestMethod]
    public async Task An_error_on_a_range_is_a_failed_read_and_never_an_empty_one()
    {
        await using var place = await ShowingAsync(board => board.Marks.Add(Mark(1, "5/5", "5")));
        place.Simulated.Door.BrokenDays = (Friday, Friday);
        var pupil = await OnlyAsync(place);
        CollectionAssert.AreEquivalent(new[] { RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance, RecordKind.FinalMark }, pupil.Unread.ToArray());
    }

    [TestMethod]
    [DataRow(ReadFault.Status500)]
    [DataRow(ReadFault.Status502)]
    [DataRow(ReadFault.Status503)]
    [DataRow(ReadFault.RefusedInMessages)]
    [DataRow(ReadFault.RefusedInValidations)]
    [DataRow(ReadFault.Dropped)]
    [DataRow(ReadFault.Truncated)]
    public async Task A_list_that_fails_leaves_its_kinds_unread_and_the_others_read(ReadFault fault)
    {
        await using var place = await ShowingAsync(board =>
        {
            board.Lessons.Add(Lesson(1));
            board.Marks.Add(Mark(1, "5/5", "5"));
        });
        place.Simulated.Door.After(2, fault);
        var view = await ReadAsync(place);
        CollectionAssert.AreEquivalent(new[] { RecordKind.Lesson, RecordKind.Homework }, view.Pupils.Single().Unread.ToArray());
        Assert.HasCount(1, view.Pupils.Single().Marks);
        Assert.HasCount(1, view.Remarks);
    }

    [TestMethod]
    public async Task A_pupil_whom_the_account_does_not_see_is_unread_and_named()
    {
        await using var place = await ShowingAsync(_ => { });
        place.With("ControlPupils", "p7=5001;p9=5009");
        var view = await ReadAsync(place);
        Assert.IsEmpty(view.Pupils[0].Unread);
        Assert.HasCount(5, view.Pupils[1].Unread);
        StringAssert.Contains(view.Remarks.Single(), "5009");
    }

    [TestMethod]
    public async Task Dates_are_asked_for_in_the_portals_form()
    {
        await using var place = await ShowingAsync(_ => { });
        await ReadAsync(place);
        var asked = place.Simulated.Door.Reads.Select(Uri.UnescapeDataString).ToList();
        Assert.Contains(read => read.Contains("p_date_from=29.09.2025", StringComparison.Ordinal) && read.Contains("p_educations[]=5001", StringComparison.Ordinal), asked);
        Assert.Contains(read => read.Replace('+', ' ').Contains("p_datetime_to=05.10.2025 23:59:59", StringComparison.Ordinal), asked);
    }

    [TestMethod]
    public async Task A_probe_tells_whether_the_account_sees_the_pupils()
    {
        await using var place = await ShowingAsync(_ => { });
        await using var good = place.Portal();
        Assert.IsTrue((await good.ProbeAsync(CancellationToken.None)).Succeeded);
        await using var bad = place.With("ControlPupils", "p7=5009").Portal();
        Assert.IsFalse((await bad.ProbeAsync(CancellationToken.None)).Succeeded);
    }

    [TestMethod]
    [DataRow("p7")]
    [DataRow("p7=")]
    [DataRow("=5001")]
    [DataRow("p7=x")]
    [DataRow("p7=1;p7=2")]
    [DataRow(";")]
    public async Task Control_pupils_that_make_no_sense_are_refused_with_their_form(string pupils)
    {
        await using var place = (await ShowingAsync(_ => { })).With("ControlPupils", pupils);
        Assert.AreEqual(AdapterFailure.Permanent, Assert.ThrowsExactly<AdapterException>(() => place.Portal()).Failure);
    }

    [TestMethod]
    public async Task A_route_without_an_address_for_reading_reads_nothing_back()
    {
        await using var place = await Place.OpenAsync();
        await using var portal = place.Portal();
        Assert.IsNotInstanceOfType<IReadBack>(portal);
    }

    private static async Task<Place> ShowingAsync(Action<ReadBoard> show)
    {
        var place = (await Place.OpenAsync()).With("ControlPupils", "p7=5001").With("Retries", "0");
        place.With("ReadBaseUrl", place.Server.Root.AbsoluteUri).With("Login", place.Simulated.Door.Login).With("Password", place.Simulated.Door.Password);
        place.Simulated.Board.Children.Add(new ShownChild(1, [new ShownEducation(5001, 400, "7 б")]));
        show(place.Simulated.Board);
        return place;
    }

    private static async Task<ReadBackView> ReadAsync(Place place)
    {
        await using var portal = place.Portal();
        return await ((IReadBack)portal).ReadBackAsync(Week, CancellationToken.None);
    }

    private static async Task<ShownPupil> OnlyAsync(Place place) => (await ReadAsync(place)).Pupils.Single();

    private static SimulatedLesson Lesson(int id, string? topic = "Кислоты", params ShownTask[] tasks) => new(5001, id, Friday, 2, 301, "Химия", topic, tasks, []);

    private static SimulatedMark Mark(int id, string code, string? name, string type = "1058", string? typeName = "Работа на уроке") => new(5001, id, 7001, 301, "Химия", Friday, code, name, type, typeName);
}

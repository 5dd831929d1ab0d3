using System.Net.Sockets;
using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Testing;
using ElJournal.Testing.Smtp;

namespace ElJournal.EndToEnd.Tests.Crashes;

/// <summary>Ctrl+C, a second process, and a mail server that takes a letter from a process that dies before it hears so.</summary>
[TestClass]
public sealed class InterruptionTests
{
    [TestMethod]
    public async Task Killed_after_the_mail_server_took_a_letter_the_letter_goes_again_under_the_same_id_and_never_as_new()
    {
        await using var server = new LoopbackSmtpServer();
        using var school = await CrashSchool.RunAsync(FormattableString.Invariant($"\"Host\": \"127.0.0.1\", \"Port\": {server.Port}, \"Tls\": \"None\""), until: "notify");
        var step = school.Of("notify");
        var known = server.Received.Count;
        var root = school.GoBackTo(step);
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Accepted = _ =>
        {
            taken.TrySetResult();
            return killed.Task;
        };
        using (var running = new Eljournal(root).Start(step.Command))
        {
            await Task.WhenAny(taken.Task, running.WaitAsync());
            Assert.IsTrue(taken.Task.IsCompleted);
            await running.KillAsync();
        }

        server.Accepted = null;
        killed.SetResult();
        await CrashSchool.FinishAsync(step, root, "after DATA");
        var ids = server.Received.Skip(known).Select(mail => mail.Message.Header("Message-ID")).ToList();
        Assert.HasCount(ids.Distinct(StringComparer.Ordinal).Count() + 1, ids, "Only the letter that was under way came twice.");
    }

    [TestMethod]
    public async Task Ctrl_C_before_anything_was_begun_ends_with_a_word_and_1()
    {
        using var folder = new TempFolder();
        var pipe = folder["eljournal.json"];
        await NamedPipe.MakeAsync(pipe);

        using var running = new Eljournal(folder.Path).Start("check", "--school", "s1");

        // Opens once the program reads its configuration, and keeps it there until it was told to stop.
        await using (var configuration = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)))
        {
            await running.InterruptAsync();
            await running.WhenIdleAsync();
            await configuration.WriteAsync(System.Text.Encoding.UTF8.GetBytes(SampleSchool));
        }

        var finished = await running.WaitAsync();
        Assert.AreEqual(1, finished.ExitCode, finished.ToString());
        StringAssert.StartsWith(finished.Error, "Прервано.");
    }

    private const string SampleSchool = """
        {
          "Storage": { "ConnectionString": "Data Source=eljournal.db" }, "Adapters": { "Allowed": ["files"] }, "Mail": { "From": "a@school.example", "PickupDirectory": "mail" },
          "Schools": [ {
            "Id": "s1", "Name": "Школа", "TimeZone": "Europe/Moscow", "Calendar": { "WorkingDays": ["Monday"] }, "Staff": { "DeputyDirector": { "Name": "Заместитель", "Email": "d@school.example" } },
            "Source": { "Adapter": "files", "Settings": { "Directory": "journal" } }, "Rules": { "entry-deadline": { "Deadline": "17:00" } }
          } ]
        }
        """;

    [TestMethod]
    public async Task While_one_process_reads_another_waits_and_says_who_holds_the_school_and_Ctrl_C_leaves_nothing_half_done()
    {
        using var school = await CrashSchool.RunAsync("\"PickupDirectory\": \"mail\"", until: "notify");
        var step = school.Of("sync");
        var root = school.GoBackTo(step);
        var path = Path.Combine(root, "halt.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        using (var first = new Eljournal(root) { Environment = { ["HALT_AT"] = "source.batch.2", ["HALT_SOCKET"] = path } }.Start(step.Command))
        {
            using (var connection = await listener.AcceptAsync())
            {
                var second = await new Eljournal(root).RunAsync(school.Of("check").Command);
                Assert.AreEqual(1, second.ExitCode, second.ToString());
                StringAssert.Contains(second.Error, "sync");
                await first.InterruptAsync();

                // The connection closes here and lets the adapter go on, into the cancellation.
            }

            Assert.AreEqual(1, (await first.WaitAsync()).ExitCode);
        }

        await CrashSchool.FinishAsync(step, root, "after Ctrl+C");
    }
}

namespace ElJournal.Adapters.Http.Tests;

/// <summary>What an answer's body may be.</summary>
[TestClass]
public sealed class BodyTests
{
    private const string Page = "<!DOCTYPE html><html><body><div class=\"error__description\"><p>Работы</p></div></body></html>";

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task The_class_behind_an_interface_is_made_once_however_many_channels_ask_for_it()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Json("{}"));
        using var one = host.Channel();
        using var two = host.Channel();
        Assert.AreSame(one.Api<IThings>().GetType(), two.Api<IThings>().GetType());
        Assert.AreNotSame(one.Api<IThings>(), one.Api<IThings>());
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(502)]
    public async Task A_web_page_is_no_data_whatever_its_status(int status)
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Status(status, Page), ScriptedHost.Json("""{"value":"1"}"""));
        using var channel = host.Channel();

        Assert.AreEqual("1", (await channel.Api<IThings>().ThingAsync("k", Cancelled)).Value);

        host.Then(ScriptedHost.Status(status, "\uFEFF \n<!-- x --><HTML>" + Page));
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("k", Cancelled));
        Assert.AreEqual(AdapterFailure.Temporary, failure.Failure);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("""{"value":"Иванов""")]
    [DataRow("""[{"value":"Иванов"},""")]
    [DataRow("""{"value":"Иванов"}{}""")]
    [DataRow("""{"value":["Иванов"]}""")]
    [DataRow("Иванов")]
    public async Task A_body_that_is_not_what_was_asked_for_is_a_failure_and_never_quoted(string body)
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Json(body));
        using var channel = host.Channel();

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("k", Cancelled));

        Assert.AreEqual(AdapterFailure.Temporary, failure.Failure);
        Assert.DoesNotContain("Иванов", failure.ToString());
    }

    [TestMethod]
    public async Task An_empty_list_is_an_answer_and_an_empty_body_is_none()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Json("[]"), ScriptedHost.Json(""));
        using var channel = host.Channel(ScriptedHost.Quick with { Retries = 0 });

        Assert.IsEmpty(await channel.Api<IThings>().ThingsAsync(Cancelled));
        await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingsAsync(Cancelled));
    }

    [TestMethod]
    public async Task A_body_that_was_cut_off_without_a_word_is_asked_for_again()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Json("""[{"value":"1"},{"val"""), ScriptedHost.Json("""[{"value":"1"},{"value":"2"}]"""));
        using var channel = host.Channel();

        Assert.HasCount(2, await channel.Api<IThings>().ThingsAsync(Cancelled));
        Assert.AreEqual(1, channel.TakeEffort().Retries);
    }

    [TestMethod]
    public async Task A_body_of_many_blocks_is_read_whole()
    {
        var body = "[" + string.Join(',', Enumerable.Range(0, 20_000).Select(number => $$"""{"value":"Тема {{number}}"}""")) + "]";
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Json(body));
        using var channel = host.Channel();

        var things = await channel.Api<IThings>().ThingsAsync(Cancelled);
        using var answer = await channel.Client.GetAsync(new Uri("things/list", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancelled);

        Assert.HasCount(20_000, things);
        Assert.AreEqual("Тема 19999", things[^1].Value);
        Assert.AreEqual(body, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [TestMethod]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_all_here()
    {
        var sent = 0L;
        await using var host = await ScriptedHost.StartAsync(async context =>
        {
            var block = new byte[64 * 1024];
            try
            {
                for (var i = 0; i < 10_000; i++)
                {
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                    sent += block.Length;
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The other side has had enough.
            }
        });
        using var channel = host.Channel(ScriptedHost.Quick with { MaxResponseBytes = 1024 * 1024 });

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingsAsync(Cancelled));

        Assert.AreEqual(AdapterFailure.Final, failure.Failure);
        Assert.AreEqual(1, host.Requests);
        Assert.IsLessThan(100L * 1024 * 1024, sent);
    }

    [TestMethod]
    public async Task JSON_that_is_nested_too_deep_is_refused()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Json(string.Concat(Enumerable.Repeat("""{"x":""", 100_000))));
        using var channel = host.Channel(ScriptedHost.Quick with { Retries = 0 });

        await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("k", Cancelled));
    }

    [TestMethod]
    public async Task Dates_stay_as_they_were_written()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Json("""{"value":"2026-09-02T11:24:35.123"}"""));
        using var channel = host.Channel();

        Assert.AreEqual("2026-09-02T11:24:35.123", (await channel.Api<IThings>().ThingAsync("k", Cancelled)).Value);
    }

    [TestMethod]
    public async Task The_adapter_judges_what_its_system_means_by_an_answer()
    {
        await using var host = await ScriptedHost.StartAsync(
            ScriptedHost.Json("""{"type":"requestLimit","description":"x"}"""),
            ScriptedHost.Json("""{"type":"invalidToken","description":"x"}"""));
        using var channel = host.Channel(ScriptedHost.Quick with
        {
            Judge = answer => answer.Head.Contains("requestLimit", StringComparison.Ordinal) ? HttpVerdict.Repeat("request limit")
                : answer.Head.Contains("invalidToken", StringComparison.Ordinal) ? HttpVerdict.Fail(AdapterFailure.Permanent, "invalid token", "Получите новый ключ.")
                : null,
        });

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("k", Cancelled));

        Assert.AreEqual(("Получите новый ключ.", 2), (failure.Instruction, host.Requests));
    }

    [TestMethod]
    public async Task Values_of_queries_are_in_no_line_and_no_exception()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Status(503, "secret-in-body"));
        using var channel = host.Channel();

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("very-secret", Cancelled));

        Assert.IsNotEmpty(host.Log.Lines);
        Assert.IsEmpty(host.Log.Lines.Append(failure.ToString()).Where(line => line.Contains("secret", StringComparison.Ordinal)));
        Assert.Contains("key=…", failure.Message);
    }

    [TestMethod]
    public async Task The_difference_of_clocks_is_told_with_the_effort()
    {
        await using var host = await ScriptedHost.StartAsync(async context =>
        {
            context.Response.Headers.Date = ScriptedHost.Date(TimeProvider.System.GetUtcNow().AddMinutes(-5));
            await ScriptedHost.Json("""{"value":"1"}""")(context);
        });
        using var channel = host.Channel();

        await channel.Api<IThings>().ThingAsync("k", Cancelled);

        var skew = channel.TakeEffort().ClockSkew!.Value;
        Assert.IsTrue(skew > TimeSpan.FromMinutes(-5.2) && skew < TimeSpan.FromMinutes(-4.8), $"{skew}");
    }
}

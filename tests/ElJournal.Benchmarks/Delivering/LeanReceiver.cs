using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ElJournal.Benchmarks.Delivering;

/// <summary>A receiver on a loopback socket that unpacks a package, counts its records and keeps nothing, so that the figure is the sender's.</summary>
internal sealed class LeanReceiver : IAsyncDisposable
{
    /// <summary>The part of this program that receives.</summary>
    public const string Part = "deliver-receiving";

    private readonly WebApplication application;

    private LeanReceiver(WebApplication application) => this.application = application;

    public Uri Address => new(application.Urls.Single() + "/push");

    public static async Task<LeanReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var built = builder.Build();
        built.MapPost("/push", (RequestDelegate)AnswerAsync);
        await built.StartAsync();
        return new LeanReceiver(built);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await using (var gzip = new GZipStream(context.Request.Body, CompressionMode.Decompress))
        {
            await gzip.CopyToAsync(body, context.RequestAborted);
        }

        var answer = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"receipt":"{{context.Request.Headers["Idempotency-Key"]}}","accepted":{{Count(body.GetBuffer().AsSpan(0, (int)body.Length))}},"rejected":[]}"""));
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }

    private static int Count(ReadOnlySpan<byte> body) => body.Count("\"op\":"u8);
}

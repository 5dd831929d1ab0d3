using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Samples.Simulators.World;

/// <summary>Writes an answer's body as it comes, so that a whole school year needs no more memory than a page.</summary>
internal static class JsonAnswer
{
    private const int Page = 1 << 15;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Utf8JsonWriter Begin(HttpContext context, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return new Utf8JsonWriter(context.Response.BodyWriter, Options);
    }

    /// <summary>Sends what has been written when it has become a page.</summary>
    public static async ValueTask FlushPageAsync(this Utf8JsonWriter writer, HttpContext context)
    {
        if (writer.BytesPending >= Page || writer.BytesCommitted >= Page)
        {
            writer.Flush();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }
}

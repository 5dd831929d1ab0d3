using System.Text.Encodings.Web;
using System.Text.Unicode;
using ElJournal.Gateway.Reports.Documents;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Gateway.Reports.Writing;

/// <summary>Writes a report as one HTML page that prints on A4; every text in it is encoded.</summary>
internal sealed class PageWriter : IAsyncDisposable
{
    // Cyrillic stays readable, and a fifth of the size.
    private readonly ServiceProvider services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();

    public Task<string> WriteAsync(ReportDocument report) => RenderAsync<ReportPage>(new() { [nameof(ReportPage.Report)] = report });

    /// <summary>A component as a whole page.</summary>
    public async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters));
            return page.ToHtmlString().ReplaceLineEndings("\n");
        });
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

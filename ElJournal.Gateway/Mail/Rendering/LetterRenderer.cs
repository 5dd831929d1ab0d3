using ElJournal.Gateway.Mail.Composing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Gateway.Mail.Rendering;

/// <summary>Makes HTML and plain text of a letter.</summary>
internal sealed class LetterRenderer : IAsyncDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();

    /// <summary>The letter as a whole HTML page; every text in it is encoded.</summary>
    public async Task<string> HtmlAsync(LetterDocument letter)
    {
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<LetterPage>(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(LetterPage.Letter)] = letter }));
            return page.ToHtmlString().ReplaceLineEndings("\n");
        });
    }

    /// <summary>The letter as plain text with lines of at most 78 characters where words allow.</summary>
    public static string Text(LetterDocument letter) => new PlainText().Write(letter);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

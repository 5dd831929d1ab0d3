using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Plugins;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Judging;

/// <summary>Knows what a source can show, without reading it.</summary>
internal interface ISourceCapabilities
{
    ValueTask<SourceCapabilities> OfAsync(SchoolRuntime school, SourceOptions source);
}

/// <summary>Asks the adapter.</summary>
internal sealed class AdapterCapabilities(AdapterFactory adapters) : ISourceCapabilities
{
    public async ValueTask<SourceCapabilities> OfAsync(SchoolRuntime school, SourceOptions source)
    {
        await using var journal = adapters.CreateSource(school, source);
        var traits = journal.Traits;
        return new SourceCapabilities(traits.Shown, traits.ShowsHomeworkAtLessonGiven, traits.ShowsTopics);
    }
}

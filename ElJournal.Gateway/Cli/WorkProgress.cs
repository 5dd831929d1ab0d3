using Spectre.Console;

namespace ElJournal.Gateway.Cli;

/// <summary>A moving bar while long work is done, where somebody looks on; how much there is to read is known only at its end.</summary>
internal static class WorkProgress
{
    /// <summary>Does the work. Without a terminal, or under <c>--json</c>, nothing is shown.</summary>
    public static Task<T> WorkingAsync<T>(this CommandSession session, string title, Func<Task<T>> work) => session.Json ? work() : session.Out.WorkingAsync(title, work);

    /// <inheritdoc cref="WorkingAsync{T}(CommandSession,string,Func{Task{T}})"/>
    public static async Task<T> WorkingAsync<T>(this IAnsiConsole console, string title, Func<Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return await work();
        }

        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(async progress =>
            {
                progress.AddTask(Markup.Escape(title)).IsIndeterminate = true;
                return await work();
            });
    }
}

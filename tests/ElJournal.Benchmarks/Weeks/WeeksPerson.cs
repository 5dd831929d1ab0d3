namespace ElJournal.Benchmarks.Weeks;

/// <summary>Who sees to the gateway at school, in the mornings: what waits for a person would otherwise wait for ever.</summary>
internal sealed class WeeksPerson(WeeksGateway gateway)
{
    /// <summary>How often a stopped route was set going again.</summary>
    public int Retries { get; private set; }

    /// <summary>How many mass changes were approved.</summary>
    public int Decisions { get; private set; }

    /// <param name="journalIsWell">Whether the journal has answered well since the last look: what is still held then is what it really shows, and no lie of a bad hour, which ends by itself.</param>
    public async Task SeeToItAsync(bool journalIsWell)
    {
        if (gateway.Rows("""SELECT 1 FROM routes WHERE "Stopped" IS NOT NULL""").Count > 0)
        {
            await gateway.TypeAsync("delivery", "retry", "--school", "s1", "--route", "daily");
            Retries++;
        }

        var holds = journalIsWell ? gateway.Rows("""SELECT "Id" FROM holds WHERE "Status" = 1""") : [];
        if (holds.Count > 0)
        {
            // Whoever decides looks first: what has moved since it was last shown is refused.
            await gateway.TypeAsync("hold", "list", "--school", "s1");
        }

        foreach (var hold in holds)
        {
            await gateway.TypeAsync("hold", "approve", hold, "--school", "s1", "--by", "Директор", "--reason", "Правка сверена");
            Decisions++;
        }
    }
}

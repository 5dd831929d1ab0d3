namespace ElJournal.Gateway.Ledger.Postgres;

/// <summary>The tables of Quartz's clustered job store. The library brings their definition; it is made by a migration, so that one start of one gateway makes all tables or none.</summary>
internal static class QuartzTables
{
    public const string Prefix = "qrtz_";

    private const string Definition = "Quartz.Impl.AdoJobStore.Schema.create_postgres.sql";

    public static string Create()
    {
        using var stream = typeof(Quartz.IScheduler).Assembly.GetManifestResourceStream(Definition) ?? throw new InvalidOperationException($"This version of Quartz no longer brings '{Definition}'; a migration must name its tables.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal));
        return string.Join('\n', lines).Replace("{0}", Prefix, StringComparison.Ordinal).Replace("{1}", Prefix, StringComparison.Ordinal);
    }
}

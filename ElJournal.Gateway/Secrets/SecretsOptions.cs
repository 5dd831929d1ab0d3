namespace ElJournal.Gateway.Secrets;

/// <summary>Where secrets set by <c>secret set</c> are kept.</summary>
internal sealed class SecretsOptions
{
    /// <summary>The encrypted values.</summary>
    /// <value>Default <c>secrets/secrets.json</c>, relative to the configuration file.</value>
    public string Store { get; set; } = "secrets/secrets.json";

    /// <summary>The folder of the keys that the values are encrypted with; neither beside the ledger nor on a backup medium.</summary>
    /// <value>Default <c>keys</c>, relative to the configuration file.</value>
    public string KeyRing { get; set; } = "keys";
}

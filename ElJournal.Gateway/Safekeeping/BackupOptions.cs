using System.ComponentModel.DataAnnotations;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>Copies of the ledger and readable extracts of the journal on external media.</summary>
internal sealed class BackupOptions
{
    /// <summary>At least two, on different devices.</summary>
    public IList<MediumOptions> Media { get; set; } = [];

    /// <summary>Whether what lies on the media is encrypted.</summary>
    /// <value>Default yes; only a written-out <c>false</c> switches it off.</value>
    public bool Encrypt { get; set; } = true;

    /// <summary>A reference to the password that the copies are encrypted with. It must be known elsewhere too: on a machine that is lost, the secret is lost with it.</summary>
    public string? Password { get; set; }

    /// <summary>Whether all media may be one device: a copy that dies with the disk.</summary>
    public bool AllowOneDevice { get; set; }

    /// <summary>Weekly copies older than this are removed when a newer one is verified. Archives stay.</summary>
    /// <value>Default 100, 7 to 3650.</value>
    [Range(7, 3650)]
    public int KeepDays { get; set; } = 100;

    /// <summary>So many of the newest copies on a medium stay, however old they are.</summary>
    /// <value>Default 4, 1 to 1000.</value>
    [Range(1, 1000)]
    public int KeepAtLeast { get; set; } = 4;
}

/// <summary>A folder on an external medium.</summary>
internal sealed class MediumOptions
{
    /// <summary>How people call it.</summary>
    public string Name { get; set; } = "";

    public string Directory { get; set; } = "";
}

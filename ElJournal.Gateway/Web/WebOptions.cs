using System.ComponentModel.DataAnnotations;

namespace ElJournal.Gateway.Web;

/// <summary>The status page that <c>run</c> serves.</summary>
internal sealed class WebOptions
{
    /// <value>Address and port, default <c>127.0.0.1:8470</c>; port 0 takes a free one. Another address than this machine's own needs <see cref="Certificate"/>.</value>
    public string Listen { get; set; } = "127.0.0.1:8470";

    /// <summary>The address under which people reach the page, for links in letters; without it letters hold no links. Given, nobody looks without signing in.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>A file with certificate and private key (.pfx, .p12 or .pem); without it plain HTTP, to loopback only.</summary>
    public string? Certificate { get; set; }

    /// <summary>A reference to the secret that opens the certificate's file.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Who may decide on the page; without accounts it is only looked at.</summary>
    public IList<WebAccountOptions> Accounts { get; set; } = [];

    /// <value>How long somebody stays signed in without doing anything; default half an hour, one minute to a day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <value>How often a minute one address may try to sign in, and one account may be tried; default 5, 1 to 100.</value>
    [Range(1, 100)]
    public int SignInsPerMinute { get; set; } = 5;

    /// <value>How long a letter's link works; default 14 days, an hour to 60 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00")]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromDays(14);
}

/// <summary>Somebody who may decide.</summary>
internal sealed class WebAccountOptions
{
    /// <summary>The name that is typed, and that the log of decisions has.</summary>
    public string Name { get; set; } = "";

    /// <summary>What <c>secret hash</c> prints; never the password.</summary>
    public string PasswordHash { get; set; } = "";

    /// <value>The schools whose data the account may see and decide on, by id; left out: all.</value>
    public IList<string>? Schools { get; set; }
}

using System.ComponentModel.DataAnnotations;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Delivery.Proving;

/// <summary>Settings of <c>export-delivered</c>. By when a day must be proved is the route's own <c>Deadline</c>.</summary>
internal sealed class ExportDeliveredSettings : RuleSettings
{
    /// <value>After so many whole school days on which a route has confirmed nothing although something is due, with or without a deadline, the administrator is told; default 2, 0 for never.</value>
    [Range(0, 60)]
    public int SilentDays { get; set; } = 2;
}

namespace ElJournal.Gateway.Delivery;

/// <summary>The two clocks of delivery.</summary>
/// <param name="Business">The school's, which a drill may set.</param>
/// <param name="Machine">The machine's real one: identities must not repeat under a drill's clock.</param>
internal sealed record DeliveryClocks(TimeProvider Business, TimeProvider Machine);

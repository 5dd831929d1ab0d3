namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>A stored package, ready for the wire.</summary>
/// <param name="Number">The row's number.</param>
/// <param name="Id">What the portal sees.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Records">How many records.</param>
/// <param name="Tries">How often it was put on the wire.</param>
internal sealed record FrozenPackage(int Number, string Id, ReadOnlyMemory<byte> Body, int Records, int Tries);

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ElJournal.Gateway.Safekeeping.Model;

/// <summary>A medium as it is known: the number that was written on it, and the name in the configuration under which it is used.</summary>
internal sealed class MediumRow
{
    public required string Serial { get; set; }

    public required string Name { get; set; }

    public required string AddedBy { get; set; }

    /// <summary>Unix ms.</summary>
    public long AddedAt { get; set; }
}

/// <summary>A copy that was written to a medium, read back, opened and counted.</summary>
internal sealed class CopyRow
{
    public long Id { get; set; }

    public required string Set { get; set; }

    /// <summary><c>backup</c> or <c>archive</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>The medium's number.</summary>
    public required string Medium { get; set; }

    /// <summary>The moment that the copy is true for (Unix ms).</summary>
    public long BeganAt { get; set; }

    /// <summary>When it was verified last (Unix ms).</summary>
    public long VerifiedAt { get; set; }

    public long Bytes { get; set; }

    /// <summary>SHA-256 of the manifest, which names the sums of all files.</summary>
    public required string ManifestHash { get; set; }

    /// <summary>When it was removed from the medium because of its age (Unix ms).</summary>
    public long? RemovedAt { get; set; }
}

internal sealed class MediumRowConfiguration : IEntityTypeConfiguration<MediumRow>
{
    public void Configure(EntityTypeBuilder<MediumRow> builder) => builder.ToTable("media").HasKey(medium => medium.Serial);
}

internal sealed class CopyRowConfiguration : IEntityTypeConfiguration<CopyRow>
{
    public void Configure(EntityTypeBuilder<CopyRow> builder)
    {
        builder.ToTable("copies").HasKey(copy => copy.Id);
        builder.HasIndex(copy => new { copy.Medium, copy.Set }).IsUnique();
    }
}

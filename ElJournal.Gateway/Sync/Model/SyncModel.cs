using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ElJournal.Gateway.Sync.Model;

internal sealed class HoldRowConfiguration : IEntityTypeConfiguration<HoldRow>
{
    public void Configure(EntityTypeBuilder<HoldRow> builder)
    {
        builder.ToTable("holds").HasKey(hold => hold.Id);
        builder.HasIndex(hold => new { hold.School, hold.Status });
    }
}

internal sealed class HeldChangeRowConfiguration : IEntityTypeConfiguration<HeldChangeRow>
{
    public void Configure(EntityTypeBuilder<HeldChangeRow> builder) =>
        builder.ToTable("held_changes").HasKey(change => new { change.Hold, change.Record });
}

internal sealed class PinRowConfiguration : IEntityTypeConfiguration<PinRow>
{
    public void Configure(EntityTypeBuilder<PinRow> builder)
    {
        builder.ToTable("pins").HasKey(pin => pin.Record);
        builder.Property(pin => pin.Record).ValueGeneratedNever();
        builder.HasIndex(pin => pin.Book);
    }
}

internal sealed class ReadTokenRowConfiguration : IEntityTypeConfiguration<ReadTokenRow>
{
    public void Configure(EntityTypeBuilder<ReadTokenRow> builder) =>
        builder.ToTable("read_tokens").HasKey(token => new { token.Book, token.Name });
}

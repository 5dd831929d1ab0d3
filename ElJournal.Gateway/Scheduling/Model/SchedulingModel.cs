using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ElJournal.Gateway.Scheduling.Model;

internal sealed class SlotRowConfiguration : IEntityTypeConfiguration<SlotRow>
{
    public void Configure(EntityTypeBuilder<SlotRow> builder)
    {
        builder.ToTable("slots").HasKey(slot => slot.Id);
        builder.HasIndex(slot => new { slot.School, slot.Job, slot.Due }).IsUnique();
        builder.HasIndex(slot => slot.Status);
    }
}

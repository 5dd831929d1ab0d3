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

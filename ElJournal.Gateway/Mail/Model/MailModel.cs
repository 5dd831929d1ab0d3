using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ElJournal.Gateway.Mail.Model;

internal sealed class LetterRowConfiguration : IEntityTypeConfiguration<LetterRow>
{
    public void Configure(EntityTypeBuilder<LetterRow> builder)
    {
        builder.ToTable("letters").HasKey(letter => letter.Id);
        builder.HasIndex(letter => letter.MessageId).IsUnique();
        builder.HasIndex(letter => new { letter.School, letter.Status });
        builder.HasMany(letter => letter.Attachments).WithOne().HasForeignKey(attachment => attachment.Letter);
    }
}

internal sealed class LetterAttachmentRowConfiguration : IEntityTypeConfiguration<LetterAttachmentRow>
{
    public void Configure(EntityTypeBuilder<LetterAttachmentRow> builder) => builder.ToTable("letter_attachments").HasKey(row => row.Id);
}

internal sealed class LetterFindingRowConfiguration : IEntityTypeConfiguration<LetterFindingRow>
{
    public void Configure(EntityTypeBuilder<LetterFindingRow> builder)
    {
        builder.ToTable("letter_findings").HasKey(row => new { row.Letter, row.Finding });
        builder.HasIndex(row => new { row.School, row.Finding });
    }
}

internal sealed class LetterTryRowConfiguration : IEntityTypeConfiguration<LetterTryRow>
{
    public void Configure(EntityTypeBuilder<LetterTryRow> builder)
    {
        builder.ToTable("letter_tries").HasKey(row => row.Id);
        builder.HasIndex(row => row.Letter);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ElJournal.Gateway.Judging.Model;

internal sealed class FindingRowConfiguration : IEntityTypeConfiguration<FindingRow>
{
    public void Configure(EntityTypeBuilder<FindingRow> builder)
    {
        builder.ToTable("findings").HasKey(finding => new { finding.School, finding.Id });
        builder.HasIndex(finding => new { finding.School, finding.RootClass, finding.Day });
        builder.HasIndex(finding => new { finding.School, finding.Status });
    }
}

internal sealed class FindingBlockRowConfiguration : IEntityTypeConfiguration<FindingBlockRow>
{
    public void Configure(EntityTypeBuilder<FindingBlockRow> builder)
    {
        builder.ToTable("finding_blocks").HasKey(block => new { block.School, block.Finding, block.Kind, block.Key });
        builder.HasIndex(block => new { block.School, block.Kind, block.Key });
    }
}

internal sealed class NotCheckedRowConfiguration : IEntityTypeConfiguration<NotCheckedRow>
{
    public void Configure(EntityTypeBuilder<NotCheckedRow> builder) =>
        builder.ToTable("not_checked").HasKey(row => new { row.School, row.Class, row.Day, row.Kind, row.Reason });
}

internal sealed class JudgedDayRowConfiguration : IEntityTypeConfiguration<JudgedDayRow>
{
    public void Configure(EntityTypeBuilder<JudgedDayRow> builder)
    {
        builder.ToTable("judged_days").HasKey(day => new { day.School, day.Class, day.Day });
        builder.HasIndex(day => new { day.School, day.Settled });
    }
}

internal sealed class KeptDeadlineRowConfiguration : IEntityTypeConfiguration<KeptDeadlineRow>
{
    public void Configure(EntityTypeBuilder<KeptDeadlineRow> builder) =>
        builder.ToTable("kept_deadlines").HasKey(row => new { row.Book, row.Day, row.Lesson, row.Part });
}

internal sealed class JudgedStateRowConfiguration : IEntityTypeConfiguration<JudgedStateRow>
{
    public void Configure(EntityTypeBuilder<JudgedStateRow> builder) => builder.ToTable("judged_state").HasKey(state => state.School);
}

internal sealed class ExcuseRowConfiguration : IEntityTypeConfiguration<ExcuseRow>
{
    public void Configure(EntityTypeBuilder<ExcuseRow> builder)
    {
        builder.ToTable("excuses").HasKey(excuse => excuse.Id);
        builder.HasIndex(excuse => excuse.School);
    }
}

internal sealed class ClassDayRowConfiguration : IEntityTypeConfiguration<ClassDayRow>
{
    public void Configure(EntityTypeBuilder<ClassDayRow> builder)
    {
        builder.ToTable("class_days").HasKey(day => day.Id);
        builder.HasIndex(day => day.School);
    }
}

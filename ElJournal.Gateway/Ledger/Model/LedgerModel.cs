using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ElJournal.Gateway.Ledger.Model;

internal sealed class BookConfiguration : IEntityTypeConfiguration<Book>
{
    public void Configure(EntityTypeBuilder<Book> builder)
    {
        builder.ToTable("books").HasKey(book => book.Id);
        builder.HasIndex(book => new { book.School, book.Source, book.Year }).IsUnique();
    }
}

internal sealed class SchoolStateConfiguration : IEntityTypeConfiguration<SchoolState>
{
    public void Configure(EntityTypeBuilder<SchoolState> builder) => builder.ToTable("school_state").HasKey(state => state.School);
}

internal sealed class RecordRowConfiguration : IEntityTypeConfiguration<RecordRow>
{
    public void Configure(EntityTypeBuilder<RecordRow> builder)
    {
        builder.ToTable("records").HasKey(record => record.Id);
        builder.HasIndex(record => new { record.Book, record.Kind, record.Key }).IsUnique();
        // Judging and deletion by scope: a class's days in order. Marks and absences carry their lesson's class and day for this.
        builder.HasIndex(record => new { record.Book, record.RootClass, record.Day, record.Kind });
        // Delivery: what of a kind is due since the cursor; by kind, because what others refer to goes first.
        builder.HasIndex(record => new { record.Book, record.Kind, record.Seq });
        // Partial: how many records of a kind are live is told from all of them less these few.
        builder.HasIndex(record => new { record.Book, record.Kind }).HasFilter("\"Deleted\" = 1").HasDatabaseName("IX_records_deleted");
        builder.Property(record => record.Id).ValueGeneratedOnAdd();
    }
}

internal sealed class ScopeReadRowConfiguration : IEntityTypeConfiguration<ScopeReadRow>
{
    public void Configure(EntityTypeBuilder<ScopeReadRow> builder) =>
        builder.ToTable("scope_reads").HasKey(read => new { read.Book, read.Kind, read.Class, read.Day });
}

internal sealed class MarkChangeRowConfiguration : IEntityTypeConfiguration<MarkChangeRow>
{
    public void Configure(EntityTypeBuilder<MarkChangeRow> builder)
    {
        builder.ToTable("mark_changes").HasKey(change => change.Id);
        builder.HasIndex(change => change.Record);
    }
}

internal sealed class OutageRowConfiguration : IEntityTypeConfiguration<OutageRow>
{
    public void Configure(EntityTypeBuilder<OutageRow> builder)
    {
        builder.ToTable("outages").HasKey(outage => outage.Id);
        builder.HasIndex(outage => new { outage.School, outage.From });
    }
}

internal sealed class DecisionRowConfiguration : IEntityTypeConfiguration<DecisionRow>
{
    public void Configure(EntityTypeBuilder<DecisionRow> builder)
    {
        builder.ToTable("decisions").HasKey(decision => decision.Id);
        builder.HasIndex(decision => new { decision.School, decision.At });

        // Looked at by every commit, and nearly always empty.
        builder.HasIndex(decision => decision.Link).HasFilter("\"Link\" IS NULL");
    }
}

internal sealed class DecisionEndRowConfiguration : IEntityTypeConfiguration<DecisionEndRow>
{
    public void Configure(EntityTypeBuilder<DecisionEndRow> builder) => builder.ToTable("decision_ends").HasKey(end => end.School);
}

internal sealed class DirtyRowConfiguration : IEntityTypeConfiguration<DirtyRow>
{
    public void Configure(EntityTypeBuilder<DirtyRow> builder) =>
        builder.ToTable("dirty").HasKey(dirty => new { dirty.School, dirty.Class, dirty.Day });
}

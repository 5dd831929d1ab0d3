using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ElJournal.Gateway.Reviews.Model;

/// <summary>A monthly review as it was made; never changed afterwards.</summary>
internal sealed class ReviewRow
{
    public required string School { get; set; }

    /// <summary>Day number of the month's first day.</summary>
    public int Month { get; set; }

    /// <summary>Unix ms.</summary>
    public long MadeAt { get; set; }

    /// <summary><see cref="ReviewContent"/> as JSON.</summary>
    public required string Content { get; set; }
}

/// <summary>That a person has read a review and what they wrote to it.</summary>
internal sealed class ReviewAcknowledgementRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    /// <summary>Day number of the month's first day.</summary>
    public int Month { get; set; }

    /// <summary>Unix ms.</summary>
    public long At { get; set; }

    public required string By { get; set; }

    /// <summary>Conclusions and recommendations.</summary>
    public required string Note { get; set; }
}

internal sealed class ReviewRowConfiguration : IEntityTypeConfiguration<ReviewRow>
{
    public void Configure(EntityTypeBuilder<ReviewRow> builder) => builder.ToTable("reviews").HasKey(row => new { row.School, row.Month });
}

internal sealed class ReviewAcknowledgementRowConfiguration : IEntityTypeConfiguration<ReviewAcknowledgementRow>
{
    public void Configure(EntityTypeBuilder<ReviewAcknowledgementRow> builder)
    {
        builder.ToTable("review_acknowledgements").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.School, row.Month });
    }
}

/// <summary>A class teacher's review of pupils' data: what it was like then, so that the next one can tell what changed.</summary>
internal sealed class ClassReviewRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    public required string Class { get; set; }

    /// <summary>Day number on which it was made.</summary>
    public int Day { get; set; }

    /// <summary>Unix ms.</summary>
    public long MadeAt { get; set; }

    /// <summary>Hashes of the pupils' data, never the data.</summary>
    public required string Content { get; set; }

    /// <summary>Unix ms; <see langword="null"/> until somebody acknowledges it.</summary>
    public long? AcknowledgedAt { get; set; }

    public string? AcknowledgedBy { get; set; }

    public string? Note { get; set; }
}

internal sealed class ClassReviewRowConfiguration : IEntityTypeConfiguration<ClassReviewRow>
{
    public void Configure(EntityTypeBuilder<ClassReviewRow> builder)
    {
        builder.ToTable("class_reviews").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.School, row.Class });
    }
}

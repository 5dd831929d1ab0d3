using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ElJournal.Gateway.People.Model;

/// <summary>That a person was erased: enough to know them again when a source shows them, nothing that tells who it is.</summary>
internal sealed class ErasedPersonRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    /// <summary>Pupil or teacher.</summary>
    public PersonRole Role { get; set; }

    /// <summary>Unix ms.</summary>
    public long At { get; set; }

    /// <summary>The key of both hashes, each row's own.</summary>
    public required byte[] Salt { get; set; }

    /// <summary>Of source and id.</summary>
    public required byte[] IdHash { get; set; }

    /// <summary>Of full name and day of birth, where that is known: a source that gives its people new ids does not bring them back.</summary>
    public byte[]? LikenessHash { get; set; }

    /// <summary>Whether what was left for the portals' deletes has gone from the ledger too.</summary>
    public bool Settled { get; set; }
}

internal sealed class ErasedPersonRowConfiguration : IEntityTypeConfiguration<ErasedPersonRow>
{
    public void Configure(EntityTypeBuilder<ErasedPersonRow> builder)
    {
        builder.ToTable("erased_people").HasKey(row => row.Id);
        builder.HasIndex(row => row.School);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ElJournal.Gateway.Delivery.Model;

internal sealed class RouteRowConfiguration : IEntityTypeConfiguration<RouteRow>
{
    public void Configure(EntityTypeBuilder<RouteRow> builder)
    {
        builder.ToTable("routes").HasKey(route => route.Id);
        builder.HasIndex(route => new { route.School, route.Name }).IsUnique();
    }
}

internal sealed class RouteRecordRowConfiguration : IEntityTypeConfiguration<RouteRecordRow>
{
    public void Configure(EntityTypeBuilder<RouteRecordRow> builder)
    {
        builder.ToTable("route_records").HasKey(row => new { row.Route, row.Record });
        builder.HasIndex(row => new { row.Route, row.KeptBack });
    }
}

internal sealed class PackageRowConfiguration : IEntityTypeConfiguration<PackageRow>
{
    public void Configure(EntityTypeBuilder<PackageRow> builder)
    {
        builder.ToTable("packages").HasKey(package => package.Id);
        builder.HasIndex(package => new { package.Route, package.Status });
    }
}

internal sealed class PackageRecordRowConfiguration : IEntityTypeConfiguration<PackageRecordRow>
{
    public void Configure(EntityTypeBuilder<PackageRecordRow> builder)
    {
        builder.ToTable("package_records").HasKey(row => new { row.Package, row.Ordinal });
        builder.HasIndex(row => row.Record);
    }
}

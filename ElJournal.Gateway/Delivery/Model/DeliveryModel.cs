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
        builder.Property(row => row.InDoubt).HasDefaultValue(false);
        // Partial: almost all records are settled, and these indices hold only those that are not.
        builder.HasIndex(row => new { row.Route, row.Kind, row.Record }).HasFilter("\"KeptBack\" IS NOT NULL").HasDatabaseName("IX_route_records_kept_back");
        builder.HasIndex(row => new { row.Package, row.Ordinal }).HasFilter("\"Package\" IS NOT NULL").HasDatabaseName("IX_route_records_under_way");
    }
}

internal sealed class RouteDayRowConfiguration : IEntityTypeConfiguration<RouteDayRow>
{
    public void Configure(EntityTypeBuilder<RouteDayRow> builder) => builder.ToTable("route_days").HasKey(row => new { row.Route, row.Day });
}

internal sealed class RouteDayKindRowConfiguration : IEntityTypeConfiguration<RouteDayKindRow>
{
    public void Configure(EntityTypeBuilder<RouteDayKindRow> builder) => builder.ToTable("route_day_kinds").HasKey(row => new { row.Route, row.Day, row.Kind });
}

internal sealed class RouteTotalRowConfiguration : IEntityTypeConfiguration<RouteTotalRow>
{
    public void Configure(EntityTypeBuilder<RouteTotalRow> builder) => builder.ToTable("route_totals").HasKey(row => new { row.Route, row.Kind });
}

internal sealed class PackageRowConfiguration : IEntityTypeConfiguration<PackageRow>
{
    public void Configure(EntityTypeBuilder<PackageRow> builder)
    {
        builder.ToTable("packages").HasKey(package => package.Number);
        builder.HasIndex(package => package.Id).IsUnique();
        builder.HasIndex(package => new { package.Route, package.Status });
    }
}

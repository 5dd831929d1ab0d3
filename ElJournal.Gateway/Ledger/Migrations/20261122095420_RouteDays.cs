using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ElJournal.Gateway.Ledger.Migrations
{
    /// <inheritdoc />
    public partial class RouteDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "route_day_kinds",
                columns: table => new
                {
                    Route = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Sent = table.Column<int>(type: "INTEGER", nullable: false),
                    Accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    Journal = table.Column<int>(type: "INTEGER", nullable: false),
                    LastSent = table.Column<int>(type: "INTEGER", nullable: false),
                    LastAccepted = table.Column<int>(type: "INTEGER", nullable: false),
                    Withheld = table.Column<int>(type: "INTEGER", nullable: false),
                    Held = table.Column<int>(type: "INTEGER", nullable: false),
                    Refused = table.Column<int>(type: "INTEGER", nullable: false),
                    Pending = table.Column<int>(type: "INTEGER", nullable: false),
                    Leftover = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_day_kinds", x => new { x.Route, x.Day, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "route_days",
                columns: table => new
                {
                    Route = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Runs = table.Column<int>(type: "INTEGER", nullable: false),
                    LastRunAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ProvedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Pending = table.Column<int>(type: "INTEGER", nullable: false),
                    Failure = table.Column<string>(type: "TEXT", nullable: true),
                    Reasons = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_days", x => new { x.Route, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "route_totals",
                columns: table => new
                {
                    Route = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    AtPortal = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_totals", x => new { x.Route, x.Kind });
                });

            migrationBuilder.CreateIndex(
                name: "IX_records_deleted",
                table: "records",
                columns: new[] { "Book", "Kind" },
                filter: "\"Deleted\" = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "route_day_kinds");

            migrationBuilder.DropTable(
                name: "route_days");

            migrationBuilder.DropTable(
                name: "route_totals");

            migrationBuilder.DropIndex(
                name: "IX_records_deleted",
                table: "records");
        }
    }
}

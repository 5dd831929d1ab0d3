using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ElJournal.Gateway.Ledger.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class DecisionEnds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "decision_ends",
                columns: table => new
                {
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Entry = table.Column<long>(type: "bigint", nullable: false),
                    Link = table.Column<byte[]>(type: "bytea", nullable: false),
                    LostEntry = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decision_ends", x => x.School);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "decision_ends");
        }
    }
}

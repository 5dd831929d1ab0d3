using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ElJournal.Gateway.Ledger.Migrations
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
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Entry = table.Column<long>(type: "INTEGER", nullable: false),
                    Link = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LostEntry = table.Column<long>(type: "INTEGER", nullable: true)
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

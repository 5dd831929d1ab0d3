using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ElJournal.Gateway.Ledger.Migrations
{
    /// <inheritdoc />
    public partial class KeptDeadlinesOfABook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(name: "kept_deadlines", newName: "kept_deadlines_of_a_school");
            migrationBuilder.CreateTable(
                name: "kept_deadlines",
                columns: table => new
                {
                    Book = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Lesson = table.Column<string>(type: "TEXT", nullable: false),
                    Part = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Shift = table.Column<int>(type: "INTEGER", nullable: false),
                    Terms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kept_deadlines", x => new { x.Book, x.Day, x.Lesson, x.Part });
                });

            // A deadline goes to the book that has its lesson on that day; of one whose lesson is nowhere nobody asks.
            migrationBuilder.Sql("""
                INSERT INTO kept_deadlines ("Book", "Day", "Lesson", "Part", "At", "Shift", "Terms")
                SELECT DISTINCT lesson."Book", kept."Day", kept."Lesson", kept."Part", kept."At", kept."Shift", kept."Terms"
                FROM records lesson
                JOIN books book ON book."Id" = lesson."Book"
                JOIN kept_deadlines_of_a_school kept ON kept."School" = book."School" AND kept."Day" = lesson."Day" AND kept."Lesson" = lesson."Origin"
                WHERE lesson."Kind" = 6;
                """);
            migrationBuilder.DropTable(name: "kept_deadlines_of_a_school");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(name: "kept_deadlines", newName: "kept_deadlines_of_a_book");
            migrationBuilder.CreateTable(
                name: "kept_deadlines",
                columns: table => new
                {
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Lesson = table.Column<string>(type: "TEXT", nullable: false),
                    Part = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Shift = table.Column<int>(type: "INTEGER", nullable: false),
                    Terms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kept_deadlines", x => new { x.School, x.Day, x.Lesson, x.Part });
                });
            migrationBuilder.Sql("""
                INSERT OR IGNORE INTO kept_deadlines ("School", "Day", "Lesson", "Part", "At", "Shift", "Terms")
                SELECT book."School", kept."Day", kept."Lesson", kept."Part", kept."At", kept."Shift", kept."Terms"
                FROM kept_deadlines_of_a_book kept JOIN books book ON book."Id" = kept."Book";
                """);
            migrationBuilder.DropTable(name: "kept_deadlines_of_a_book");
        }
    }
}

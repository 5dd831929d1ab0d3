using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ElJournal.Gateway.Ledger.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class WhatMayHaveArrived : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Destination",
                table: "routes",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "InDoubt",
                table: "route_records",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            // What an earlier version took for refused may have arrived in a sending before that one.
            migrationBuilder.Sql("""UPDATE route_records SET "InDoubt" = 1 WHERE "RejectedSeq" IS NOT NULL AND "DeliveredOp" <> 1;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Destination",
                table: "routes");

            migrationBuilder.DropColumn(
                name: "InDoubt",
                table: "route_records");
        }
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ElJournal.Gateway.Ledger.Migrations;

/// <summary>Judging needs the weights of marks: those of marks stored before are taken out of the payload. The model stays as it was.</summary>
[DbContext(typeof(LedgerContext))]
[Migration("20261122100000_MarkWeights")]
internal sealed class MarkWeights : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        UPDATE records SET "Number" = CAST(round(json_extract("Payload", '$.weight') * 1000) AS INTEGER)
        WHERE "Kind" = 8 AND json_extract("Payload", '$.weight') * 1000 = round(json_extract("Payload", '$.weight') * 1000);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""UPDATE records SET "Number" = NULL WHERE "Kind" = 8;""");
}

using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ElJournal.Gateway.Ledger.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <summary>What SQLite has and PostgreSQL lacks, so that one statement serves both (<see cref="LedgerSql"/>).</summary>
        private const string Functions = """
            CREATE FUNCTION json_extract(document text, path text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$ SELECT document::json ->> substr(path, 3) $body$;
            CREATE FUNCTION json_each(numbers text) RETURNS TABLE ("value" bigint) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$ SELECT n::bigint FROM json_array_elements_text(numbers::json) AS n $body$;
            CREATE FUNCTION max(one bigint, other bigint) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$ SELECT greatest(one, other) $body$;
            CREATE FUNCTION min(one bigint, other bigint) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$ SELECT least(one, other) $body$;
            CREATE FUNCTION count_true(so_far bigint, one boolean) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$ SELECT CASE WHEN one THEN so_far + 1 ELSE so_far END $body$;
            CREATE AGGREGATE sum(boolean) (SFUNC = count_true, STYPE = bigint, INITCOND = '0');
            CREATE FUNCTION join_texts(so_far text, one text, between_them text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$ SELECT CASE WHEN one IS NULL THEN so_far WHEN so_far IS NULL THEN one ELSE so_far || between_them || one END $body$;
            CREATE AGGREGATE group_concat(text, text) (SFUNC = join_texts, STYPE = text);

            -- Whether a record is on a route: answered beforehand by the program (RouteAnswers), looked up here. What was not asked keeps its place.
            CREATE FUNCTION on_route(book bigint, kind bigint, key text, root text, student text, day bigint, sent boolean) RETURNS boolean LANGUAGE plpgsql STABLE AS $body$
            DECLARE answer bigint;
            BEGIN
                IF current_setting('eljournal.route_open', true) = '1' THEN
                    RETURN true;
                END IF;
                SELECT CASE WHEN coalesce(sent, false) THEN a."Sent" ELSE a."Unsent" END INTO answer FROM route_answers a
                WHERE a."Book" = book AND a."Kind" = kind AND a."Root" = coalesce(root, '') AND a."Pupil" = coalesce(CASE WHEN kind = 4 THEN key ELSE student END, '')
                    AND a."Early" = CASE WHEN day IS NULL THEN 2 WHEN day < current_setting('eljournal.route_from')::bigint THEN 1 ELSE 0 END;
                RETURN CASE WHEN answer IS NULL THEN coalesce(sent, false) ELSE answer = 1 END;
            END $body$;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Functions);
            migrationBuilder.Sql(QuartzTables.Create());
            migrationBuilder.CreateTable(
                name: "books",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Year = table.Column<long>(type: "bigint", nullable: false),
                    FirstReadAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_books", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "class_days",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ClassName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FromDay = table.Column<long>(type: "bigint", nullable: false),
                    ToDay = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_class_days", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "class_reviews",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Class = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Day = table.Column<long>(type: "bigint", nullable: false),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AcknowledgedAt = table.Column<long>(type: "bigint", nullable: true),
                    AcknowledgedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_class_reviews", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "copies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Set = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Medium = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BeganAt = table.Column<long>(type: "bigint", nullable: false),
                    VerifiedAt = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    ManifestHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RemovedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_copies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Target = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Link = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decisions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "dirty",
                columns: table => new
                {
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Class = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Day = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dirty", x => new { x.School, x.Class, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "erased_people",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Role = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    IdHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    LikenessHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    Settled = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_erased_people", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "excuses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Teacher = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FromDay = table.Column<long>(type: "bigint", nullable: false),
                    ToDay = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_excuses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "finding_blocks",
                columns: table => new
                {
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Finding = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finding_blocks", x => new { x.School, x.Finding, x.Kind, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "findings",
                columns: table => new
                {
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Part = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<long>(type: "bigint", nullable: false),
                    Severity = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<long>(type: "bigint", nullable: false),
                    RootClass = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Class = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Lesson = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SchoolSubject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Teacher = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Student = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Deadline = table.Column<long>(type: "bigint", nullable: true),
                    EnteredAfter = table.Column<long>(type: "bigint", nullable: true),
                    EnteredBy = table.Column<long>(type: "bigint", nullable: true),
                    AsOf = table.Column<long>(type: "bigint", nullable: true),
                    Message = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Norm = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: false),
                    ResolvedAt = table.Column<long>(type: "bigint", nullable: true),
                    ReopenedAt = table.Column<long>(type: "bigint", nullable: true),
                    TurnedLateAt = table.Column<long>(type: "bigint", nullable: true),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: true),
                    Excused = table.Column<long>(type: "bigint", nullable: false),
                    WaivedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WaivedReason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WaivedUntil = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_findings", x => new { x.School, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "held_changes",
                columns: table => new
                {
                    Hold = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Record = table.Column<long>(type: "bigint", nullable: false),
                    Payload = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Extras = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    Day = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_held_changes", x => new { x.Hold, x.Record });
                });

            migrationBuilder.CreateTable(
                name: "holds",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Book = table.Column<long>(type: "bigint", nullable: false),
                    Class = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<long>(type: "bigint", nullable: false),
                    Deleted = table.Column<long>(type: "bigint", nullable: false),
                    Changed = table.Column<long>(type: "bigint", nullable: false),
                    Live = table.Column<long>(type: "bigint", nullable: false),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: false),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    Digest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ShownDigest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<long>(type: "bigint", nullable: false),
                    FromDay = table.Column<long>(type: "bigint", nullable: true),
                    ToDay = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "judged_days",
                columns: table => new
                {
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Class = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Day = table.Column<long>(type: "bigint", nullable: false),
                    Settled = table.Column<long>(type: "bigint", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: true),
                    Reads = table.Column<long>(type: "bigint", nullable: false),
                    Together = table.Column<long>(type: "bigint", nullable: false),
                    JudgedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_judged_days", x => new { x.School, x.Class, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "judged_state",
                columns: table => new
                {
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    JudgedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_judged_state", x => x.School);
                });

            migrationBuilder.CreateTable(
                name: "kept_deadlines",
                columns: table => new
                {
                    Book = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<long>(type: "bigint", nullable: false),
                    Lesson = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Part = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Shift = table.Column<long>(type: "bigint", nullable: false),
                    Terms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kept_deadlines", x => new { x.Book, x.Day, x.Lesson, x.Part });
                });

            migrationBuilder.CreateTable(
                name: "letter_findings",
                columns: table => new
                {
                    Letter = table.Column<long>(type: "bigint", nullable: false),
                    Finding = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Section = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_letter_findings", x => new { x.Letter, x.Finding });
                });

            migrationBuilder.CreateTable(
                name: "letter_tries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Letter = table.Column<long>(type: "bigint", nullable: false),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Detail = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_letter_tries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "letters",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MessageId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Day = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    RecipientName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RecipientAddress = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Html = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Tries = table.Column<long>(type: "bigint", nullable: false),
                    NextTryAt = table.Column<long>(type: "bigint", nullable: true),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    LastError = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_letters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "mark_changes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Record = table.Column<long>(type: "bigint", nullable: false),
                    FromValue = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ToValue = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    After = table.Column<long>(type: "bigint", nullable: true),
                    By = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mark_changes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "media",
                columns: table => new
                {
                    Serial = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AddedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media", x => x.Serial);
                });

            migrationBuilder.CreateTable(
                name: "not_checked",
                columns: table => new
                {
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Class = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_not_checked", x => new { x.School, x.Class, x.Day, x.Kind, x.Reason });
                });

            migrationBuilder.CreateTable(
                name: "outages",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: false),
                    Open = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "packages",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Route = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<long>(type: "bigint", nullable: false),
                    Body = table.Column<byte[]>(type: "bytea", nullable: false),
                    Records = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    Tries = table.Column<long>(type: "bigint", nullable: false),
                    ReceiptId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReceiptAt = table.Column<long>(type: "bigint", nullable: true),
                    Accepted = table.Column<long>(type: "bigint", nullable: false),
                    Rejected = table.Column<long>(type: "bigint", nullable: false),
                    LastError = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Parent = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_packages", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "pins",
                columns: table => new
                {
                    Record = table.Column<long>(type: "bigint", nullable: false),
                    Book = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pins", x => x.Record);
                });

            migrationBuilder.CreateTable(
                name: "read_tokens",
                columns: table => new
                {
                    Book = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Token = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_read_tokens", x => new { x.Book, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "records",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Book = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Deleted = table.Column<long>(type: "bigint", nullable: false),
                    Pending = table.Column<long>(type: "bigint", nullable: false),
                    RootClass = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Class = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Day = table.Column<long>(type: "bigint", nullable: true),
                    Lesson = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Student = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Teacher = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Work = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Number = table.Column<long>(type: "bigint", nullable: true),
                    StartMinute = table.Column<long>(type: "bigint", nullable: true),
                    EndMinute = table.Column<long>(type: "bigint", nullable: true),
                    Status = table.Column<long>(type: "bigint", nullable: true),
                    ReplacesTeacher = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AttendanceTaken = table.Column<long>(type: "bigint", nullable: true),
                    EnteredAt = table.Column<long>(type: "bigint", nullable: true),
                    EnteredVouched = table.Column<long>(type: "bigint", nullable: false),
                    SeenAfter = table.Column<long>(type: "bigint", nullable: true),
                    SeenBy = table.Column<long>(type: "bigint", nullable: true),
                    TakenSeenAfter = table.Column<long>(type: "bigint", nullable: true),
                    TakenSeenBy = table.Column<long>(type: "bigint", nullable: true),
                    Changes = table.Column<long>(type: "bigint", nullable: false),
                    Payload = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "review_acknowledgements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Month = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Note = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review_acknowledgements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Month = table.Column<long>(type: "bigint", nullable: false),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reviews", x => new { x.School, x.Month });
                });

            migrationBuilder.CreateTable(
                name: "route_day_kinds",
                columns: table => new
                {
                    Route = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<long>(type: "bigint", nullable: false),
                    Sent = table.Column<long>(type: "bigint", nullable: false),
                    Accepted = table.Column<long>(type: "bigint", nullable: false),
                    Rejected = table.Column<long>(type: "bigint", nullable: false),
                    Journal = table.Column<long>(type: "bigint", nullable: false),
                    LastSent = table.Column<long>(type: "bigint", nullable: false),
                    LastAccepted = table.Column<long>(type: "bigint", nullable: false),
                    Withheld = table.Column<long>(type: "bigint", nullable: false),
                    Held = table.Column<long>(type: "bigint", nullable: false),
                    Refused = table.Column<long>(type: "bigint", nullable: false),
                    Pending = table.Column<long>(type: "bigint", nullable: false),
                    Leftover = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_day_kinds", x => new { x.Route, x.Day, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "route_days",
                columns: table => new
                {
                    Route = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<long>(type: "bigint", nullable: false),
                    Runs = table.Column<long>(type: "bigint", nullable: false),
                    LastRunAt = table.Column<long>(type: "bigint", nullable: false),
                    ProvedAt = table.Column<long>(type: "bigint", nullable: true),
                    Pending = table.Column<long>(type: "bigint", nullable: false),
                    Failure = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Reasons = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_days", x => new { x.Route, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "route_records",
                columns: table => new
                {
                    Route = table.Column<long>(type: "bigint", nullable: false),
                    Record = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<long>(type: "bigint", nullable: false),
                    DeliveredSeq = table.Column<long>(type: "bigint", nullable: false),
                    DeliveredOp = table.Column<long>(type: "bigint", nullable: false),
                    DeliveredAt = table.Column<long>(type: "bigint", nullable: false),
                    SentSeq = table.Column<long>(type: "bigint", nullable: false),
                    SentOp = table.Column<long>(type: "bigint", nullable: false),
                    Package = table.Column<long>(type: "bigint", nullable: true),
                    Ordinal = table.Column<long>(type: "bigint", nullable: false),
                    FrozenSeq = table.Column<long>(type: "bigint", nullable: false),
                    FrozenOp = table.Column<long>(type: "bigint", nullable: false),
                    KeptBack = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    KeptBackReason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RejectedSeq = table.Column<long>(type: "bigint", nullable: true),
                    RejectedReason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RejectedAt = table.Column<long>(type: "bigint", nullable: true),
                    RejectedTick = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_records", x => new { x.Route, x.Record });
                });

            migrationBuilder.CreateTable(
                name: "route_totals",
                columns: table => new
                {
                    Route = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<long>(type: "bigint", nullable: false),
                    AtPortal = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_totals", x => new { x.Route, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "routes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kinds = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Cursor = table.Column<long>(type: "bigint", nullable: false),
                    Stopped = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LastRunAt = table.Column<long>(type: "bigint", nullable: true),
                    LastReceiptAt = table.Column<long>(type: "bigint", nullable: true),
                    LastError = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "school_state",
                columns: table => new
                {
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Fence = table.Column<long>(type: "bigint", nullable: false),
                    LeaseHolder = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LeaseUntil = table.Column<long>(type: "bigint", nullable: false),
                    LeaseMachine = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LeaseProcess = table.Column<long>(type: "bigint", nullable: false),
                    LeaseProcessStart = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_school_state", x => x.School);
                });

            migrationBuilder.CreateTable(
                name: "scope_reads",
                columns: table => new
                {
                    Book = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<long>(type: "bigint", nullable: false),
                    Class = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Day = table.Column<long>(type: "bigint", nullable: false),
                    Started = table.Column<long>(type: "bigint", nullable: false),
                    Completed = table.Column<long>(type: "bigint", nullable: false),
                    Tried = table.Column<long>(type: "bigint", nullable: false),
                    Doubt = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scope_reads", x => new { x.Book, x.Kind, x.Class, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "slots",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    School = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Job = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Due = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: true),
                    FinishedAt = table.Column<long>(type: "bigint", nullable: true),
                    Tries = table.Column<long>(type: "bigint", nullable: false),
                    NextTryAt = table.Column<long>(type: "bigint", nullable: true),
                    Late = table.Column<long>(type: "bigint", nullable: false),
                    Drill = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_slots", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "letter_attachments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Letter = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_letter_attachments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_letter_attachments_letters_Letter",
                        column: x => x.Letter,
                        principalTable: "letters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_books_School_Source_Year",
                table: "books",
                columns: new[] { "School", "Source", "Year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_class_days_School",
                table: "class_days",
                column: "School");

            migrationBuilder.CreateIndex(
                name: "IX_class_reviews_School_Class",
                table: "class_reviews",
                columns: new[] { "School", "Class" });

            migrationBuilder.CreateIndex(
                name: "IX_copies_Medium_Set",
                table: "copies",
                columns: new[] { "Medium", "Set" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_decisions_Link",
                table: "decisions",
                column: "Link",
                filter: "\"Link\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_decisions_School_At",
                table: "decisions",
                columns: new[] { "School", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_erased_people_School",
                table: "erased_people",
                column: "School");

            migrationBuilder.CreateIndex(
                name: "IX_excuses_School",
                table: "excuses",
                column: "School");

            migrationBuilder.CreateIndex(
                name: "IX_finding_blocks_School_Kind_Key",
                table: "finding_blocks",
                columns: new[] { "School", "Kind", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_findings_School_RootClass_Day",
                table: "findings",
                columns: new[] { "School", "RootClass", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_findings_School_Status",
                table: "findings",
                columns: new[] { "School", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_holds_School_Status",
                table: "holds",
                columns: new[] { "School", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_judged_days_School_Settled",
                table: "judged_days",
                columns: new[] { "School", "Settled" });

            migrationBuilder.CreateIndex(
                name: "IX_letter_attachments_Letter",
                table: "letter_attachments",
                column: "Letter");

            migrationBuilder.CreateIndex(
                name: "IX_letter_findings_School_Finding",
                table: "letter_findings",
                columns: new[] { "School", "Finding" });

            migrationBuilder.CreateIndex(
                name: "IX_letter_tries_Letter",
                table: "letter_tries",
                column: "Letter");

            migrationBuilder.CreateIndex(
                name: "IX_letters_MessageId",
                table: "letters",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_letters_School_Status",
                table: "letters",
                columns: new[] { "School", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_mark_changes_Record",
                table: "mark_changes",
                column: "Record");

            migrationBuilder.CreateIndex(
                name: "IX_outages_School_From",
                table: "outages",
                columns: new[] { "School", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_packages_Id",
                table: "packages",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_packages_Route_Status",
                table: "packages",
                columns: new[] { "Route", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_pins_Book",
                table: "pins",
                column: "Book");

            migrationBuilder.CreateIndex(
                name: "IX_records_Book_Kind_Key",
                table: "records",
                columns: new[] { "Book", "Kind", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_records_Book_Kind_Seq",
                table: "records",
                columns: new[] { "Book", "Kind", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_records_Book_RootClass_Day_Kind",
                table: "records",
                columns: new[] { "Book", "RootClass", "Day", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_records_deleted",
                table: "records",
                columns: new[] { "Book", "Kind" },
                filter: "\"Deleted\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_review_acknowledgements_School_Month",
                table: "review_acknowledgements",
                columns: new[] { "School", "Month" });

            migrationBuilder.CreateIndex(
                name: "IX_route_records_kept_back",
                table: "route_records",
                columns: new[] { "Route", "Kind", "Record" },
                filter: "\"KeptBack\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_route_records_under_way",
                table: "route_records",
                columns: new[] { "Package", "Ordinal" },
                filter: "\"Package\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_routes_School_Name",
                table: "routes",
                columns: new[] { "School", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_slots_School_Job_Due",
                table: "slots",
                columns: new[] { "School", "Job", "Due" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_slots_Status",
                table: "slots",
                column: "Status");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP AGGREGATE sum(boolean);
                DROP AGGREGATE group_concat(text, text);
                DROP FUNCTION json_extract(text, text), json_each(text), max(bigint, bigint), min(bigint, bigint), count_true(bigint, boolean), join_texts(text, text, text), on_route(bigint, bigint, text, text, text, bigint, boolean);
                DROP TABLE qrtz_simple_triggers, qrtz_cron_triggers, qrtz_simprop_triggers, qrtz_blob_triggers, qrtz_triggers, qrtz_job_details, qrtz_calendars, qrtz_paused_trigger_grps, qrtz_paused_job_grps,
                  qrtz_fired_triggers, qrtz_scheduler_state, qrtz_locks, qrtz_execution_history, qrtz_misfire_history, qrtz_job_status;
                """);
            migrationBuilder.DropTable(
                name: "books");

            migrationBuilder.DropTable(
                name: "class_days");

            migrationBuilder.DropTable(
                name: "class_reviews");

            migrationBuilder.DropTable(
                name: "copies");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "dirty");

            migrationBuilder.DropTable(
                name: "erased_people");

            migrationBuilder.DropTable(
                name: "excuses");

            migrationBuilder.DropTable(
                name: "finding_blocks");

            migrationBuilder.DropTable(
                name: "findings");

            migrationBuilder.DropTable(
                name: "held_changes");

            migrationBuilder.DropTable(
                name: "holds");

            migrationBuilder.DropTable(
                name: "judged_days");

            migrationBuilder.DropTable(
                name: "judged_state");

            migrationBuilder.DropTable(
                name: "kept_deadlines");

            migrationBuilder.DropTable(
                name: "letter_attachments");

            migrationBuilder.DropTable(
                name: "letter_findings");

            migrationBuilder.DropTable(
                name: "letter_tries");

            migrationBuilder.DropTable(
                name: "mark_changes");

            migrationBuilder.DropTable(
                name: "media");

            migrationBuilder.DropTable(
                name: "not_checked");

            migrationBuilder.DropTable(
                name: "outages");

            migrationBuilder.DropTable(
                name: "packages");

            migrationBuilder.DropTable(
                name: "pins");

            migrationBuilder.DropTable(
                name: "read_tokens");

            migrationBuilder.DropTable(
                name: "records");

            migrationBuilder.DropTable(
                name: "review_acknowledgements");

            migrationBuilder.DropTable(
                name: "reviews");

            migrationBuilder.DropTable(
                name: "route_day_kinds");

            migrationBuilder.DropTable(
                name: "route_days");

            migrationBuilder.DropTable(
                name: "route_records");

            migrationBuilder.DropTable(
                name: "route_totals");

            migrationBuilder.DropTable(
                name: "routes");

            migrationBuilder.DropTable(
                name: "school_state");

            migrationBuilder.DropTable(
                name: "scope_reads");

            migrationBuilder.DropTable(
                name: "slots");

            migrationBuilder.DropTable(
                name: "letters");
        }
    }
}

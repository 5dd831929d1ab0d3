using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ElJournal.Gateway.Ledger.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "books",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstReadAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_books", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "class_days",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    ClassName = table.Column<string>(type: "TEXT", nullable: true),
                    FromDay = table.Column<int>(type: "INTEGER", nullable: false),
                    ToDay = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_class_days", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", nullable: false),
                    Target = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decisions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "dirty",
                columns: table => new
                {
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Class = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dirty", x => new { x.School, x.Class, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "excuses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Teacher = table.Column<string>(type: "TEXT", nullable: false),
                    FromDay = table.Column<int>(type: "INTEGER", nullable: false),
                    ToDay = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_excuses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "finding_blocks",
                columns: table => new
                {
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Finding = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finding_blocks", x => new { x.School, x.Finding, x.Kind, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "findings",
                columns: table => new
                {
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    Part = table.Column<string>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Severity = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    RootClass = table.Column<string>(type: "TEXT", nullable: true),
                    Class = table.Column<string>(type: "TEXT", nullable: true),
                    Lesson = table.Column<string>(type: "TEXT", nullable: true),
                    SchoolSubject = table.Column<string>(type: "TEXT", nullable: true),
                    Teacher = table.Column<string>(type: "TEXT", nullable: true),
                    Student = table.Column<string>(type: "TEXT", nullable: true),
                    Deadline = table.Column<long>(type: "INTEGER", nullable: true),
                    EnteredAfter = table.Column<long>(type: "INTEGER", nullable: true),
                    EnteredBy = table.Column<long>(type: "INTEGER", nullable: true),
                    AsOf = table.Column<long>(type: "INTEGER", nullable: true),
                    Message = table.Column<string>(type: "TEXT", nullable: false),
                    Norm = table.Column<string>(type: "TEXT", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ResolvedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReopenedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TurnedLateAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Excused = table.Column<bool>(type: "INTEGER", nullable: false),
                    WaivedBy = table.Column<string>(type: "TEXT", nullable: true),
                    WaivedReason = table.Column<string>(type: "TEXT", nullable: true),
                    WaivedUntil = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_findings", x => new { x.School, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "held_changes",
                columns: table => new
                {
                    Hold = table.Column<string>(type: "TEXT", nullable: false),
                    Record = table.Column<long>(type: "INTEGER", nullable: false),
                    Payload = table.Column<string>(type: "TEXT", nullable: true),
                    Extras = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Day = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_held_changes", x => new { x.Hold, x.Record });
                });

            migrationBuilder.CreateTable(
                name: "holds",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Book = table.Column<int>(type: "INTEGER", nullable: false),
                    Class = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Deleted = table.Column<int>(type: "INTEGER", nullable: false),
                    Changed = table.Column<int>(type: "INTEGER", nullable: false),
                    Live = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Digest = table.Column<string>(type: "TEXT", nullable: false),
                    ShownDigest = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    FromDay = table.Column<int>(type: "INTEGER", nullable: true),
                    ToDay = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "judged_days",
                columns: table => new
                {
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Class = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Settled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Together = table.Column<bool>(type: "INTEGER", nullable: false),
                    JudgedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_judged_days", x => new { x.School, x.Class, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "judged_state",
                columns: table => new
                {
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Basis = table.Column<string>(type: "TEXT", nullable: false),
                    JudgedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_judged_state", x => x.School);
                });

            migrationBuilder.CreateTable(
                name: "letter_findings",
                columns: table => new
                {
                    Letter = table.Column<long>(type: "INTEGER", nullable: false),
                    Finding = table.Column<string>(type: "TEXT", nullable: false),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Section = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_letter_findings", x => new { x.Letter, x.Finding });
                });

            migrationBuilder.CreateTable(
                name: "letter_tries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Letter = table.Column<long>(type: "INTEGER", nullable: false),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_letter_tries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "letters",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    RecipientName = table.Column<string>(type: "TEXT", nullable: false),
                    RecipientAddress = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Html = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_letters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "mark_changes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Record = table.Column<long>(type: "INTEGER", nullable: false),
                    FromValue = table.Column<string>(type: "TEXT", nullable: false),
                    ToValue = table.Column<string>(type: "TEXT", nullable: true),
                    After = table.Column<long>(type: "INTEGER", nullable: true),
                    By = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mark_changes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "not_checked",
                columns: table => new
                {
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Class = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_not_checked", x => new { x.School, x.Class, x.Day, x.Kind, x.Reason });
                });

            migrationBuilder.CreateTable(
                name: "outages",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: false),
                    Open = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "packages",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<string>(type: "TEXT", nullable: true),
                    Route = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Records = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    ReceiptId = table.Column<string>(type: "TEXT", nullable: true),
                    ReceiptAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", nullable: true),
                    Parent = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_packages", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "pins",
                columns: table => new
                {
                    Record = table.Column<long>(type: "INTEGER", nullable: false),
                    Book = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pins", x => x.Record);
                });

            migrationBuilder.CreateTable(
                name: "read_tokens",
                columns: table => new
                {
                    Book = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Token = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_read_tokens", x => new { x.Book, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "records",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Book = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", nullable: false),
                    Seq = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Pending = table.Column<bool>(type: "INTEGER", nullable: false),
                    RootClass = table.Column<string>(type: "TEXT", nullable: true),
                    Class = table.Column<string>(type: "TEXT", nullable: true),
                    Day = table.Column<int>(type: "INTEGER", nullable: true),
                    Lesson = table.Column<string>(type: "TEXT", nullable: true),
                    Student = table.Column<string>(type: "TEXT", nullable: true),
                    Teacher = table.Column<string>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", nullable: true),
                    Value = table.Column<string>(type: "TEXT", nullable: true),
                    Work = table.Column<string>(type: "TEXT", nullable: true),
                    Number = table.Column<int>(type: "INTEGER", nullable: true),
                    StartMinute = table.Column<int>(type: "INTEGER", nullable: true),
                    EndMinute = table.Column<int>(type: "INTEGER", nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: true),
                    ReplacesTeacher = table.Column<string>(type: "TEXT", nullable: true),
                    AttendanceTaken = table.Column<bool>(type: "INTEGER", nullable: true),
                    EnteredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EnteredVouched = table.Column<bool>(type: "INTEGER", nullable: false),
                    SeenAfter = table.Column<long>(type: "INTEGER", nullable: true),
                    SeenBy = table.Column<long>(type: "INTEGER", nullable: true),
                    TakenSeenAfter = table.Column<long>(type: "INTEGER", nullable: true),
                    TakenSeenBy = table.Column<long>(type: "INTEGER", nullable: true),
                    Changes = table.Column<int>(type: "INTEGER", nullable: false),
                    Payload = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "route_records",
                columns: table => new
                {
                    Route = table.Column<int>(type: "INTEGER", nullable: false),
                    Record = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    DeliveredSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliveredOp = table.Column<int>(type: "INTEGER", nullable: false),
                    DeliveredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SentSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    SentOp = table.Column<int>(type: "INTEGER", nullable: false),
                    Package = table.Column<int>(type: "INTEGER", nullable: true),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    FrozenSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    FrozenOp = table.Column<int>(type: "INTEGER", nullable: false),
                    KeptBack = table.Column<string>(type: "TEXT", nullable: true),
                    KeptBackReason = table.Column<string>(type: "TEXT", nullable: true),
                    RejectedSeq = table.Column<long>(type: "INTEGER", nullable: true),
                    RejectedReason = table.Column<string>(type: "TEXT", nullable: true),
                    RejectedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RejectedTick = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_records", x => new { x.Route, x.Record });
                });

            migrationBuilder.CreateTable(
                name: "routes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Kinds = table.Column<string>(type: "TEXT", nullable: false),
                    Cursor = table.Column<long>(type: "INTEGER", nullable: false),
                    Stopped = table.Column<string>(type: "TEXT", nullable: true),
                    LastRunAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastReceiptAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "school_state",
                columns: table => new
                {
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Seq = table.Column<long>(type: "INTEGER", nullable: false),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseHolder = table.Column<string>(type: "TEXT", nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseMachine = table.Column<string>(type: "TEXT", nullable: true),
                    LeaseProcess = table.Column<int>(type: "INTEGER", nullable: false),
                    LeaseProcessStart = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_school_state", x => x.School);
                });

            migrationBuilder.CreateTable(
                name: "scope_reads",
                columns: table => new
                {
                    Book = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Class = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Started = table.Column<long>(type: "INTEGER", nullable: false),
                    Completed = table.Column<long>(type: "INTEGER", nullable: false),
                    Tried = table.Column<long>(type: "INTEGER", nullable: false),
                    Doubt = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scope_reads", x => new { x.Book, x.Kind, x.Class, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "slots",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    School = table.Column<string>(type: "TEXT", nullable: false),
                    Job = table.Column<string>(type: "TEXT", nullable: false),
                    Due = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Late = table.Column<bool>(type: "INTEGER", nullable: false),
                    Drill = table.Column<bool>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_slots", x => x.Id);
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
                name: "IX_decisions_School_At",
                table: "decisions",
                columns: new[] { "School", "At" });

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
            migrationBuilder.DropTable(
                name: "books");

            migrationBuilder.DropTable(
                name: "class_days");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "dirty");

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
                name: "letter_findings");

            migrationBuilder.DropTable(
                name: "letter_tries");

            migrationBuilder.DropTable(
                name: "letters");

            migrationBuilder.DropTable(
                name: "mark_changes");

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
                name: "route_records");

            migrationBuilder.DropTable(
                name: "routes");

            migrationBuilder.DropTable(
                name: "school_state");

            migrationBuilder.DropTable(
                name: "scope_reads");

            migrationBuilder.DropTable(
                name: "slots");
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Safekeeping.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People.Showing;

/// <summary>Collects what the gateway knows of a person, from everywhere that erasing goes to.</summary>
internal sealed class PersonSheets(LedgerDatabase database, PersonFinder finder, TimeProvider clock)
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public async Task<PersonSheet> MakeAsync(SchoolRuntime school, PersonRole role, string id, CancellationToken cancellationToken)
    {
        var person = await finder.FindAsync(school.Id, role, id, cancellationToken);
        await using var context = await database.ReadAsync(cancellationToken);
        var rows = await RowsAsync(context, person, cancellationToken);
        var names = await NamesAsync(context, person, cancellationToken);
        var findings = await FindingsAsync(context, school, person, cancellationToken);
        List<SheetSection> sections =
        [
            new(Texts.SheetCard, [Texts.ColumnField, Texts.ColumnValue], [.. person.Cards.SelectMany(Card)]),
            .. role == PersonRole.Teacher ? await TeacherAsync(context, school, person, rows, names, cancellationToken) : await StudentAsync(context, school, rows, names, cancellationToken),
            new(Texts.SheetSignIns, [Texts.ColumnWhen], [.. rows.Where(row => row.Kind == RecordKind.SignIn).Select(row => ImmutableArray.Create(Moment(school, long.TryParse(row.Value, CultureInfo.InvariantCulture, out var at) ? at : null)))]),
            new(Texts.SheetFindings, [Texts.ColumnDay, Texts.ColumnRule, Texts.ColumnText, Texts.ColumnState], [.. findings.Select(finding => ImmutableArray.Create(Day(finding.Day), finding.Rule, finding.Message, Word(finding.Status)))]),
            await LettersAsync(context, school, person, cancellationToken),
            await DeliveredAsync(context, school, rows, cancellationToken),
            await LogAsync(context, school, person, findings, cancellationToken),
            await CopiesAsync(context, school, cancellationToken),
        ];
        return new PersonSheet(school.Id, EraseUseCase.Word(role), id, school.Local(clock.GetUtcNow()), sections);
    }

    private static async Task<List<RecordRow>> RowsAsync(LedgerContext context, Person person, CancellationToken cancellationToken)
    {
        var rows = new List<RecordRow>();
        foreach (var (book, id) in person.Books)
        {
            rows.AddRange(await context.Set<RecordRow>().AsNoTracking()
                .Where(row => row.Book == book && row.Payload != PersonEraser.Nothing && (person.Role == PersonRole.Teacher
                    ? (row.Teacher == id && (row.Kind == RecordKind.Teacher || row.Kind == RecordKind.Lesson)) || (row.Kind == RecordKind.SignIn && row.Student == id && row.Status == (int)PersonRole.Teacher)
                    : row.Student == id && (row.Kind != RecordKind.SignIn || row.Status != (int)PersonRole.Teacher)))
                .OrderBy(row => row.Day).ThenBy(row => row.Id).ToListAsync(cancellationToken));
        }

        return rows;
    }

    /// <summary>Names of subjects, classes and terms by book and id.</summary>
    private static async Task<Dictionary<(int Book, RecordKind Kind, string Id), string>> NamesAsync(LedgerContext context, Person person, CancellationToken cancellationToken)
    {
        var books = person.Books.Select(place => place.Book).Distinct().ToList();
        var named = await context.Set<RecordRow>().AsNoTracking()
            .Where(row => books.Contains(row.Book) && (row.Kind == RecordKind.Subject || row.Kind == RecordKind.Class || row.Kind == RecordKind.Term))
            .Select(row => new { row.Book, row.Kind, row.Key, row.Value }).ToListAsync(cancellationToken);
        return named.ToDictionary(row => (row.Book, row.Kind, row.Key), row => row.Value ?? row.Key);
    }

    private static IEnumerable<ImmutableArray<string>> Card(JournalRecord card)
    {
        using var columns = JsonDocument.Parse(RecordPayload.Of(card));
        foreach (var column in columns.RootElement.EnumerateObject().Where(column => column.Value.ValueKind is not JsonValueKind.Null).ToList())
        {
            yield return [Texts.ResourceManager.GetString("Field_" + column.Name, Texts.Culture) ?? column.Name, column.Value.ToString()];
        }
    }

    private static async Task<IEnumerable<SheetSection>> StudentAsync(LedgerContext context, SchoolRuntime school, List<RecordRow> rows, Dictionary<(int, RecordKind, string), string> names, CancellationToken cancellationToken)
    {
        var numbers = rows.Where(row => row is { Kind: RecordKind.Mark, Changes: > 0 }).Select(row => row.Id).ToList();
        var changes = (await context.Set<MarkChangeRow>().AsNoTracking().Where(change => numbers.Contains(change.Record)).OrderBy(change => change.Id).ToListAsync(cancellationToken)).ToLookup(change => change.Record);
        return
        [
            new(Texts.SheetMarks, [Texts.ColumnDay, Texts.ColumnSubject, Texts.ColumnValue, Texts.ColumnWork, Texts.ColumnEntered, Texts.ColumnEarlier, Texts.ColumnState],
            [
                .. rows.Where(row => row.Kind == RecordKind.Mark).Select(row => ImmutableArray.Create(
                    Day(row.Day), Name(names, row, RecordKind.Subject, row.Subject), row.Value ?? "", row.Work ?? "", Moment(school, row.EnteredAt ?? row.SeenBy),
                    string.Join(", ", changes[row.Id].Select(change => $"{change.FromValue} ({Moment(school, change.By)})")), State(row))),
            ]),
            new(Texts.SheetAbsences, [Texts.ColumnDay, Texts.ColumnSubject, Texts.ColumnValue, Texts.ColumnState],
            [
                .. rows.Where(row => row.Kind == RecordKind.Attendance).Select(row => ImmutableArray.Create(
                    Day(row.Day), Name(names, row, RecordKind.Subject, row.Subject), Texts.ResourceManager.GetString("Attendance_" + row.Value, Texts.Culture) ?? "", State(row))),
            ]),
            new(Texts.SheetFinals, [Texts.ColumnSubject, Texts.ColumnTerm, Texts.ColumnValue, Texts.ColumnState],
            [
                .. rows.Where(row => row.Kind == RecordKind.FinalMark).Select(row => ImmutableArray.Create(
                    Name(names, row, RecordKind.Subject, row.Subject), Name(names, row, RecordKind.Term, row.Work), row.Value ?? "", State(row))),
            ]),
        ];
    }

    private static async Task<IEnumerable<SheetSection>> TeacherAsync(LedgerContext context, SchoolRuntime school, Person person, List<RecordRow> rows, Dictionary<(int, RecordKind, string), string> names, CancellationToken cancellationToken)
    {
        var ids = person.Identities.Select(identity => identity.Id).ToList();
        var excuses = await context.Set<ExcuseRow>().AsNoTracking().Where(excuse => excuse.School == school.Id && ids.Contains(excuse.Teacher)).OrderBy(excuse => excuse.FromDay).ToListAsync(cancellationToken);
        return
        [
            new(Texts.SheetLessons, [Texts.ColumnDay, Texts.ColumnClass, Texts.ColumnSubject, Texts.ColumnText, Texts.ColumnState],
            [
                .. rows.Where(row => row.Kind == RecordKind.Lesson).Select(row => ImmutableArray.Create(
                    Day(row.Day), Name(names, row, RecordKind.Class, row.Class), Name(names, row, RecordKind.Subject, row.Subject), row.Value ?? "", State(row))),
            ]),
            new(Texts.SheetExcuses, [Texts.ColumnDay, Texts.ColumnText, Texts.ColumnBy], [.. excuses.Select(excuse => ImmutableArray.Create($"{Day(excuse.FromDay)} – {Day(excuse.ToDay)}", excuse.Reason, excuse.By))]),
        ];
    }

    private static Task<List<FindingRow>> FindingsAsync(LedgerContext context, SchoolRuntime school, Person person, CancellationToken cancellationToken)
    {
        var ids = person.Identities.Select(identity => identity.Id).ToList();
        return context.Set<FindingRow>().AsNoTracking()
            .Where(finding => finding.School == school.Id && (person.Role == PersonRole.Teacher ? finding.Teacher != null && ids.Contains(finding.Teacher) : finding.Student != null && ids.Contains(finding.Student)))
            .OrderBy(finding => finding.Day).ToListAsync(cancellationToken);
    }

    private static async Task<SheetSection> LettersAsync(LedgerContext context, SchoolRuntime school, Person person, CancellationToken cancellationToken)
    {
        var mask = person.Mask();
        var addresses = person.Cards.OfType<Teacher>().Select(card => card.Email).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = new List<ImmutableArray<string>>();
        await foreach (var letter in context.Set<LetterRow>().AsNoTracking().Where(letter => letter.School == school.Id).OrderBy(letter => letter.Id)
            .Select(letter => new { letter.Text, letter.Subject, letter.RecipientName, letter.RecipientAddress, letter.SentAt, letter.CreatedAt }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (mask.IsIn(letter.Text) || addresses.Contains(letter.RecipientAddress))
            {
                found.Add([Moment(school, letter.SentAt ?? letter.CreatedAt), letter.Subject, letter.RecipientName]);
            }
        }

        return new(Texts.SheetLetters, [Texts.ColumnWhen, Texts.ColumnText, Texts.ColumnTo], found);
    }

    private static async Task<SheetSection> DeliveredAsync(LedgerContext context, SchoolRuntime school, List<RecordRow> rows, CancellationToken cancellationToken)
    {
        var routes = await context.Set<RouteRow>().AsNoTracking().Where(route => route.School == school.Id).ToDictionaryAsync(route => route.Id, route => route.Name, cancellationToken);
        var delivered = new List<RouteRecordRow>();
        foreach (var chunk in rows.Select(row => row.Id).Chunk(500))
        {
            delivered.AddRange(await context.Set<RouteRecordRow>().AsNoTracking().Where(row => chunk.Contains(row.Record) && (row.DeliveredOp == DeliveryOp.Upsert || row.SentSeq > row.DeliveredSeq)).ToListAsync(cancellationToken));
        }

        return new(Texts.SheetDelivered, [Texts.ColumnRoute, Texts.ColumnKind, Texts.ColumnCount],
        [
            .. delivered.Where(row => routes.ContainsKey(row.Route)).GroupBy(row => (row.Route, row.Kind)).OrderBy(group => group.Key)
                .Select(group => ImmutableArray.Create(routes[group.Key.Route], KindNames.Of(group.Key.Kind), group.Count().ToString(CultureInfo.InvariantCulture))),
        ]);
    }

    private static async Task<SheetSection> LogAsync(LedgerContext context, SchoolRuntime school, Person person, List<FindingRow> findings, CancellationToken cancellationToken)
    {
        var words = person.Identities.Select(identity => identity.Id).Concat(findings.Select(finding => finding.Id)).ToHashSet(StringComparer.Ordinal);
        var log = await context.Set<DecisionRow>().AsNoTracking().Where(entry => entry.School == school.Id).OrderBy(entry => entry.Id).ToListAsync(cancellationToken);
        return new(Texts.SheetLog, [Texts.ColumnWhen, Texts.ColumnBy, Texts.ColumnText],
        [
            .. log.Where(entry => entry.Target.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Any(words.Contains))
                .Select(entry => ImmutableArray.Create(Moment(school, entry.At), entry.By, $"{entry.Action} {entry.Target} {entry.Reason}".Trim())),
        ]);
    }

    private static async Task<SheetSection> CopiesAsync(LedgerContext context, SchoolRuntime school, CancellationToken cancellationToken)
    {
        var copies = await context.Set<CopyRow>().AsNoTracking().Where(copy => copy.RemovedAt == null).OrderBy(copy => copy.BeganAt).ToListAsync(cancellationToken);
        return new(Texts.SheetCopies, [Texts.ColumnWhen, Texts.ColumnText], [.. copies.Select(copy => ImmutableArray.Create(Moment(school, copy.BeganAt), copy.Set))]);
    }

    private static string Name(Dictionary<(int, RecordKind, string), string> names, RecordRow row, RecordKind kind, string? id) => id is null ? "" : names.GetValueOrDefault((row.Book, kind, id), id);

    private static string State(RecordRow row) => row.Deleted ? Texts.StateGone : Texts.StateThere;

    private static string Word(FindingStatus status) => Texts.ResourceManager.GetString("Status_" + status, Texts.Culture) ?? status.ToString();

    private static string Day(int? day) => day is { } number ? DateOnly.FromDayNumber(number).ToString("dd.MM.yyyy", Russian) : "";

    private static string Moment(SchoolRuntime school, long? stored) => stored is { } at ? school.Local(Instants.FromStored(at)).ToString("dd.MM.yyyy HH:mm", Russian) : "";
}

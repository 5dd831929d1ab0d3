using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Sources;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Reading;

/// <summary>Reads one entity from its first row to its last.</summary>
internal sealed class EntityScan : IAsyncDisposable
{
    private const int RowsPerStep = 20_000;

    private readonly EntityMapping entity;
    private readonly EntityShape shape;
    private readonly IEntityTables tables;
    private readonly DefectLog defects;
    private readonly MappedRow row;
    private readonly TableIntake intake;
    private readonly TextDoubt doubt = new();
    private readonly int[] texts;
    private readonly IAsyncEnumerator<IRawRows> parts;
    private IRawRows? rows;
    private bool handedOn;

    /// <param name="entity">The mapping of the rows.</param>
    /// <param name="shape">The kind wanted of them.</param>
    /// <param name="site">The site's mapping.</param>
    /// <param name="tables">Where rows come from.</param>
    /// <param name="cells">Reads cells.</param>
    /// <param name="context">What the tables know of each other.</param>
    /// <param name="emit">Whether records are wanted, or only what other entities need.</param>
    /// <param name="hasAttendance">Whether the cells of marks hold attendance too.</param>
    /// <param name="cancellationToken">Looked at with each row's block.</param>
    public EntityScan(EntityMapping entity, EntityShape shape, SiteMapping site, IEntityTables tables, CellReader cells, ReadContext context, bool emit, bool hasAttendance, CancellationToken cancellationToken)
    {
        this.entity = entity;
        this.shape = shape;
        this.tables = tables;
        defects = new DefectLog(shape.Table.Kind, shape.Name);
        row = new MappedRow(entity, shape, cells, site.Values, hasAttendance);
        intake = new TableIntake(shape.Table, defects, row, context, emit, entity.EnteredAtProved);
        texts = [.. shape.Table.Columns.Select((column, i) => (column.Name, i)).Where(column => column.Name is "name" or "familyName" or "givenName" or "topic" or "text").Select(column => column.i)];
        var classIds = context.Keys.GetValueOrDefault(RecordKind.Class);
        parts = tables.RowsAsync(entity, context.Windows, classIds, defects, cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>Why the entity cannot be taken for read; known for certain at the end.</summary>
    public EntityFailure? Failure { get; private set; }

    /// <summary>Whether rows were skipped.</summary>
    public bool HasDefects => defects.Skipped > 0;

    /// <summary>Reads on; <see langword="false"/> when the entity is finished. Adds what came to the list.</summary>
    public async ValueTask<bool> StepAsync(List<ReadItem> items, CancellationToken cancellationToken)
    {
        try
        {
            for (var count = 0; count < RowsPerStep && !intake.IsFull; count++)
            {
                if (!await NextAsync(cancellationToken))
                {
                    RefuseDoubtful();
                    intake.Finish(items);
                    Failure = tables.FailureAfter(entity) ?? Failure ?? (intake.Unreadable is { } reason ? new EntityFailure(reason.Reason, reason.Message.English, reason.Message.Russian) : null);
                    return false;
                }

                Take();
            }

            RefuseDoubtful();
            handedOn = true;
            intake.Flush(items);
            return true;
        }
        catch (EntityUnreadException unread)
        {
            Failure = tables.FailureAfter(entity) ?? unread.Failure;
            defects.MoveTo(items);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (rows is not null)
        {
            await rows.DisposeAsync();
        }

        await parts.DisposeAsync();
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (rows is not null)
            {
                if (await rows.ReadAsync(cancellationToken))
                {
                    TakeBroken();
                    return true;
                }

                TakeBroken();
                Failure ??= rows.EndFailure;
                await rows.DisposeAsync();
                rows = null;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (!await parts.MoveNextAsync())
            {
                return false;
            }

            rows = parts.Current;
            defects.Place = rows.Place;
            row.Open(rows);
        }
    }

    private void Take()
    {
        foreach (var _ in row.Records())
        {
            intake.Take(rows!.LastLine, row.Flaw, rows.IsCutOff || (rows.IsOpen && !intake.IsWhole()));
            if (!handedOn)
            {
                foreach (var column in texts)
                {
                    doubt.LookAt(row[column]);
                }
            }
        }
    }

    private void TakeBroken()
    {
        while (rows!.TryTakeBroken(out var broken))
        {
            intake.TakeBroken(broken.Line, broken.Reason, column => row.FieldOf(broken, column));
        }
    }

    private void RefuseDoubtful()
    {
        if (!handedOn && doubt.IsRaised)
        {
            throw new EntityUnreadException(new EntityFailure("charset", $"{shape.Name}: most texts look as if they were read by the wrong charset; nothing of it was taken. Set 'encoding' (files), the connection's charset or 'repair' (database)", MappingNode.Format(Texts.UnreadCharset, shape.Name)));
        }
    }
}

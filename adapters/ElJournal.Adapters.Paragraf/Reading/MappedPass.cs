using System.Runtime.CompilerServices;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Sources;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Reading;

/// <summary>One read of a site: which entities have to be gone through, and what can be said of each at its end.</summary>
internal sealed class MappedPass
{
    private readonly SiteMapping site;
    private readonly Dictionary<RecordKind, EntityMapping> entities;
    private readonly IEntityTables tables;
    private readonly ReadRequest request;
    private readonly DateTimeOffset startedAt;
    private readonly CellReader cells;
    private readonly Windows windows;
    private readonly ReadContext context;

    /// <param name="site">The site's mapping.</param>
    /// <param name="entities">The entities of the mode that is read.</param>
    /// <param name="tables">Where rows come from.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="startedAt">When the read began.</param>
    /// <param name="cells">Reads cells.</param>
    public MappedPass(SiteMapping site, IEnumerable<EntityMapping> entities, IEntityTables tables, ReadRequest request, DateTimeOffset startedAt, CellReader cells)
    {
        this.site = site;
        this.entities = entities.ToDictionary(entity => entity.Kind);
        this.tables = tables;
        this.request = request;
        this.startedAt = startedAt;
        this.cells = cells;
        windows = Windows.Of(request);
        context = new ReadContext(windows, kind => Shapes.Of(kind).Name);
    }

    public async IAsyncEnumerable<ReadItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var toScan = Plan();
        var items = new List<ReadItem>();
        foreach (var shape in Shapes.All.Where(shape => entities.ContainsKey(shape.Table.Kind)))
        {
            var kind = shape.Table.Kind;
            if (!toScan.Contains(kind))
            {
                if (request.Kinds.Contains(kind))
                {
                    End(shape, failure: null, isScanned: false, hasDefects: false, items);
                }
            }
            else if (shape.Table.LessonColumn is not null && context.Lessons is null)
            {
                End(shape, new EntityFailure("lessons-unread", $"{shape.Name}: the days of its rows are unknown, because lessons could not be read", MappingNode.Format(Texts.UnreadLessons, shape.Name)), isScanned: true, hasDefects: false, items);
            }
            else
            {
                await using var scan = new EntityScan(Rows(kind), shape, site, tables, cells, context, request.Kinds.Contains(kind), HasAttendanceInMarks, cancellationToken);
                while (await scan.StepAsync(items, cancellationToken))
                {
                    foreach (var item in items)
                    {
                        yield return item;
                    }

                    items.Clear();
                }

                if (scan.Failure is not null && kind == RecordKind.Lesson)
                {
                    context.Lessons = null;
                }

                End(shape, scan.Failure, isScanned: true, scan.HasDefects, items);
            }

            foreach (var item in items)
            {
                yield return item;
            }

            items.Clear();
        }

        yield return new ReadEffort(tables.Requests, Retries: 0);
    }

    private bool HasAttendanceInMarks => entities.TryGetValue(RecordKind.Attendance, out var attendance) && attendance.FromMarks;

    /// <summary>The mapping of the rows that a kind is taken from.</summary>
    private EntityMapping Rows(RecordKind kind) => entities[kind].FromMarks ? entities[RecordKind.Mark] : entities[kind];

    /// <summary>A wanted entity is gone through when its token does not vouch for it, and so is every entity that it depends on.</summary>
    private HashSet<RecordKind> Plan()
    {
        var toScan = new HashSet<RecordKind>();
        foreach (var shape in Shapes.All.Where(shape => entities.ContainsKey(shape.Table.Kind) && request.Kinds.Contains(shape.Table.Kind)))
        {
            var hash = HashOf(shape);
            if (hash is null || !ReadToken.Covers(request.Tokens.GetValueOrDefault(shape.Name), hash, shape.Table.Kind.IsDated() ? windows : null))
            {
                toScan.Add(shape.Table.Kind);
                toScan.UnionWith(DependenciesOf(shape));
            }
        }

        return toScan;
    }

    /// <summary>A query for each class needs to know the classes.</summary>
    private IEnumerable<RecordKind> DependenciesOf(EntityShape shape) =>
        shape.Table.DependsOn.Append(RecordKind.Class).Where(kind => entities.ContainsKey(kind) && (kind != RecordKind.Class || shape.Table.DependsOn.Contains(kind) || Rows(shape.Table.Kind).Sql?.Parameters.Contains("classId") == true));

    private string? HashOf(EntityShape shape)
    {
        var hashes = shape.Table.DependsOn.Where(entities.ContainsKey).Prepend(shape.Table.Kind).Select(kind => tables.HashOf(Rows(kind))).ToList();
        return hashes.Contains(null) ? null : ReadToken.Join(hashes.OfType<string>().Prepend(site.Hash));
    }

    /// <summary>Says what became of an entity's scopes.</summary>
    private void End(EntityShape shape, EntityFailure? failure, bool isScanned, bool hasDefects, List<ReadItem> items)
    {
        var kind = shape.Table.Kind;
        if (!request.Kinds.Contains(kind))
        {
            return;
        }

        var asOf = startedAt;
        if (failure is null)
        {
            try
            {
                asOf = AsOf(shape);
            }
            catch (EntityUnreadException unread)
            {
                failure = unread.Failure;
            }
        }

        var dated = kind.IsDated() ? windows : null;
        foreach (var scope in Windows.Scopes(kind, dated))
        {
            if (failure is not null)
            {
                items.Add(new ScopeUnread(scope, failure.Reason, failure.Message) { InRussian = failure.Russian });
            }
            else if (!isScanned)
            {
                items.Add(new ScopeUnchanged(scope, startedAt, asOf));
            }
            else if (HashOf(shape) is { } hash)
            {
                items.Add(new ScopeRead(scope, startedAt, asOf, shape.Name, hasDefects ? ReadToken.Never : ReadToken.Write(hash, dated)));
            }
            else
            {
                items.Add(new ScopeRead(scope, startedAt, asOf));
            }
        }
    }

    /// <summary>What belongs to lessons is true for the older of the two.</summary>
    private DateTimeOffset AsOf(EntityShape shape)
    {
        var asOf = tables.AsOf(Rows(shape.Table.Kind), startedAt);
        if (shape.Table.LessonColumn is not null && entities.TryGetValue(RecordKind.Lesson, out var lessons) && tables.AsOf(lessons, startedAt) is var older && older < asOf)
        {
            return older;
        }

        return asOf;
    }
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ElJournal.Adapters.Paragraf.Mapping;

/// <summary>Reads the entities of a mapping and compares them with what each kind needs.</summary>
internal static class EntityReader
{
    private static readonly string[] Parameters = ["from", "to", "dayAfter", "classId"];

    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    public static ImmutableArray<EntityMapping> ReadAll(MappingNode node, bool isDatabase, ImmutableDictionary<string, ImmutableDictionary<string, string>> values)
    {
        if (!node.IsObject())
        {
            return [];
        }

        var nodes = Shapes.All.Select(shape => (shape, Node: node.Take(shape.Name))).Where(pair => pair.Node is not null).ToList();
        node.RefuseOthers();
        var lessonHasId = nodes.Find(pair => pair.shape.Table.Kind == RecordKind.Lesson).Node?.Take("columns") is not { } columns || Names(columns).Contains("id");
        var entities = nodes.Select(pair => Read(pair.Node!, pair.shape, isDatabase, lessonHasId, nodes.Select(other => other.shape.Table.Kind).ToHashSet(), values)).OfType<EntityMapping>().ToImmutableArray();
        if (entities.IsEmpty && nodes.Count == 0)
        {
            node.Mistake(Texts.MappingNoEntities);
        }

        return entities;
    }

    private static EntityMapping? Read(MappingNode node, EntityShape shape, bool isDatabase, bool lessonHasId, HashSet<RecordKind> mapped, ImmutableDictionary<string, ImmutableDictionary<string, string>> values)
    {
        if (!node.IsObject())
        {
            return null;
        }

        if (shape.Table.LessonColumn is not null && !mapped.Contains(RecordKind.Lesson))
        {
            node.Mistake(Texts.MappingNeedsLessons);
        }

        if (shape.Table.Kind == RecordKind.Attendance && node.Take("from") is { } from)
        {
            _ = from.Word("marks");
            if (!mapped.Contains(RecordKind.Mark))
            {
                from.Mistake(Texts.MappingFromMarks);
            }

            foreach (var name in new[] { "marks", "attendance" }.Where(name => !values.ContainsKey(name)))
            {
                // Without both maps an unknown code of absence would pass for a mark.
                from.Mistake(MappingNode.Format(Texts.MappingFromValues, name));
            }

            node.RefuseOthers();
            return new EntityMapping(RecordKind.Attendance, shape.Name, node.Path) { FromMarks = true };
        }

        var entity = new EntityMapping(shape.Table.Kind, shape.Name, node.Path)
        {
            Columns = Columns(node.Take("columns"), node, shape),
            Constants = Constants(node.Take("constants"), shape),
            DateFormats = node.Take("dateFormat")?.OneOrMore() ?? [],
            TimeFormats = node.Take("timeFormat")?.OneOrMore() ?? [],
            MomentFormats = node.Take("momentFormat")?.OneOrMore() ?? [],
            EnteredAtProved = node.Take("enteredAtProved")?.Flag() ?? false,
            Split = shape.Table.Kind is RecordKind.Mark or RecordKind.Attendance ? node.Take("split")?.OneOrMore(mayBeBlank: true) ?? [] : [],
            GivenAtLesson = shape.Table.Kind == RecordKind.Homework && node.Take("attachedTo")?.Word("given", "due") == "given",
            Sql = isDatabase ? Sql(node, shape) : null,
            File = isDatabase ? null : FileReader.Read(node),
        };
        CheckFields(node, entity, shape, lessonHasId, isDatabase);
        node.RefuseOthers();
        return entity;
    }

    private static HashSet<string> Names(MappingNode columns) => columns.IsObject() ? [.. columns.All().SelectMany(column => column.Node.OneOrMore())] : [];

    private static ImmutableDictionary<string, ImmutableArray<string>> Columns(MappingNode? node, MappingNode entity, EntityShape shape)
    {
        var columns = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        if (node is null)
        {
            entity.Mistake(Texts.MappingColumns);
            return columns.ToImmutable();
        }

        if (!node.IsObject())
        {
            return columns.ToImmutable();
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, target) in node.All())
        {
            var fields = target.OneOrMore();
            foreach (var field in fields.Where(field => !shape.Fields.Any(known => known.Name == field)))
            {
                target.Mistake(MappingNode.Format(Texts.MappingUnknownField, field, string.Join(", ", shape.Fields.Select(known => known.Name))));
            }

            foreach (var field in fields.Where(field => !used.Add(field)))
            {
                target.Mistake(MappingNode.Format(Texts.MappingFieldTwice, field));
            }

            if (!columns.TryAdd(CellText.Clean(name), fields))
            {
                target.Mistake(Texts.MappingColumnTwice);
            }
        }

        return columns.ToImmutable();
    }

    private static ImmutableDictionary<string, string> Constants(MappingNode? node, EntityShape shape)
    {
        var constants = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (field, value) in node is not null && node.IsObject() ? node.All() : [])
        {
            if (!shape.Fields.Any(known => known.Name == field))
            {
                value.Mistake(MappingNode.Format(Texts.MappingUnknownField, field, string.Join(", ", shape.Fields.Select(known => known.Name))));
            }
            else if (value.Text() is { } text)
            {
                constants[field] = text;
            }
        }

        return constants.ToImmutable();
    }

    private static void CheckFields(MappingNode node, EntityMapping entity, EntityShape shape, bool lessonHasId, bool isDatabase)
    {
        var without = node.Take("without")?.OneOrMore() ?? [];
        foreach (var field in without.Where(field => !shape.Fields.Any(known => known.Name == field && known.Need == Need.UnlessDeclared)))
        {
            node.Take("without")!.Mistake(MappingNode.Format(Texts.MappingWithout, field, string.Join(", ", shape.Fields.Where(known => known.Need == Need.UnlessDeclared).Select(known => known.Name))));
        }

        var hasParts = Shapes.LessonParts.All(entity.Maps);
        foreach (var field in shape.Fields.Where(field => field.Need != Need.No && !entity.Maps(field.Name) && !without.Contains(field.Name)))
        {
            if ((field.Name is "familyName" or "givenName" && entity.Maps("fullName"))
                || (field.Name == "id" && entity.Kind == RecordKind.Lesson && hasParts)
                || (field.Name == "lessonId" && hasParts && !lessonHasId))
            {
                continue;
            }

            var instead = field.Name switch
            {
                "lessonId" when !lessonHasId => MappingNode.Format(Texts.MappingLessonParts, string.Join(", ", Shapes.LessonParts)),
                "id" when entity.Kind == RecordKind.Lesson => MappingNode.Format(Texts.MappingLessonParts, string.Join(", ", Shapes.LessonParts)),
                "familyName" or "givenName" => Texts.MappingFullName,
                _ when field.Need == Need.UnlessDeclared => MappingNode.Format(Texts.MappingOrWithout, field.Name),
                _ => string.Empty,
            };
            node.Mistake(MappingNode.Format(Texts.MappingMissingField, field.Name) + instead);
        }

        if (isDatabase && entity.Sql is { } sql && entity.Kind.IsDated() && !(sql.Parameters.Contains("from") && (sql.Parameters.Contains("to") || sql.Parameters.Contains("dayAfter"))))
        {
            node.Mistake(Texts.MappingNeedsDays);
        }
    }

    private static SqlRule? Sql(MappingNode node, EntityShape shape)
    {
        var text = node.Take("sql") is { } sql ? DatabaseReader.Statement(sql) : null;
        var list = node.Take("parameters");
        var parameters = list?.OneOrMore() ?? [];
        foreach (var unknown in parameters.Where(parameter => !Parameters.Contains(parameter, StringComparer.Ordinal)))
        {
            list!.Mistake(MappingNode.Format(Texts.MappingWord, unknown, string.Join(", ", Parameters)));
        }

        if (!shape.Table.Kind.IsDated() && parameters.Length > 0)
        {
            list!.Mistake(Texts.MappingNoParameters);
        }

        if (node.Take("sql") is null)
        {
            node.Mistake(Texts.MappingNoSql);
        }

        return text is null ? null : new SqlRule(text, parameters);
    }

    /// <summary>A regular expression that cannot run away.</summary>
    public static Regex? RegexOf(MappingNode node)
    {
        if (node.Text() is not { } pattern)
        {
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, RegexTimeout);
        }
        catch (Exception cause) when (cause is ArgumentException or NotSupportedException)
        {
            node.Mistake(Texts.MappingRegex);
            return null;
        }
    }
}

using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;

namespace ElJournal.Gateway.Configuration;

/// <summary>Marks a list that the file may give as one object.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOrManyAttribute : Attribute;

/// <summary>What options types are made of: the binder and the JSON Schema read the same answers.</summary>
internal static class OptionsShape
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Type[] Dictionaries = [typeof(IDictionary<,>), typeof(Dictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(ImmutableDictionary<,>)];

    private static readonly Type[] Lists = [typeof(IList<>), typeof(List<>), typeof(IReadOnlyList<>), typeof(IEnumerable<>), typeof(ICollection<>), typeof(IReadOnlyCollection<>), typeof(ImmutableArray<>), typeof(ISet<>), typeof(IReadOnlySet<>), typeof(HashSet<>), typeof(ImmutableHashSet<>)];

    /// <summary>The settings of an options type by name, in the order of declaration, base classes first.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Properties(Type type)
    {
        var result = new OrderedDictionary<string, PropertyInfo>(StringComparer.OrdinalIgnoreCase);
        for (var chain = Chain(type); chain.TryPop(out var level);)
        {
            foreach (var property in level.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite))
            {
                result[property.Name] = property;
            }
        }

        return result;
    }

    public static (Type Key, Type Value)? DictionaryOf(Type type) =>
        type.IsGenericType && Dictionaries.Contains(type.GetGenericTypeDefinition()) ? (type.GenericTypeArguments[0], type.GenericTypeArguments[1]) : null;

    public static Type? ListOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) ? type.GenericTypeArguments[0]
        : null;

    public static bool IsOneOrMany(PropertyInfo property) => property.IsDefined(typeof(OneOrManyAttribute));

    /// <summary>One object where a list may be given becomes a list of one.</summary>
    public static JsonNode Listed(PropertyInfo property, JsonNode node) =>
        node is JsonObject && IsOneOrMany(property) ? new JsonArray(node.DeepClone()) : node;

    public static bool AllowsNull(PropertyInfo property)
    {
        lock (Nullability)
        {
            return Nullability.Create(property).WriteState == NullabilityState.Nullable;
        }
    }

    /// <summary>An empty dictionary; names are compared without regard to case.</summary>
    public static IDictionary NewDictionary(Type key, Type value)
    {
        var type = typeof(Dictionary<,>).MakeGenericType(key, value);
        return (IDictionary)(key == typeof(string) ? Activator.CreateInstance(type, StringComparer.OrdinalIgnoreCase) : Activator.CreateInstance(type))!;
    }

    public static object AsCollection(Type type, Type element, IList items)
    {
        if (type.IsAssignableFrom(items.GetType()))
        {
            return items;
        }

        var name = type.IsArray ? nameof(ToArray)
            : type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? nameof(ToImmutableArray)
            : type.GetGenericTypeDefinition() == typeof(ImmutableHashSet<>) ? nameof(ToImmutableHashSet)
            : nameof(ToHashSet);
        return typeof(OptionsShape).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(element).Invoke(null, [items])!;
    }

    private static T[] ToArray<T>(List<T> items) => [.. items];

    private static ImmutableArray<T> ToImmutableArray<T>(List<T> items) => [.. items];

    private static ImmutableHashSet<T> ToImmutableHashSet<T>(List<T> items) => [.. items];

    private static HashSet<T> ToHashSet<T>(List<T> items) => [.. items];

    private static Stack<Type> Chain(Type type)
    {
        var chain = new Stack<Type>();
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            chain.Push(level);
        }

        return chain;
    }
}

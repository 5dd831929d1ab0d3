using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A list as the API sends it: bare, <see langword="null"/>, or for some rows wrapped in an object (<see cref="WrappedAttribute"/>) or a single object instead (<see cref="OrSingleAttribute"/>).</summary>
[JsonConverter(typeof(RowsConverter))]
internal sealed class Rows<T> : List<T>
{
    /// <summary>Whether the answer was an empty list, and not <see langword="null"/>: no answer to a question for one thing.</summary>
    public bool IsEmptyList { get; init; }
}

/// <summary>The list also occurs as the value of this property of an object.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WrappedAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>One row also occurs in place of a list of them.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OrSingleAttribute : Attribute;

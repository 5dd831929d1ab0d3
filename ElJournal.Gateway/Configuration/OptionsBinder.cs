using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration;

/// <summary>Fills options objects from JSON and notes every mistake with its path instead of stopping at the first.</summary>
/// <remarks>The framework's own binder ignores unknown keys and stops at the first value that it cannot convert; an operator fixing a file needs all of them.</remarks>
internal sealed class OptionsBinder(List<ConfigurationMistake> mistakes)
{
    /// <summary>Makes options from JSON.</summary>
    public T Bind<T>(JsonNode node, string path)
        where T : class => (T)(BindValue(typeof(T), node, path) ?? Activator.CreateInstance<T>());

    /// <summary>Makes a value of the type; <see langword="null"/> after a mistake.</summary>
    public object? BindValue(Type type, JsonNode node, string path)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (wanted.IsAssignableFrom(typeof(JsonNode)))
        {
            return node;
        }

        if (OptionsScalars.Knows(wanted))
        {
            return BindScalar(wanted, node, path);
        }

        if (OptionsShape.DictionaryOf(wanted) is { } dictionary)
        {
            return BindDictionary(dictionary, node, path);
        }

        return OptionsShape.ListOf(wanted) is { } element ? BindList(wanted, element, node, path) : BindObject(wanted, node, path);
    }

    private object? BindScalar(Type type, JsonNode node, string path)
    {
        if (node is not JsonValue value)
        {
            Report(path, Phrase.Of(ConfigurationTexts.ValueExpected, Shown(node), OptionsScalars.Expected(type)));
            return null;
        }

        var text = value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            _ => value.ToJsonString(),
        };
        var result = OptionsScalars.Parse(type, text);
        if (result is null)
        {
            Report(path, Phrase.Of(ConfigurationTexts.ValueExpected, Shown(node), OptionsScalars.Expected(type)));
        }

        return result;
    }

    private object? BindDictionary((Type Key, Type Value) types, JsonNode node, string path)
    {
        if (node is not JsonObject source)
        {
            Report(path, Phrase.Of(ConfigurationTexts.ObjectExpected, Shown(node)));
            return null;
        }

        var result = OptionsShape.NewDictionary(types.Key, types.Value);
        foreach (var (name, item) in source)
        {
            var key = OptionsScalars.Parse(types.Key, name);
            if (key is null)
            {
                Report(Join(path, name), Phrase.Of(ConfigurationTexts.NameInvalid, name, OptionsScalars.Expected(types.Key)));
            }
            else if (item is not null && BindValue(types.Value, item, Join(path, name)) is { } value)
            {
                result[key] = value;
            }
        }

        return result;
    }

    private object? BindList(Type type, Type element, JsonNode node, string path)
    {
        if (node is not JsonArray source)
        {
            Report(path, Phrase.Of(ConfigurationTexts.ListExpected, Shown(node)));
            return null;
        }

        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        for (var index = 0; index < source.Count; index++)
        {
            var at = Join(path, index.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (source[index] is not { } item)
            {
                Report(at, ConfigurationTexts.NullInList);
            }
            else if (BindValue(element, item, at) is { } value)
            {
                items.Add(value);
            }
        }

        return OptionsShape.AsCollection(type, element, items);
    }

    private object? BindObject(Type type, JsonNode node, string path)
    {
        if (node is not JsonObject source)
        {
            Report(path, Phrase.Of(ConfigurationTexts.ObjectExpected, Shown(node)));
            return null;
        }

        var result = Activator.CreateInstance(type)!;
        var properties = OptionsShape.Properties(type);
        foreach (var (name, item) in source)
        {
            if (path.Length == 0 && name == "$schema")
            {
                continue;
            }

            if (!properties.TryGetValue(name, out var property))
            {
                Report(Join(path, name), Phrase.Of(ConfigurationTexts.SettingUnknown, Suggest(name, properties.Keys), string.Join(", ", properties.Keys)));
            }
            else if (item is null)
            {
                SetNull(result, property, Join(path, property.Name));
            }
            else if (BindValue(property.PropertyType, OptionsShape.Listed(property, item), Join(path, property.Name)) is { } value)
            {
                property.SetValue(result, value);
            }
        }

        Validate(result, path);
        return result;
    }

    private void SetNull(object target, PropertyInfo property, string path)
    {
        if (Nullable.GetUnderlyingType(property.PropertyType) is not null || OptionsShape.AllowsNull(property))
        {
            property.SetValue(target, null);
        }
        else if (OptionsScalars.Knows(property.PropertyType))
        {
            Report(path, Phrase.Of(ConfigurationTexts.NullGiven, OptionsScalars.Expected(property.PropertyType)));
        }
    }

    private void Validate(object options, string path)
    {
        var results = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
        {
            return;
        }

        foreach (var result in results)
        {
            var member = result.MemberNames.FirstOrDefault();
            Report(member is null ? path : Join(path, member), OptionsValidationText.For(options, member, result));
        }
    }

    private void Report(string path, string message) => mistakes.Add(new ConfigurationMistake(path, message));

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}:{name}";

    private static string Shown(JsonNode node) => node switch
    {
        JsonObject => ConfigurationTexts.ShownObject,
        JsonArray => ConfigurationTexts.ShownList,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => $"«{Short(value.GetValue<string>())}»",
        _ => Short(node.ToJsonString()),
    };

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "…";

    internal static string Suggest(string name, IEnumerable<string> known) =>
        Nearest.To(name, known) is { } close ? Phrase.Of(ConfigurationTexts.Suggestion, close) : "";
}

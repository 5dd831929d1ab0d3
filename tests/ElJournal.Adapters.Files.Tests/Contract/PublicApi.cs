using System.Reflection;
using System.Text;

namespace ElJournal.Adapters.Files.Tests.Contract;

/// <summary>Writes down what an assembly shows to others: types and members by their signatures, in order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var type in types.Where(type => type.IsVisible).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(HeadOf(type)).Append('\n');
            foreach (var member in MembersOf(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string HeadOf(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        var bases = type.GetInterfaces().Where(candidate => candidate.Assembly == type.Assembly).Select(NameOf);
        bases = type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType ? bases.Prepend(NameOf(parent)) : bases;
        var list = string.Join(", ", bases);
        return $"{kind} {type.FullName}{(list.Length > 0 && !type.IsEnum ? $" : {list}" : string.Empty)}";
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}");
        }

        // What the compiler writes into every record says nothing.
        var isRecord = type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is not null);
        return type.GetMembers(Declared).Select(member => member switch
        {
            ConstructorInfo constructor when IsShown(constructor) && !(isRecord && IsCopy(constructor)) => $"new({ParametersOf(constructor)})",
            FieldInfo { IsPublic: true } field => $"{(field.IsLiteral ? "const " : string.Empty)}{NameOf(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : string.Empty)}",
            PropertyInfo property when property.GetMethod is { } get && IsShown(get) && property.Name != "EqualityContract" => $"{NameOf(property.PropertyType)} {property.Name}{(property.GetIndexParameters().Length > 0 ? $"[{ParametersOf(get)}]" : string.Empty)} {{ get; {(property.SetMethod is { } set && IsShown(set) ? "set; " : string.Empty)}}}",
            MethodInfo { IsSpecialName: false } method when IsShown(method) && !(isRecord && IsCompilers(method)) => $"{(method.IsStatic ? "static " : string.Empty)}{NameOf(method.ReturnType)} {method.Name}({ParametersOf(method)})",
            _ => null,
        }).OfType<string>();
    }

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsCopy(ConstructorInfo constructor) => constructor.GetParameters() is [var only] && only.ParameterType == constructor.DeclaringType;

    private static bool IsCompilers(MethodInfo method) => method.Name is "<Clone>$" or "PrintMembers" or "GetHashCode" or "Equals" or "ToString" or "Deconstruct";

    private static string ParametersOf(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " = …" : string.Empty)}"));

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? $"{NameOf(inner)}?"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}

using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace ElJournal.Gateway.Configuration;

/// <summary>Russian texts for the attributes that options carry.</summary>
internal static class OptionsValidationText
{
    public static string For(object options, string? member, ValidationResult result)
    {
        var property = member is null ? null : options.GetType().GetProperty(member);
        var given = property?.GetValue(options);
        return property?.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(attribute => attribute.GetValidationResult(given, new ValidationContext(options) { MemberName = member }) != ValidationResult.Success) switch
        {
            RequiredAttribute => "обязательная настройка не задана",
            RangeAttribute range => FormattableString.Invariant($"дано «{given}», допустимо от {range.Minimum} до {range.Maximum}"),
            AllowedValuesAttribute allowed => FormattableString.Invariant($"дано «{given}», допустимы: {string.Join(", ", allowed.Values.Select(value => value is Enum ? OptionsScalars.Spelled(value.GetType(), value.ToString()!) : value))}"),
            RegularExpressionAttribute pattern => FormattableString.Invariant($"дано «{given}», ожидается вид {pattern.Pattern}"),
            _ => result.ErrorMessage ?? "недопустимое значение",
        };
    }
}

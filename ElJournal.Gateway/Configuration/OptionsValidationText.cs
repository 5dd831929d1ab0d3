using System.ComponentModel.DataAnnotations;
using System.Reflection;
using ElJournal.Gateway.Russian;

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
            RequiredAttribute => ConfigurationTexts.SettingMissing,
            RangeAttribute range => Phrase.Of(ConfigurationTexts.OutOfRange, given, range.Minimum, range.Maximum),
            AllowedValuesAttribute allowed => Phrase.Of(ConfigurationTexts.NotAllowed, given, string.Join(", ", allowed.Values.Select(value => value is Enum ? OptionsScalars.Spelled(value.GetType(), value.ToString()!) : value))),
            RegularExpressionAttribute pattern => Phrase.Of(ConfigurationTexts.PatternExpected, given, pattern.Pattern),
            _ => result.ErrorMessage ?? ConfigurationTexts.ValueInvalid,
        };
    }
}

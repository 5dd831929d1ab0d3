using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ElJournal.Gateway.People.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.People;

/// <summary>Makes the hashes by which an erased person is known again.</summary>
internal static class Likeness
{
    public static ErasedPersonRow Row(string school, PersonRole role, string source, string id, string? natural, DateTimeOffset at)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        return new ErasedPersonRow
        {
            School = school,
            Role = role,
            At = at.ToUnixTimeMilliseconds(),
            Salt = salt,
            IdHash = OfId(salt, role, source, id),
            LikenessHash = natural is null ? null : OfNatural(salt, role, natural),
        };
    }

    public static byte[] OfId(byte[] salt, PersonRole role, string source, string id) => Hash(salt, "id", role, source, id);

    public static byte[] OfNatural(byte[] salt, PersonRole role, string natural) => Hash(salt, "natural", role, natural, "");

    /// <summary>Full name and day of birth, spelling differences folded; <see langword="null"/> where the day or the given name is not known, since namesakes are other people.</summary>
    public static string? Natural(Student student) =>
        student is { BirthDate: { } birth, GivenName: { } given }
            ? string.Create(CultureInfo.InvariantCulture, $"{Fold(student.FamilyName)}|{Fold(given)}|{Fold(student.MiddleName ?? "")}|{birth:yyyy-MM-dd}")
            : null;

    private static string Fold(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant().Replace('Ё', 'Е');

    private static byte[] Hash(byte[] salt, string what, PersonRole role, string first, string second) =>
        HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(string.Join('\n', "eljournal-person/1", what, role.ToString(), first, second)));
}

using System.Collections.Immutable;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Mail.Recipients;

/// <summary>A deputy director and what is in their care.</summary>
internal sealed class DeputyCare
{
    private readonly ImmutableArray<DeputyOptions> entries;
    private readonly ImmutableArray<DeputyOptions> all;
    private readonly bool first;

    private DeputyCare(ImmutableArray<DeputyOptions> entries, ImmutableArray<DeputyOptions> all, bool first)
    {
        this.entries = entries;
        this.all = all;
        this.first = first;
    }

    /// <summary>One who has the whole school: what nobody's letter is, but a paper of the whole school is made for.</summary>
    public static DeputyCare Everything { get; } = new([new DeputyOptions()], [new DeputyOptions()], first: true);

    /// <summary>Whether somebody signs as this deputy: by the name as configured, in short form, or by the address.</summary>
    public bool Signs(string by) =>
        new[] { Person.Name, Person.Address, ShortName(Person.Name) }.Contains(by.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>«Орлова Н. С.» for «Орлова Нина Сергеевна»; another kind of name as it is.</summary>
    public static string ShortName(string name) =>
        name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var family, .. { Length: 1 or 2 } given] ? $"{family} {string.Join(' ', given.Select(part => $"{part[0]}."))}" : name;

    public Recipient Person => new(entries[0].Name, entries[0].Email);

    /// <summary>The deputies of a school.</summary>
    /// <exception cref="GatewayException">It has none to write to.</exception>
    public static ImmutableArray<DeputyCare> Required(SchoolRuntime school) =>
        Of(school.Deputies) is { IsEmpty: false } deputies ? deputies : throw new GatewayException(Phrase.Of(Texts.NoDeputy, school.Id));

    /// <summary>Each person once, however many entries the configuration has for them.</summary>
    public static ImmutableArray<DeputyCare> Of(IEnumerable<DeputyOptions> configured)
    {
        ImmutableArray<DeputyOptions> deputies = [.. configured.Where(deputy => deputy.Email.Length > 0)];
        return [.. deputies.GroupBy(deputy => deputy.Email, StringComparer.OrdinalIgnoreCase).Select((person, index) => new DeputyCare([.. person], deputies, index == 0))];
    }

    /// <summary>Whether the group is in this deputy's care, by grade or kind, or because nobody else has it and this is the first deputy.</summary>
    /// <param name="grade">The group's grade, when known.</param>
    /// <param name="kind">What the group is; <see langword="null"/> for what concerns no group.</param>
    public bool Covers(int? grade, ClassKind? kind) => entries.Any(entry => Owns(entry, grade, kind)) || IsOrphan(grade, kind);

    /// <summary>Whether groups are here by what they are.</summary>
    public bool HasKinds => entries.Any(entry => entry.Kinds.Count > 0);

    /// <summary>Whether the group is here only because no deputy has it.</summary>
    public bool IsOrphan(int? grade, ClassKind? kind) => first && !all.Any(entry => Owns(entry, grade, kind));

    private bool Owns(DeputyOptions deputy, int? grade, ClassKind? kind)
    {
        if (deputy.Kinds.Count == 0 && deputy.Grades.Count == 0)
        {
            return true;
        }

        // A deputy for a kind has it whatever the grade; the deputies by grades then have the rest.
        return deputy.Kinds.Count > 0 ? Claims(deputy, grade, kind) : HasGrade(deputy, grade) && !all.Any(other => other.Kinds.Count > 0 && Claims(other, grade, kind));
    }

    private static bool Claims(DeputyOptions deputy, int? grade, ClassKind? kind) =>
        kind is { } known && deputy.Kinds.Contains(known.ToString(), StringComparer.OrdinalIgnoreCase) && (deputy.Grades.Count == 0 || HasGrade(deputy, grade));

    private static bool HasGrade(DeputyOptions deputy, int? grade) => grade is { } known && deputy.Grades.Contains(known);
}

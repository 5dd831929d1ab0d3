using System.Collections.Immutable;

namespace ElJournal.Rules.Policy;

/// <summary>How a pupil is taught.</summary>
public enum EducationForm
{
    /// <summary>At school, like most (очная форма).</summary>
    FullTime = 1,
    /// <summary>At home (обучение на дому), in a group of the pupil's own.</summary>
    Home = 2,
    /// <summary>By an individual plan (индивидуальный учебный план).</summary>
    Individual = 3,
    /// <summary>In the family, or as an extern: on the list only.</summary>
    Family = 4,
    /// <summary>In a hospital.</summary>
    Hospital = 5,
}

/// <summary>Pupils who are taught otherwise than most, or let off subjects. No reason is kept.</summary>
/// <param name="Students">Their ids.</param>
/// <param name="Form">How they are taught; <see langword="null"/>: like most.</param>
/// <param name="ExemptFrom">Names of subjects that they are let off.</param>
public sealed record PupilPolicy(ImmutableArray<string> Students, EducationForm? Form, ImmutableArray<string> ExemptFrom);

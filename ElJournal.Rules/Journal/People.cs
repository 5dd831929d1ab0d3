namespace ElJournal.Rules.Journal;

/// <summary>A teacher.</summary>
public sealed record Teacher : JournalRecord
{
    /// <summary>Makes a teacher.</summary>
    /// <exception cref="ArgumentException">The id or the family name is empty.</exception>
    public Teacher(string id, string familyName, string? givenName = null, string? middleName = null, string? email = null)
    {
        Id = Required(id, nameof(id));
        FamilyName = Required(familyName, nameof(familyName));
        GivenName = Optional(givenName);
        MiddleName = Optional(middleName);
        Email = Optional(email);
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Teacher;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>Identity.</summary>
    public string Id { get; }

    /// <summary>Family name.</summary>
    public string FamilyName { get; }

    /// <summary>Given name.</summary>
    public string? GivenName { get; }

    /// <summary>Middle name (отчество).</summary>
    public string? MiddleName { get; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; }

    /// <summary>Family name with initials: <c>Иванова А. П.</c></summary>
    public string ShortName => PersonName.Short(FamilyName, GivenName, MiddleName);
}

/// <summary>A pupil.</summary>
public sealed record Student : JournalRecord
{
    /// <summary>Makes a pupil.</summary>
    /// <exception cref="ArgumentException">The id or the family name is empty, or the pupil left before being enrolled.</exception>
    public Student(string id, string familyName, string? givenName = null, string? middleName = null, DateOnly? birthDate = null, string? classId = null, DateOnly? enrolledOn = null, DateOnly? leftOn = null, string? email = null, string? phone = null)
    {
        Id = Required(id, nameof(id));
        FamilyName = Required(familyName, nameof(familyName));
        GivenName = Optional(givenName);
        MiddleName = Optional(middleName);
        BirthDate = birthDate;
        ClassId = Optional(classId);
        EnrolledOn = enrolledOn;
        LeftOn = leftOn is null || enrolledOn is null || leftOn >= enrolledOn ? leftOn : throw new ArgumentException("leftOn lies before enrolledOn", nameof(leftOn));
        Email = Optional(email);
        Phone = Optional(phone);
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Student;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>Identity.</summary>
    public string Id { get; }

    /// <summary>Family name.</summary>
    public string FamilyName { get; }

    /// <summary>Given name.</summary>
    public string? GivenName { get; }

    /// <summary>Middle name (отчество).</summary>
    public string? MiddleName { get; }

    /// <summary>Day of birth.</summary>
    public DateOnly? BirthDate { get; }

    /// <summary>The class the pupil belongs to.</summary>
    public string? ClassId { get; }

    /// <summary>First day at school, when known.</summary>
    public DateOnly? EnrolledOn { get; }

    /// <summary>Day of leaving, when known; on that day the pupil is no longer asked for.</summary>
    public DateOnly? LeftOn { get; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; }

    /// <summary>Telephone.</summary>
    public string? Phone { get; }
}

/// <summary>How people's names are written.</summary>
public static class PersonName
{
    /// <summary>Family name with initials: <c>Иванова А. П.</c></summary>
    public static string Short(string familyName, string? givenName, string? middleName) =>
        string.Join(' ', new[] { familyName, Initial(givenName), Initial(middleName) }.Where(part => part is not null));

    private static string? Initial(string? name) => string.IsNullOrEmpty(name) ? null : $"{char.ToUpperInvariant(name[0])}.";
}

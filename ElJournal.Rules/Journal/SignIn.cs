using System.Globalization;

namespace ElJournal.Rules.Journal;

/// <summary>Who signed in.</summary>
public enum PersonRole
{
    /// <summary>A teacher.</summary>
    Teacher = 1,
    /// <summary>A pupil.</summary>
    Student = 2,
    /// <summary>A parent or another legal representative.</summary>
    Parent = 3,
}

/// <summary>A sign-in to the journal or the diary.</summary>
public sealed record SignIn : JournalRecord
{
    /// <summary>Makes a sign-in.</summary>
    /// <exception cref="ArgumentException">The person is empty.</exception>
    public SignIn(string personId, PersonRole role, DateTimeOffset at)
    {
        PersonId = Required(personId, nameof(personId));
        Role = role;
        At = at;
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.SignIn;

    /// <inheritdoc/>
    public override string Key => RecordKey.Join(PersonId, Role.ToString(), At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>The person.</summary>
    public string PersonId { get; }

    /// <summary>In which role.</summary>
    public PersonRole Role { get; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; }

    /// <summary>From where, as the source names it; <see langword="null"/> where it does not tell. Compared, never shown in letters.</summary>
    public string? Place { get; init; }
}

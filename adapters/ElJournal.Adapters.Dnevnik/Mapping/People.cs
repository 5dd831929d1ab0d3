using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>Pupils and teachers.</summary>
internal static class People
{
    /// <summary>The pupils of the classes. One who has left every class stays known, without a class: when it happened the API does not say.</summary>
    /// <returns>Ids that several pupils bear: whose their marks and absences are nobody can tell.</returns>
    public static IReadOnlySet<string> Students(IEnumerable<(string Class, WireMembership Membership)> memberships, Mapped mapped)
    {
        var shared = new HashSet<string>(StringComparer.Ordinal);
        var pupils = new Dictionary<string, (WirePerson Person, string? Class)>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var (classId, membership) in memberships)
        {
            if (membership.Person is not { Id: { } id } person)
            {
                mapped.Skip(RecordKind.Student, key: null, "a pupil has no id", Texts.SkippedNoId);
                continue;
            }

            var active = WireScalars.Is(membership.Status, "Archive") ? null : classId;
            if (!pupils.TryGetValue(id, out var known))
            {
                pupils.Add(id, (person, active));
                order.Add(id);
            }
            else if (!Same(known.Person, person))
            {
                shared.Add(id);
                mapped.Skip(RecordKind.Student, id, "two pupils have this id; the first counts", Texts.SkippedTwoPupils);
            }
            else if (known.Class is null && active is not null)
            {
                pupils[id] = (person, active);
            }
        }

        foreach (var id in order)
        {
            var (person, classId) = pupils[id];
            try
            {
                var (family, given, middle) = Name(person);
                mapped.Add(new Student(id, family, given, middle, classId: classId));
            }
            catch (ArgumentException refused)
            {
                mapped.Skip(RecordKind.Student, id, refused);
            }
        }

        return shared;
    }

    /// <summary>The teachers.</summary>
    public static void Teachers(IEnumerable<WirePerson> listed, Mapped mapped)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in listed)
        {
            if (person.Id is not { } id)
            {
                mapped.Skip(RecordKind.Teacher, key: null, "a teacher has no id", Texts.SkippedNoId);
                continue;
            }

            if (!seen.Add(id))
            {
                continue;
            }

            try
            {
                var (family, given, middle) = Name(person);
                mapped.Add(new Teacher(id, family, given, middle, string.IsNullOrWhiteSpace(person.Email) ? null : person.Email.Trim()));
            }
            catch (ArgumentException refused)
            {
                mapped.Skip(RecordKind.Teacher, id, refused);
            }
        }
    }

    private static (string Family, string? Given, string? Middle) Name(WirePerson person) => string.IsNullOrWhiteSpace(person.LastName)
        ? (person.ShortName?.Trim() ?? "", null, null)
        : (person.LastName.Trim(), person.FirstName?.Trim(), person.MiddleName?.Trim());

    private static bool Same(WirePerson one, WirePerson other) => Name(one) == Name(other);
}

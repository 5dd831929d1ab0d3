using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Reviews.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Reviews.Personal;

/// <summary>A class's data as it is now, with what its class teacher is asked to look at.</summary>
/// <param name="ClassId">The class.</param>
/// <param name="Content">Hashes by pupil and field.</param>
/// <param name="Parts">What the letter says.</param>
internal sealed record PersonalDataReview(string ClassId, string Content, ImmutableArray<LetterPart> Parts);

/// <summary>Pupils' data for the class teacher to look through: what changed since the last acknowledged time, gaps, missing applications, newcomers who never signed in.</summary>
internal sealed class PersonalDataReviews(LedgerDatabase database, TimeProvider clock)
{
    /// <summary>So few are named, however small the class.</summary>
    private const int Few = 5;

    private static readonly (string Name, Func<Student, string?> Value)[] Fields =
    [
        (Texts.FieldFamilyName, student => student.FamilyName),
        (Texts.FieldGivenName, student => student.GivenName),
        (Texts.FieldMiddleName, student => student.MiddleName),
        (Texts.FieldBirthDate, student => student.BirthDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        (Texts.FieldEmail, student => student.Email),
        (Texts.FieldPhone, student => student.Phone),
    ];

    /// <returns><see langword="null"/> where the class has no pupils.</returns>
    public async Task<PersonalDataReview?> ReadAsync(ReportJournal journal, SchoolRuntime school, GroupInfo own, CancellationToken cancellationToken)
    {
        var today = school.DayOf(clock.GetUtcNow());
        var pupils = journal.Roster.Students.Where(student => journal.Roster.ClassOf(student.Id)?.RootId == own.RootId && (student.EnrolledOn is not { } from || from <= today) && (student.LeftOn is not { } left || left > today))
            .OrderBy(student => student.FamilyName, StringComparer.Ordinal).ThenBy(student => student.GivenName, StringComparer.Ordinal).ThenBy(student => student.Id, StringComparer.Ordinal).ToList();
        if (pupils.Count == 0)
        {
            return null;
        }

        var before = await LastAsync(school, own.Id, cancellationToken);
        var parts = ImmutableArray.CreateBuilder<LetterPart>();
        parts.Add(new SentencePart(Phrase.Of(Texts.DataHeading, own.Name), [Phrase.Of(Texts.DataCount, pupils.Count), before is null ? Texts.DataFirst : Phrase.Of(Texts.DataSince, RussianDates.Full(before.Value.Day)), Phrase.Of(Texts.DataAcknowledge, school.Id, own.Name)]));
        Add(parts, Texts.DataChanged, before is null ? [] : Changes(pupils, before.Value.Hashes, journal));
        Add(parts, Texts.DataGaps, Gaps(pupils));
        Add(parts, Texts.DataPapers, MissingPapers(pupils, school));
        Add(parts, Texts.DataApplications, NotSent(pupils, school));
        var signedIn = SignedIn(journal);
        Add(parts, Texts.DataNeverSignedIn, signedIn.Count == 0 ? [] : pupils.Where(pupil => !signedIn.Contains(pupil.Id)).Select(Name));
        Add(parts, Texts.DataUnchecked, Unchecked(pupils, school, signedIn));
        return new PersonalDataReview(own.Id, JsonSerializer.Serialize(pupils.ToDictionary(pupil => pupil.Id, Hashes, StringComparer.Ordinal)), parts.ToImmutable());
    }

    /// <summary>Notes that the reviews were told, in the letters' transaction.</summary>
    public void Keep(LedgerTransaction transaction, SchoolRuntime school, DateOnly day, IEnumerable<PersonalDataReview> told)
    {
        foreach (var review in told)
        {
            transaction.Context.Add(new ClassReviewRow { School = school.Id, Class = review.ClassId, Day = day.DayNumber, MadeAt = clock.GetUtcNow().ToStored(), Content = review.Content });
        }
    }

    /// <summary>Notes that a class teacher has looked through the last review of a class: the next one tells what changed since.</summary>
    /// <exception cref="GatewayException">There is none.</exception>
    public async Task AcknowledgeAsync(SchoolRuntime school, GroupInfo own, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var row = await transaction.Context.Set<ClassReviewRow>().Where(row => row.School == school.Id && row.Class == own.Id).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken)
            ?? throw new GatewayException(Phrase.Of(Texts.NoDataReview, own.Name, school.Id));
        var now = clock.GetUtcNow();
        (row.AcknowledgedAt, row.AcknowledgedBy, row.Note) = (now.ToStored(), decision.By, decision.Reason);
        FindingDecisions.Log(transaction, school.Id, now, "personal-data-acknowledge", own.Id, decision);
        await transaction.CommitAsync(cancellationToken);
    }

    private static string[] Hashes(Student student) => [.. Fields.Select(field => field.Value(student) is { Length: > 0 } value ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{student.Id}\n{field.Name}\n{value}")).AsSpan(0, 4)) : "")];

    private static IEnumerable<string> Changes(List<Student> pupils, Dictionary<string, string[]> before, ReportJournal journal)
    {
        foreach (var pupil in pupils)
        {
            if (!before.TryGetValue(pupil.Id, out var hashes))
            {
                yield return Phrase.Of(Texts.DataNew, Name(pupil));
            }
            else if (Hashes(pupil).Zip(hashes, (now, then) => now != then).Select((changed, index) => changed ? Fields[index].Name : null).OfType<string>().ToList() is { Count: > 0 } changed)
            {
                yield return $"{Name(pupil)}: {string.Join(", ", changed)}";
            }
        }

        foreach (var gone in before.Keys.Except(pupils.Select(pupil => pupil.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            yield return Phrase.Of(Texts.DataGone, journal.Names.Student(gone) is { } student ? Name(student) : gone);
        }
    }

    /// <summary>What no pupil of the class has is nobody's gap: the journal does not show it.</summary>
    private static IEnumerable<string> Gaps(List<Student> pupils) => Lacking(
        pupils,
        Fields.Where(field => field.Name != Texts.FieldMiddleName && pupils.Exists(other => field.Value(other) is not null)).Select(field => (field.Name, Is: (Func<Student, bool>)(pupil => field.Value(pupil) is not null))));

    /// <summary>Pupil by pupil; what most pupils lack is said once, for a list of nearly all says nothing.</summary>
    private static IEnumerable<string> Lacking(List<Student> pupils, IEnumerable<(string Name, Func<Student, bool> Is)> wanted)
    {
        var (most, some) = (new List<string>(), new List<(string Name, Func<Student, bool> Is)>());
        foreach (var each in wanted)
        {
            var lacking = pupils.Count(pupil => !each.Is(pupil));
            if (lacking > Few && lacking * 2 > pupils.Count)
            {
                most.Add(Phrase.Of(Texts.DataMost, each.Name, lacking, pupils.Count));
            }
            else
            {
                some.Add(each);
            }
        }

        return most.Concat(
            from pupil in pupils
            let lacking = some.Where(each => !each.Is(pupil)).Select(each => each.Name).ToList()
            where lacking.Count > 0
            select $"{Name(pupil)}: {string.Join(", ", lacking)}");
    }

    /// <summary>Papers that the school's list does not show for a pupil, whoever is not on the list among them.</summary>
    private static IEnumerable<string> MissingPapers(List<Student> pupils, SchoolRuntime school) => school.Papers.Papers is not { } papers
        ? []
        : Lacking(pupils, papers.Listed.Select(paper => (PaperName(paper), (Func<Student, bool>)(pupil => papers.Has(pupil.Id, paper)))));

    private static IEnumerable<string> NotSent(List<Student> pupils, SchoolRuntime school)
    {
        foreach (var route in school.Options.Routes)
        {
            foreach (var pupil in pupils.Where(pupil => route.ExcludedPupils.Contains(pupil.Id) || (route.OnlyPupils is { } only && !only.Contains(pupil.Id))))
            {
                yield return Phrase.Of(Texts.DataNotSent, Name(pupil), route.Name);
            }
        }
    }

    /// <summary>Who ever signed in; nobody where the journal does not show it.</summary>
    private static HashSet<string> SignedIn(ReportJournal journal) =>
        journal.Scenes[^1].Facts.Source.Shown.Contains(RecordKind.SignIn)
            ? SignInCounts.All(journal, journal.Scenes[^1].Days).Select(signIn => signIn.Person).ToHashSet(StringComparer.Ordinal)
            : [];

    /// <summary>What nobody showed was not checked: no silence may look like «all is well».</summary>
    private static IEnumerable<string> Unchecked(List<Student> pupils, SchoolRuntime school, HashSet<string> signedIn)
    {
        if (Fields.Where(field => field.Name != Texts.FieldMiddleName && pupils.TrueForAll(pupil => field.Value(pupil) is null)).Select(field => field.Name).ToList() is { Count: > 0 } fields)
        {
            yield return Phrase.Of(Texts.DataNotShown, string.Join(", ", fields));
        }

        if (Enum.GetValues<PupilPaper>().Where(paper => school.Papers.Papers?.Listed.Contains(paper) != true).Select(PaperName).ToList() is { Count: > 0 } papers)
        {
            yield return Phrase.Of(school.Papers.IsUnread ? Texts.DataListUnread : Texts.DataNoList, string.Join(", ", papers));
        }

        if (signedIn.Count == 0)
        {
            yield return Texts.DataNoSignIns;
        }
    }

    private static string PaperName(PupilPaper paper) => paper == PupilPaper.Application ? Texts.PaperApplication : Texts.PaperConsent;

    private static void Add(ImmutableArray<LetterPart>.Builder parts, string heading, IEnumerable<string> lines)
    {
        ImmutableArray<string> found = [.. lines];
        if (!found.IsEmpty)
        {
            parts.Add(new NumberedPart(heading, null, found));
        }
    }

    private static string Name(Student student) => string.Join(' ', new[] { student.FamilyName, student.GivenName }.OfType<string>());

    private async Task<(DateOnly Day, Dictionary<string, string[]> Hashes)?> LastAsync(SchoolRuntime school, string classId, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var row = await context.Set<ClassReviewRow>().AsNoTracking().Where(row => row.School == school.Id && row.Class == classId && row.AcknowledgedAt != null).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : (DateOnly.FromDayNumber(row.Day), JsonSerializer.Deserialize<Dictionary<string, string[]>>(row.Content) ?? []);
    }
}

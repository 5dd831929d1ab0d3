using System.Runtime.CompilerServices;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.People;

/// <summary>A source without the people who were erased: pupils with all that is theirs; of teachers, whose lessons stay the school's, the names.</summary>
/// <param name="inner">The source; disposed by who made it.</param>
/// <param name="erased">Who.</param>
/// <param name="source">The source's name in the ledger.</param>
internal sealed class WithoutErased(IJournalSource inner, ErasedPeople erased, string source) : IJournalSource
{
    private readonly HashSet<string> learned = new(StringComparer.Ordinal);
    private int left;

    /// <summary>Ids under which the source shows erased pupils now. What it had shown of them before it came to the pupil is in the ledger and has to go.</summary>
    public IReadOnlyCollection<string> Learned => learned;

    public SourceTraits Traits => inner.Traits;

    public static Teacher Nameless(string id) => new(id, Texts.ErasedTeacher);

    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);

    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in inner.ReadAsync(request, cancellationToken).WithCancellation(cancellationToken))
        {
            yield return item is Records batch ? new Records([.. batch.Items.Select(Without).OfType<JournalRecord>()]) : item;
        }

        if (left > 0)
        {
            yield return new Remark(RecordKind.Student, $"{left} records of erased people were left out") { InRussian = Phrase.Of(Texts.LeftOut, left) };
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private JournalRecord? Without(JournalRecord record)
    {
        switch (record)
        {
            case Teacher teacher when Has(PersonRole.Teacher, teacher.Id):
                return Nameless(teacher.Id);
            case Student student when !Has(PersonRole.Student, student.Id) && erased.Find(student) is not null:
                learned.Add(student.Id);
                left++;
                return null;
            case Student { Id: var pupil } when Has(PersonRole.Student, pupil):
            case Mark { StudentId: var marked } when Has(PersonRole.Student, marked):
            case Attendance { StudentId: var absent } when Has(PersonRole.Student, absent):
            case FinalMark { StudentId: var attested } when Has(PersonRole.Student, attested):
            case SignIn { Role: PersonRole.Teacher, PersonId: var staff } when Has(PersonRole.Teacher, staff):
            case SignIn { Role: not PersonRole.Teacher, PersonId: var person } when Has(PersonRole.Student, person):
                left++;
                return null;
            default:
                return record;
        }
    }

    private bool Has(PersonRole role, string id) => (role == PersonRole.Student && learned.Contains(id)) || erased.Find(role, source, id) is not null;
}

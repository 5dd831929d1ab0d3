using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Threading.Channels;
using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Wire;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Reads people, classes, subjects and terms: always whole.</summary>
internal sealed class SchoolRead(IDnevnikApi api, string schoolId, ReadRequest request, int studyYear, DnevnikSettings settings, Facts facts, DateTimeOffset startedAt, ChannelWriter<ReadItem> output)
{
    /// <summary>How many classes' pupils are asked for at once.</summary>
    private const int ClassesPerQuestion = 50;

    private readonly Subjects subjects = new();
    private IReadOnlySet<string> sharedIds = new HashSet<string>();
    private readonly int concurrency = settings.Http.MaxConcurrency;

    public async Task<School> RunAsync(CancellationToken cancellationToken)
    {
        var groupsAsked = api.GroupsAsync(schoolId, cancellationToken);
        var teachersAsked = Wants(RecordKind.Teacher) ? Ask.ForAsync(() => api.TeachersAsync(schoolId, cancellationToken)) : null;
        var subjectsAsked = Wants(RecordKind.Subject) ? Ask.ForAsync(() => api.SubjectsAsync(schoolId, cancellationToken)) : null;
        var worksAsked = Wants(RecordKind.Mark) ? Ask.ForAsync(() => api.WorkTypesAsync(schoolId, cancellationToken)) : null;
        var schoolAsked = Wants(RecordKind.FinalMark) && settings.Averages is null ? Ask.ForAsync(() => api.SchoolAsync(schoolId, cancellationToken)) : null;
        var groups = Groups.Of(await GroupsAsync(groupsAsked, teachersAsked, cancellationToken).ConfigureAwait(false), studyYear, settings.GroupKinds);
        if (groups.Classes.Count == 0)
        {
            // A school without classes is a fault of the answer; taken for true it would delete everything.
            throw new AdapterException(AdapterFailure.Temporary, "The journal names no classes.", Texts.NoClasses);
        }

        // None of these needs another's answers, so the classes are asked while the others are mapped; what is refused for good stops all.
        IReadOnlyDictionary<string, Bells> bells = FrozenDictionary<string, Bells>.Empty;
        Terms? terms = null;
        await EachAsync<Func<CancellationToken, Task>>(
            [
                async token => (bells, terms) = await ClassesAsync(groups, token).ConfigureAwait(false),
                token => Wants(RecordKind.Student) ? StudentsAsync(groups, token) : Task.CompletedTask,
                async token =>
                {
                    if (teachersAsked is not null)
                    {
                        await TeachersAsync(await teachersAsked.ConfigureAwait(false), token).ConfigureAwait(false);
                    }

                    if (subjectsAsked is not null)
                    {
                        await SubjectsAsync(await subjectsAsked.ConfigureAwait(false), groups, token).ConfigureAwait(false);
                    }
                },
            ],
            static (part, token) => part(token),
            cancellationToken).ConfigureAwait(false);
        var works = worksAsked is null ? new Got<Rows<WireWorkType>>(null, null) : await worksAsked.ConfigureAwait(false);

        // Without the names of the works every mark would look changed, and no school is without. Where the call is refused for good, they are never known.
        return new School(groups, works.Value is { Count: > 0 } types ? new Works(types) : works.IsRefused ? new Works([]) : null, subjects, bells, terms, schoolAsked is null ? settings.Averages ?? AverageCalls.Off : AveragesOf(await schoolAsked.ConfigureAwait(false))) { SharedIds = sharedIds };
    }

    private bool Wants(RecordKind kind) => request.Kinds.Contains(kind);

    /// <summary>A school that reckons both kinds does not say by which of them marks are set, so neither is taken.</summary>
    internal static AverageCalls? AveragesOf(Got<WireSchool> got) => got.Failure is not null && !got.IsRefused ? null
        : (WireScalars.Is(got.Value?.UsesAverages, "true"), WireScalars.Is(got.Value?.UsesWeightedAverages, "true")) switch
        {
            (true, false) => AverageCalls.Plain,
            (false, true) => AverageCalls.Weighted,
            _ => AverageCalls.Off,
        };

    private async Task<IReadOnlyList<WireGroup>> GroupsAsync(Task<Rows<WireGroup>> asked, Task<Got<Rows<WirePerson>>>? teachersAsked, CancellationToken cancellationToken)
    {
        try
        {
            var groups = await asked.ConfigureAwait(false);
            facts.ClassesByTeacher = false;
            return groups;
        }
        catch (AdapterException failure) when (failure.Failure == AdapterFailure.Final)
        {
            var teachers = await (teachersAsked ?? Ask.ForAsync(() => api.TeachersAsync(schoolId, cancellationToken))).ConfigureAwait(false);
            if (teachers.Failure is not null && !teachers.IsRefused)
            {
                throw teachers.Failure;
            }

            facts.ClassesByTeacher = true;
            return await new GroupsByTeacher(api, schoolId, concurrency).FindAsync(teachers.Value ?? [], cancellationToken).ConfigureAwait(false)
                ?? throw new AdapterException(AdapterFailure.Permanent, $"The list of classes is refused: {failure.Message}", string.Format(CultureInfo.InvariantCulture, Texts.ClassesRefused, schoolId), innerException: failure);
        }
    }

    private async Task TeachersAsync(Got<Rows<WirePerson>> got, CancellationToken cancellationToken)
    {
        var mapped = new Mapped("schools/teachers");
        if (got.Value is { } teachers)
        {
            People.Teachers(teachers, mapped);
        }

        await EndAsync(RecordKind.Teacher, mapped, got.Failure, cancellationToken).ConfigureAwait(false);
    }

    private async Task SubjectsAsync(Got<Rows<WireSubject>> got, Groups groups, CancellationToken cancellationToken)
    {
        var mapped = new Mapped("schools/subjects");
        subjects.Add([.. got.Value ?? [], .. groups.All.SelectMany(group => group.Subjects ?? [])], mapped);
        await EndAsync(RecordKind.Subject, mapped, got.Failure, cancellationToken).ConfigureAwait(false);
    }

    private async Task StudentsAsync(Groups groups, CancellationToken cancellationToken)
    {
        var mapped = new Mapped("edu-groups/students");
        var classes = groups.Classes.Where(groups.IsClass).ToList();
        var (memberships, failure) = await MembershipsAsync(classes, cancellationToken).ConfigureAwait(false);
        if (failure is null)
        {
            sharedIds = People.Students(memberships, mapped);
        }

        // One class that failed spoils all: a pupil who moved into it would be taken for gone.
        await EndAsync(RecordKind.Student, mapped, failure, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(IReadOnlyList<(string, WireMembership)> Memberships, AdapterException? Failure)> MembershipsAsync(List<string> classes, CancellationToken cancellationToken)
    {
        var memberships = new List<(string, WireMembership)>();
        var ids = classes.Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null).OfType<long>().ToList();
        if (ids.Count < classes.Count)
        {
            return await MembershipsByClassAsync(classes, cancellationToken).ConfigureAwait(false);
        }

        var otherPath = false;
        var leftOut = new List<string>();
        foreach (var some in ids.Chunk(ClassesPerQuestion))
        {
            var got = otherPath ? await OtherAsync(some).ConfigureAwait(false) : await Ask.ForAsync(() => api.StudentsOfAsync(some, cancellationToken)).ConfigureAwait(false);
            if (got.IsRefused && !otherPath)
            {
                otherPath = true;
                got = await OtherAsync(some).ConfigureAwait(false);
            }

            if (got.IsRefused)
            {
                return await MembershipsByClassAsync(classes, cancellationToken).ConfigureAwait(false);
            }

            if (got.Failure is not null)
            {
                return ([], got.Failure);
            }

            // That a class is left out need not mean that nobody is in it.
            var answered = got.Value!.Where(row => row.Group?.Id is not null).ToLookup(row => row.Group!.Id!, StringComparer.Ordinal);
            foreach (var id in some.Select(number => number.ToString(CultureInfo.InvariantCulture)))
            {
                memberships.AddRange(answered[id].SelectMany(row => row.Students ?? []).Select(membership => (id, membership)));
                leftOut.AddRange(answered.Contains(id) ? [] : [id]);
            }
        }

        var (others, failure) = leftOut.Count > 0 ? await MembershipsByClassAsync(leftOut, cancellationToken).ConfigureAwait(false) : ([], null);
        return ([.. memberships, .. others], failure);

        Task<Got<Rows<WireGroupStudents>>> OtherAsync(IReadOnlyList<long> some) => Ask.ForAsync(() => api.StudentsOfByOtherPathAsync(some, cancellationToken));
    }

    private async Task<(IReadOnlyList<(string, WireMembership)> Memberships, AdapterException? Failure)> MembershipsByClassAsync(List<string> classes, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, Got<Rows<WirePerson>>>(StringComparer.Ordinal);
        await EachAsync(classes, async (id, token) => answers[id] = await Ask.ForAsync(() => api.PersonsAsync(id, "false", token)).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var memberships = classes.SelectMany(id => (answers[id].Value ?? []).Select(person => (id, new WireMembership { Person = person }))).ToList();
        return (memberships, answers.Values.Select(answer => answer.Failure).FirstOrDefault(failure => failure is not null));
    }

    /// <summary>Bells, terms and class teachers: what has to be asked class by class.</summary>
    private async Task<(IReadOnlyDictionary<string, Bells> Bells, Terms? Terms)> ClassesAsync(Groups groups, CancellationToken cancellationToken)
    {
        var bells = new ConcurrentDictionary<string, Bells>(StringComparer.Ordinal);
        var periods = new ConcurrentDictionary<string, Got<Rows<WirePeriod>>>(StringComparer.Ordinal);
        var classTeachers = new ConcurrentDictionary<string, Got<Rows<WirePerson>>>(StringComparer.Ordinal);
        await EachAsync(
            groups.Classes,
            (id, token) => Task.WhenAll(OfTeacherAsync(id, token), OfPeriodsAsync(id, token), OfBellsAsync(id, token)),
            cancellationToken).ConfigureAwait(false);
        if (Wants(RecordKind.Class))
        {
            await GroupRecordsAsync(groups, classTeachers, cancellationToken).ConfigureAwait(false);
        }

        return (bells, Wants(RecordKind.Term) || Wants(RecordKind.FinalMark) ? await TermsAsync(groups, periods, cancellationToken).ConfigureAwait(false) : null);

        async Task OfTeacherAsync(string id, CancellationToken token)
        {
            if (Wants(RecordKind.Class))
            {
                classTeachers[id] = await ClassTeacherAsync(id, token).ConfigureAwait(false);
            }
        }

        async Task OfPeriodsAsync(string id, CancellationToken token)
        {
            if (Wants(RecordKind.Term) || Wants(RecordKind.FinalMark))
            {
                periods[id] = await Ask.ForAsync(() => api.PeriodsAsync(id, token)).ConfigureAwait(false);
            }
        }

        async Task OfBellsAsync(string id, CancellationToken token)
        {
            if (request.Kinds.Any(kind => kind.IsDated()) && await BellsAsync(groups, id, token).ConfigureAwait(false) is { } found)
            {
                bells[id] = found;
            }
        }
    }

    /// <summary>Asked for one person, the API answers with one or with none; an empty list is neither, and may pass.</summary>
    private async Task<Got<Rows<WirePerson>>> ClassTeacherAsync(string classId, CancellationToken cancellationToken)
    {
        var got = await Ask.ForAsync(() => api.ClassTeacherAsync(classId, cancellationToken)).ConfigureAwait(false);
        return got.Value is { IsEmptyList: true } ? await Ask.ForAsync(() => api.ClassTeacherAsync(classId, cancellationToken)).ConfigureAwait(false) : got;
    }

    /// <summary>The bells of a class; <see langword="null"/> when they could not be read: without them every lesson would look changed, and due too early.</summary>
    private async Task<Bells?> BellsAsync(Groups groups, string classId, CancellationToken cancellationToken)
    {
        if (!settings.ReadBells)
        {
            return Bells.None;
        }

        var got = await Ask.ForAsync(() => api.TimetablesAsync(classId, cancellationToken)).ConfigureAwait(false);
        if (got.Value is null)
        {
            return got.IsRefused ? Bells.None : null;
        }

        // The list of classes says that there are some.
        var bells = new Bells(got.Value);
        return bells.AreNone && groups.HasTimetable(classId) ? null : bells;
    }

    private async Task GroupRecordsAsync(Groups groups, ConcurrentDictionary<string, Got<Rows<WirePerson>>> classTeachers, CancellationToken cancellationToken)
    {
        var mapped = new Mapped("schools/edu-groups");
        if (facts.ClassesByTeacher)
        {
            mapped.Remark(RecordKind.Class, "the list of classes is refused; they are known through their teachers, so one that nobody teaches is not seen", Texts.RemarkClassesByTeacher);
        }

        var unlike = groups.Classes.Count(groups.IsUnlikeClass);
        if (unlike > 0)
        {
            mapped.Remark(RecordKind.Class, $"{unlike} groups count as classes and their names do not begin with their grade; if they are electives or the like, say so in GroupKinds", string.Format(CultureInfo.InvariantCulture, Texts.RemarkUnlikeClass, unlike));
        }

        foreach (var group in groups.All)
        {
            var teacher = classTeachers.GetValueOrDefault(group.Id!);
            if ((teacher.Failure is not null && !teacher.IsRefused) || teacher.Value is { IsEmptyList: true })
            {
                mapped.Skip(RecordKind.Class, group.Id, "its class teacher could not be read", Texts.SkippedClassTeacher);
                continue;
            }

            try
            {
                mapped.Add(groups.Record(group, teacher.Value?.FirstOrDefault()?.Id));
            }
            catch (ArgumentException refused)
            {
                mapped.Skip(RecordKind.Class, group.Id, refused);
            }
        }

        await EndAsync(RecordKind.Class, mapped, failure: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Terms?> TermsAsync(Groups groups, ConcurrentDictionary<string, Got<Rows<WirePeriod>>> periods, CancellationToken cancellationToken)
    {
        var mapped = new Mapped("edu-groups/reporting-periods");
        var failure = periods.Values.Select(got => got.Failure).FirstOrDefault(failure => failure is not null);

        // Which of several ids stands for a term depends on all classes.
        var terms = failure is null ? Terms.Map(groups.Classes.Select(id => (IReadOnlyList<WirePeriod>)periods[id].Value!), studyYear, mapped) : null;
        if (Wants(RecordKind.Term))
        {
            await EndAsync(RecordKind.Term, mapped, failure, cancellationToken).ConfigureAwait(false);
        }

        return terms;
    }

    private async Task EndAsync(RecordKind kind, Mapped mapped, AdapterException? failure, CancellationToken cancellationToken)
    {
        foreach (var item in mapped.Items())
        {
            await output.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }

        // Classes that nobody teaches, and their pupils, are not seen; that they are gone cannot be said.
        if (failure is null && facts.ClassesByTeacher && DnevnikSource.ThroughTeachers.Contains(kind))
        {
            return;
        }

        var scope = new ReadScope(kind, ClassIds: null, Days: null);
        await output.WriteAsync(failure is null ? new ScopeRead(scope, startedAt, startedAt) : Trouble.Of(failure).Unread(scope), cancellationToken).ConfigureAwait(false);
    }

    private Task EachAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, Task> read, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, async (one, token) => await read(one, token).ConfigureAwait(false));
}

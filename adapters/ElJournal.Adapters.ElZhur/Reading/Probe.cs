using System.Globalization;
using ElJournal.Adapters.ElZhur.Mapping;

namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>Tells good settings from bad, and which of the needed methods the account may call: some ten requests, and a few more while nobody has said how substitutions are told.</summary>
internal sealed class Probe(JournalRequests requests, ElZhurOptions options, TimeProvider time, TimeZoneInfo zone)
{
    private const int ClassesAskedForFields = 2;
    private const int DaysAskedForFields = 3;

    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var rules = await ReadPass.RulesAsync(requests, cancellationToken);
            var roster = SchoolRoster.From(rules, await ReadPass.ReceiversAsync(requests, cancellationToken));
            var title = Wire.WireText.Line(rules.Relations?.Schools is { Count: > 0 } schools ? schools[0].Value.Title : null) ?? options.Vendor;
            if (roster.Classes.FirstOrDefault(list => list.Pupils.Count > 0) is not { } list)
            {
                return new ProbeResult(Succeeded: false, Texts.RightsMissing);
            }

            var (missing, failed) = await MissingAsync(list, cancellationToken);
            return failed is not null ? new ProbeResult(Succeeded: false, failed)
                : missing.Count > 0 && missing[0] == Texts.PartSchedule ? new ProbeResult(Succeeded: false, Texts.RightsMissing)
                : new ProbeResult(Succeeded: true, string.Format(Russian, missing.Count == 0 ? Texts.ProbeGood : Texts.ProbePartly, title, roster.Classes.Count, roster.Students.Count, string.Join(", ", missing)) + await FieldsAsync(roster, cancellationToken));
        }
        catch (AdapterException failure)
        {
            return new ProbeResult(Succeeded: false, failure.Instruction ?? failure.Message);
        }
    }

    /// <summary>The names of the fields by which the school's journal tells substitutions, for whoever has to set them: nothing public names them. Names only, no values.</summary>
    private async Task<string> FieldsAsync(SchoolRoster roster, CancellationToken cancellationToken)
    {
        if (options.Substitutions is not null)
        {
            return "";
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        var classes = roster.Classes.Where(list => list.Pupils.Count > 0).Take(ClassesAskedForFields).ToList();
        var days = Enumerable.Range(0, 14).Select(back => today.AddDays(-back)).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Take(DaysAskedForFields);
        foreach (var (day, list) in days.SelectMany(day => classes.Select(list => (day, list))))
        {
            try
            {
                var rows = (await requests.ReplacesAsync(list.Name, [day], cancellationToken) ?? []).SelectMany(answer => answer.Rows);
                if (rows.SelectMany(row => row.Value.Names).Where(SubstitutionFields.IsName).Distinct(StringComparer.OrdinalIgnoreCase).Take(40).ToList() is { Count: > 0 } names)
                {
                    return " " + string.Format(Russian, Texts.ProbeSubstitutionFields, string.Join(", ", names));
                }
            }
            catch (Exception exception) when (exception is Refusal or AdapterException)
            {
                return "";
            }
        }

        return "";
    }

    private async Task<(List<string> Missing, string? Failed)> MissingAsync(ClassList list, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        var (day, pupil) = (new DayRange(today, today), new[] { list.Pupils[0] });
        (string Part, Func<Task> Ask)[] parts =
        [
            (Texts.PartSchedule, () => requests.ScheduleAsync(list.Name, day, cancellationToken)),
            (Texts.PartHomework, () => requests.HomeworkAsync(list.Name, day, cancellationToken)),
            (Texts.PartMarks, () => requests.AssessmentsAsync(pupil, day, cancellationToken)),
            (Texts.PartSubgroups, () => requests.PupilSchedulesAsync(pupil, day, cancellationToken)),
            .. options.ReadsTopics ? new (string, Func<Task>)[] { (Texts.PartTopics, () => requests.DiariesAsync(pupil, day, cancellationToken)) } : [],
            (Texts.PartTerms, () => requests.PeriodsAsync(pupil, cancellationToken)),
            (Texts.PartFinals, () => requests.FinalsAsync(pupil, cancellationToken)),
        ];
        var missing = new List<string>();
        foreach (var (part, ask) in parts)
        {
            try
            {
                await ask();
            }
            catch (Refusal)
            {
                missing.Add(part);
            }
            catch (AdapterException failure)
            {
                return (missing, failure.Instruction ?? failure.Message);
            }
        }

        return (missing, null);
    }
}

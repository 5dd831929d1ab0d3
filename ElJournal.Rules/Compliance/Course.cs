using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance;

/// <summary>The lessons of a group in a subject in one term, with what each pupil got there.</summary>
internal sealed class Course
{
    private const int MostWeeks = 60;
    private const int MostHours = 15;

    private readonly Dictionary<string, PupilTally> _pupils = new(StringComparer.Ordinal);
    private readonly int[] _weeks = new int[MostWeeks];
    private readonly int[] _given = new int[MostWeeks];
    private int _firstWeek;
    private int _lastWeek;

    public GroupInfo Group { get; private set; } = null!;

    public string SubjectId { get; private set; } = string.Empty;

    /// <summary>The term; <see langword="null"/> for days outside of all.</summary>
    public Term? Term { get; private set; }

    /// <summary>Whether the records tell of the whole term, as far as it has come.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Lessons given and read since.</summary>
    public int Given { get; private set; }

    /// <summary>The latest of them.</summary>
    public Lesson? Last { get; private set; }

    /// <summary>All lessons of the term, those to come and those taken off among them.</summary>
    public int Listed { get; private set; }

    /// <summary>Lessons that fell out so far: taken off, or in the timetable of a day without lessons.</summary>
    public int Lost { get; private set; }

    /// <summary>The latest of them.</summary>
    public Lesson? LastLost { get; private set; }

    /// <summary>Lessons that are over and were not read since.</summary>
    public int Unread { get; private set; }

    /// <summary>The pupils who have a mark or an attendance entry: of a subgroup nothing else tells who belongs to it.</summary>
    public Dictionary<string, PupilTally> Pupils => _pupils;

    public void Begin(GroupInfo group, string subjectId, Term? term, JudgingContext context)
    {
        Group = group;
        SubjectId = subjectId;
        Term = term;
        IsWhole = term is not null && (context.Days is not { } days || (days.From <= term.Start && (days.To >= term.End || days.To >= context.Calendar.DayOf(context.Now))));
    }

    public void Take(Lesson lesson, LessonStand stand)
    {
        Listed++;
        _firstWeek = Listed == 1 ? lesson.Day.DayNumber / 7 : _firstWeek;
        var week = (lesson.Day.DayNumber / 7) - _firstWeek;
        if (week is >= 0 and < MostWeeks)
        {
            _weeks[week]++;
            _lastWeek = Math.Max(_lastWeek, week);
        }

        switch (stand)
        {
            case LessonStand.Given:
                Given++;
                Last = lesson;
                Keep(week);
                break;
            case LessonStand.Cancelled or LessonStand.DayLost:
                Lost++;
                LastLost = lesson;
                break;
            case LessonStand.Unread:
                Unread++;
                break;
            default:
                break;
        }
    }

    /// <summary>Lessons given in weeks that had more of them than usual: what fell out earlier or later was made up there.</summary>
    public int MadeUp()
    {
        var usual = Math.Max(1, (int)HoursAWeek());
        var more = 0;
        for (var week = 0; week <= _lastWeek; week++)
        {
            more += Math.Max(0, _given[week] - usual);
        }

        return more;
    }

    private void Keep(int week)
    {
        if (week is >= 0 and < MostWeeks)
        {
            _given[week]++;
        }
    }

    public ref PupilTally Pupil(string studentId) => ref CollectionsMarshal.GetValueRefOrAddDefault(_pupils, studentId, out _);

    /// <summary>Lessons a week as most weeks have them; 0.5 where every other week has none. Of equally many the fewer: tables of hours then ask for less.</summary>
    public double HoursAWeek()
    {
        Span<int> seen = stackalloc int[MostHours + 1];
        for (var week = 0; week <= _lastWeek; week++)
        {
            seen[Math.Min(_weeks[week], MostHours)]++;
        }

        var most = 0;
        for (var hours = 1; hours <= MostHours; hours++)
        {
            most = seen[hours] > seen[most] ? hours : most;
        }

        // Lessons in weeks 1, 3 and 5: an empty week less than half of them, and still every other week.
        return most == 0 || (most == 1 && _lastWeek > 1 && (seen[0] * 2) + 1 >= _lastWeek + 1) ? 0.5 : most;
    }

    public void Clear()
    {
        _pupils.Clear();
        Array.Clear(_weeks);
        Array.Clear(_given);
        (Given, Unread, Lost, Listed, Last, LastLost, Term, _firstWeek, _lastWeek) = (0, 0, 0, 0, null, null, null, 0, 0);
    }
}

/// <summary>What a pupil got in a course.</summary>
internal struct PupilTally
{
    /// <summary>Marks, placeholders left out.</summary>
    public int Marks;

    /// <summary>Marks that were seen and are not shown any more: whether they come back nobody can say, so they never count against anybody.</summary>
    public int Gone;

    /// <summary>Lessons missed.</summary>
    public int Absences;

    /// <summary>Marks that are a single number from 1 to 5.</summary>
    public int Numbers;

    /// <summary>Sum of numbers × weights, in thousandths.</summary>
    public long Weighted;

    /// <summary>Sum of their weights, in thousandths.</summary>
    public long Weights;

    /// <summary>Sum of the numbers.</summary>
    public int Sum;

    /// <summary>Whether some number has no known weight.</summary>
    public bool WeightUnknown;

    /// <summary>Whether some mark holds a digit and is no plain number: its part in an average is anybody's guess.</summary>
    public bool ValueUnknown;

    /// <summary>The first and the last day with an entry about the pupil.</summary>
    public DateOnly First;

    /// <inheritdoc cref="First"/>
    public DateOnly LastSeen;

    public void See(DateOnly day)
    {
        First = First == default ? day : First;
        LastSeen = day;
    }

    public void Add(in MarkEntry mark, DateOnly day)
    {
        See(day);
        if (Placeholders.Contains(mark.Value))
        {
            return;
        }

        Marks++;
        var value = mark.Value.AsSpan().Trim();
        if (value.Length == 1 && value[0] is >= '1' and <= '5')
        {
            var number = value[0] - '0';
            Numbers++;
            Sum += number;
            Weighted += (long)number * mark.Weight;
            Weights += mark.Weight;
            WeightUnknown |= mark.Weight <= 0;
        }
        else
        {
            ValueUnknown |= value.IndexOfAnyInRange('0', '9') >= 0;
        }
    }

    /// <summary>Adds what the pupil got in another group of the subject.</summary>
    public void Add(in PupilTally other)
    {
        Marks += other.Marks;
        Gone += other.Gone;
        Absences += other.Absences;
        Numbers += other.Numbers;
        Weighted += other.Weighted;
        Weights += other.Weights;
        Sum += other.Sum;
        WeightUnknown |= other.WeightUnknown;
        ValueUnknown |= other.ValueUnknown;
    }

    /// <summary>The average; <see langword="null"/> when it cannot be told.</summary>
    /// <param name="equalWeights">Whether marks of unknown weight all weigh the same.</param>
    public readonly decimal? Average(bool equalWeights)
    {
        if (Numbers == 0 || ValueUnknown || Gone > 0)
        {
            return null;
        }

        return !WeightUnknown ? (decimal)Weighted / Weights : equalWeights && Weights == 0 ? (decimal)Sum / Numbers : null;
    }
}

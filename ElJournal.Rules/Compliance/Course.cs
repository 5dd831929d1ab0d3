using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance;

/// <summary>The lessons of a group in a subject in one term, with what each pupil got there.</summary>
internal sealed class Course
{
    private readonly Dictionary<string, PupilTally> _pupils = new(StringComparer.Ordinal);

    public GroupInfo Group { get; private set; } = null!;

    public string SubjectId { get; private set; } = string.Empty;

    /// <summary>The term; <see langword="null"/> for days outside of all.</summary>
    public Term? Term { get; private set; }

    /// <summary>Whether the records tell of the whole term, as far as it has come.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>How its lessons went, week by week.</summary>
    public CoursePace Pace { get; } = new();

    /// <summary>Lessons given and read since.</summary>
    public int Given => Pace.Given;

    /// <summary>The latest of them.</summary>
    public Lesson? Last { get; private set; }

    /// <summary>All lessons of the term, those to come and those taken off among them.</summary>
    public int Listed => Pace.Listed;

    /// <summary>The latest lesson that fell out.</summary>
    public Lesson? LastLost { get; private set; }

    /// <summary>Lessons that are over and were not read since.</summary>
    public int Unread => Pace.Unread;

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
        Pace.Take(lesson.Day, stand);
        switch (stand)
        {
            case LessonStand.Given:
                Last = lesson;
                break;
            case LessonStand.Cancelled or LessonStand.DayLost:
                LastLost = lesson;
                break;
            default:
                break;
        }
    }

    public ref PupilTally Pupil(string studentId) => ref CollectionsMarshal.GetValueRefOrAddDefault(_pupils, studentId, out _);

    public void Clear()
    {
        _pupils.Clear();
        Pace.Clear();
        (Last, LastLost, Term) = (null, null, null);
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

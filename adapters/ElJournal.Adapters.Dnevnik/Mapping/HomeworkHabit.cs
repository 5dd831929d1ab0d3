namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>Whether homework stands at the lesson at which it was given or at the one for which it is due: the API does not say, the days do.</summary>
internal sealed class HomeworkHabit
{
    /// <summary>Fewer tell nothing.</summary>
    private const int Fewest = 5;

    private int sameDay;
    private int later;

    /// <summary>Notes one work: a target day after the lesson's day means that it was given there.</summary>
    public void Note(DateOnly lesson, DateOnly? target)
    {
        if (target == lesson)
        {
            Interlocked.Increment(ref sameDay);
        }
        else if (target > lesson)
        {
            Interlocked.Increment(ref later);
        }
    }

    /// <summary>Whether it stands at the lesson at which it was given; <see langword="null"/> while too little has been seen.</summary>
    public bool? AtLessonGiven => sameDay + later < Fewest ? null : later >= 9 * sameDay;
}

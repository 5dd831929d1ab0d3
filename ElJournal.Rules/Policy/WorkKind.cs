namespace ElJournal.Rules.Policy;

/// <summary>What a kind of work is, however the journal names it.</summary>
public enum WorkKind
{
    /// <summary>An answer or work at the lesson; the only kind that obeys the clock of the day.</summary>
    Oral = 1,
    /// <summary>Контрольная, проверочная, диагностическая работа, test.</summary>
    Assessment = 2,
    /// <summary>Self-dependent or other written work.</summary>
    Written = 3,
    /// <summary>Laboratory or practical work.</summary>
    Practical = 4,
    /// <summary>Изложение.</summary>
    Exposition = 5,
    /// <summary>Сочинение.</summary>
    Essay = 6,
    /// <summary>Project, report, creative work.</summary>
    Project = 7,
    /// <summary>Homework and exercise books.</summary>
    Homework = 8,
    /// <summary>Set by others (ВПР, a regional diagnosis).</summary>
    External = 9,
}

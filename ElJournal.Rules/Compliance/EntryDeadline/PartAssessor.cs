using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>Assesses the parts by one set of settings.</summary>
internal sealed class PartAssessor
{
    /// <summary>So long ordinary passes read a lesson's day again.</summary>
    private const int DaysToComeBack = 14;

    private readonly EntryDeadlineSettings _settings;
    private readonly DeadlineClock _clock;
    private readonly HomeworkDuty _homework;
    private readonly Duties _parts;

    public PartAssessor(EntryDeadlineSettings settings)
    {
        _settings = settings;
        _clock = new DeadlineClock(settings);
        _homework = new HomeworkDuty(settings.Homework);
        _parts = settings.Parts.Count == 0 ? Duties.All : settings.Parts.Aggregate(Duties.None, (all, part) => all | part switch
        {
            EntryPart.Topic => Duties.Topic,
            EntryPart.Homework => Duties.Homework,
            EntryPart.Marks => Duties.Marks,
            _ => Duties.Attendance,
        });
    }

    public LessonAssessment Assess(in Case of, Duties asked)
    {
        asked &= _parts;
        var together = of.Context.Timetable.GivenTogether(of.Lesson);
        return new LessonAssessment(
            Topic(of, together, (asked & Duties.Topic) != Duties.None),
            Homework(of, together, (asked & Duties.Homework) != Duties.None),
            Marks(of, (asked & Duties.Marks) != Duties.None),
            Attendance(of, together, (asked & Duties.Attendance) != Duties.None),
            of.Excused);
    }

    private PartAssessment Topic(in Case of, IReadOnlyList<TimetableLesson> together, bool asked)
    {
        var lesson = of.Lesson;
        var seen = default(Sighting);
        var due = DueAt(EntryPart.Topic, of, asked && !(of.Group.Grade < _settings.TopicFromGrade));
        if (lesson.Topic is not null)
        {
            seen.Add(EvidenceReading.WithEntered(of.Entries.TopicEvidence, lesson.TopicEntered), due, _settings);
        }

        for (var i = 0; i < together.Count; i++)
        {
            if (together[i].LessonId != lesson.Id && together[i].Topic is { } other)
            {
                seen.Add(other, due, _settings);
            }
        }

        return Conclude(of, RecordKind.Lesson, due, seen, of.Context.Source.ShowsTopics || seen.Any);
    }

    private PartAssessment Homework(in Case of, IReadOnlyList<TimetableLesson> together, bool asked)
    {
        var seen = default(Sighting);
        var due = DueAt(EntryPart.Homework, of, asked && _homework.IsAsked(of.Entries, of.Group, of.Context));
        if (of.Entries.Homework is { } own)
        {
            seen.Add(own.Evidence, due, _settings);
        }

        for (var i = 0; i < together.Count; i++)
        {
            if (together[i].LessonId != of.Lesson.Id && together[i].Homework is { } other)
            {
                seen.Add(other, due, _settings);
            }
        }

        return Conclude(of, RecordKind.Homework, due, seen, of.Context.Source.ShowsHomeworkAtLessonGiven && of.Context.Source.Shown.Contains(RecordKind.Homework), of.Entries.HomeworkGone);
    }

    // No lesson must have marks; those of oral work that are there obey the clock. One in time is proof enough for all.
    private PartAssessment Marks(in Case of, bool asked)
    {
        var marks = of.Entries.Marks;
        var context = of.Context;
        if (!asked || marks.Count == 0 || context.SubjectOf(of.Lesson.SubjectId).Marks(of.Group.Grade) == MarksMode.None)
        {
            return PartAssessment.NotAsked(marks.Count > 0);
        }

        var due = default(Due?);
        var seen = default(Sighting);
        foreach (ref readonly var mark in CollectionsMarshal.AsSpan(marks))
        {
            if (context.WorkOf(mark.Work) != WorkKind.Oral || Placeholders.Contains(mark.Value) || (context.Roster.ClassOf(mark.StudentId)?.Grade ?? of.Group.Grade) == 1)
            {
                continue;
            }

            due ??= DueAt(EntryPart.Marks, of, asked: true);
            if (Counts(mark.StudentId, mark.Evidence, due, context))
            {
                seen.Add(mark.Evidence, due, _settings);
            }
        }

        return seen.Any ? Conclude(of, RecordKind.Mark, due, seen, shown: true) : PartAssessment.NotAsked(entered: true);
    }

    // An empty list can mean that everyone was there: something follows only from the source's own word, or from rows.
    private PartAssessment Attendance(in Case of, IReadOnlyList<TimetableLesson> together, bool asked)
    {
        var entries = of.Entries;
        var lesson = of.Lesson;
        var seen = default(Sighting);
        var told = lesson.AttendanceTaken is not null;
        var due = DueAt(EntryPart.Attendance, of, asked);
        if (lesson.AttendanceTaken == true)
        {
            seen.Add(entries.AttendanceTakenEvidence, due, _settings);
        }

        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(entries.Attendance))
        {
            if (Counts(entry.StudentId, entry.Evidence, due, of.Context))
            {
                seen.Add(entry.Evidence, due, _settings, entry.Ambiguous);
            }
        }

        for (var i = 0; i < together.Count; i++)
        {
            if (together[i].LessonId != lesson.Id && together[i].Attendance is { } other)
            {
                seen.Add(other, due, _settings);
            }
        }

        return told || seen.Any ? Conclude(of, lesson.AttendanceTaken is null ? RecordKind.Attendance : RecordKind.Lesson, due, seen, shown: true) : PartAssessment.NotAsked(entered: false);
    }

    // Who is taught at home, in hospital or in the family is on the class's page, but not under its clock: such an entry may acquit, never accuse.
    private bool Counts(string studentId, in Evidence evidence, Due? due, JudgingContext context) =>
        context.Policy.IsTaughtWithClass(studentId) || (due is { } known && EvidenceReading.Compare(evidence, known.At, _settings.SourceLag, _settings.MaxGap) == Timeliness.InTime);

    private Due? DueAt(EntryPart part, in Case of, bool asked) => asked ? _clock.Of(part, of) : null;

    private PartAssessment Conclude(in Case of, RecordKind kind, Due? asked, in Sighting seen, bool shown, bool gone = false)
    {
        if (asked is not { } due)
        {
            return PartAssessment.NotAsked(seen.Any);
        }

        var (outcome, asOf, reason) = shown switch
        {
            false => (PartOutcome.NotChecked, null, NotCheckedReasons.NotShown),
            true when seen.Any => Entered(of, kind, due, seen),
            _ => NotEntered(of, kind, due),
        };
        if (gone && outcome == PartOutcome.Missing)
        {
            // What was entered once was not left out, and a journal may lose for some days what it shows again. What stays away was taken back: of that nobody is asked.
            if (of.Context.Calendar.DayOf(of.Context.Now).DayNumber - of.Lesson.Day.DayNumber > DaysToComeBack)
            {
                return PartAssessment.NotAsked(entered: false);
            }

            (outcome, reason) = (PartOutcome.NotChecked, NotCheckedReasons.Gone);
        }

        return new PartAssessment(outcome, due.At, due.Shift, seen.Evidence, asOf, reason, seen.Any)
        {
            KeptBy = DeadlineClock.HangsOnCalendar(due, of.Lesson) ? _clock.Terms : null,
        };
    }

    private static (PartOutcome, DateTimeOffset?, string?) Entered(in Case of, RecordKind kind, Due due, in Sighting seen)
    {
        switch (seen.Timeliness)
        {
            case Timeliness.InTime:
                return (PartOutcome.InTime, null, null);
            case Timeliness.Doubtful:
                return (PartOutcome.Unproved, null, null);
            case Timeliness.WideGap:
                // What was due before anybody looked is history: never late, and not worth a line either.
                var history = seen.Evidence.SeenAfter is null && of.Context.FirstReadDay is { } first && of.Context.Calendar.DayOf(due.At) <= first;
                return (PartOutcome.Unproved, null, history ? null : NotCheckedReasons.NoReadAroundDeadline);
            default:
                var doubt = of.Context.Reads.For(kind, of.Group.RootId, of.Lesson.Day).Doubt;
                return doubt is "held" or "clock" ? (PartOutcome.NotChecked, null, doubt) : (PartOutcome.Late, null, null);
        }
    }

    private (PartOutcome, DateTimeOffset?, string?) NotEntered(in Case of, RecordKind kind, Due due)
    {
        var context = of.Context;
        if (context.Now < due.At.AddSeconds(1) || !HasEnded(of))
        {
            return (PartOutcome.NotYetDue, null, null);
        }

        var reads = context.Reads.For(kind, of.Group.RootId, of.Lesson.Day);
        if (reads.Doubt is not null)
        {
            return (PartOutcome.NotChecked, reads.LastStarted, reads.Doubt);
        }

        if (reads.LastStarted is not { } started)
        {
            return (PartOutcome.NotChecked, null, NotCheckedReasons.Unread);
        }

        return started >= due.At + _settings.SourceLag ? (PartOutcome.Missing, started, null) : (PartOutcome.NotChecked, started, NotCheckedReasons.Stale);
    }

    private static bool HasEnded(in Case of)
    {
        var context = of.Context;
        return LessonClock.EndOf(of.Lesson) is { } end
            ? context.Calendar.At(of.Lesson.Day, end) <= context.Now
            : context.Calendar.DayOf(context.Now) > of.Lesson.Day;
    }

    /// <summary>The best of several pieces of evidence: one in time acquits all.</summary>
    private struct Sighting
    {
        public bool Any { get; private set; }

        public Timeliness Timeliness { get; private set; }

        public Evidence Evidence { get; private set; }

        public void Add(in Evidence evidence, Due? due, EntryDeadlineSettings settings, bool onlyAcquits = false)
        {
            var timeliness = due is { } known ? EvidenceReading.Compare(evidence, known.At, settings.SourceLag, settings.MaxGap) : Timeliness.InTime;
            if (onlyAcquits && timeliness == Timeliness.Late)
            {
                timeliness = Timeliness.Doubtful;
            }

            if (!Any || timeliness > Timeliness)
            {
                Evidence = evidence;
                Timeliness = timeliness;
            }

            Any = true;
        }
    }
}

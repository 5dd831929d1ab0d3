using System.Buffers;
using System.Text;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger;

/// <summary>Replaces what no database and no portal takes, NUL and lone surrogates, and the signs with which a name would command the terminal that it is printed on.</summary>
internal static class TextCleaning
{
    private const char Replacement = '\uFFFD';

    /// <summary>NUL, and what begins a terminal's commands (ESC, and the single signs for DCS, CSI, ST, OSC, PM and APC).</summary>
    private static readonly SearchValues<char> Unfit = SearchValues.Create('\0', '\u001B', '\u0090', '\u009B', '\u009C', '\u009D', '\u009E', '\u009F');

    /// <summary>The record itself when it is clean (which costs next to nothing), else a repaired one.</summary>
    public static JournalRecord Clean(JournalRecord record) => record switch
    {
        Mark mark => Ok(mark.Id) && Ok(mark.LessonId) && Ok(mark.StudentId) && Ok(mark.Value) && Ok(mark.Work) ? mark
            : new Mark(Fix(mark.Id), Fix(mark.LessonId), Fix(mark.StudentId), Fix(mark.Value), Fix(mark.Work), mark.Weight, mark.Entered),
        Attendance entry => Ok(entry.LessonId) && Ok(entry.StudentId) ? entry
            : new Attendance(Fix(entry.LessonId), Fix(entry.StudentId), entry.AttendanceKind, entry.Entered, entry.Ambiguous),
        Lesson lesson => Ok(lesson.Id) && Ok(lesson.ClassId) && Ok(lesson.SubjectId) && Ok(lesson.TeacherId) && Ok(lesson.Topic) && Ok(lesson.ReplacesTeacherId) ? lesson
            : new Lesson(Fix(lesson.Id), lesson.Day, Fix(lesson.ClassId), lesson.Number, lesson.Start, lesson.End, Fix(lesson.SubjectId), Fix(lesson.TeacherId), Fix(lesson.Topic), lesson.Status, Fix(lesson.ReplacesTeacherId), lesson.TopicEntered, lesson.AttendanceTaken),
        Homework homework => Ok(homework.LessonId) && Ok(homework.Text) ? homework
            : new Homework(Fix(homework.LessonId), Fix(homework.Text), homework.DueDate, homework.Entered),
        FinalMark final => Ok(final.StudentId) && Ok(final.SubjectId) && Ok(final.TermId) && Ok(final.Value) ? final
            : new FinalMark(Fix(final.StudentId), Fix(final.SubjectId), Fix(final.TermId), Fix(final.Value), final.Entered) { Average = final.Average },
        SignIn signIn => Ok(signIn.PersonId) && Ok(signIn.Place) ? signIn : new SignIn(Fix(signIn.PersonId), signIn.Role, signIn.At) { Place = Fix(signIn.Place) },
        Term term => Ok(term.Id) && Ok(term.Name) ? term : new Term(Fix(term.Id), Fix(term.Name), term.TermKind, term.Start, term.End),
        ClassGroup group => Ok(group.Id) && Ok(group.Name) && Ok(group.HomeroomTeacherId) && Ok(group.ParentId) ? group
            : new ClassGroup(Fix(group.Id), Fix(group.Name), group.Grade, group.ClassKind, Fix(group.HomeroomTeacherId), Fix(group.ParentId)),
        Teacher teacher => Ok(teacher.Id) && Ok(teacher.FamilyName) && Ok(teacher.GivenName) && Ok(teacher.MiddleName) && Ok(teacher.Email) ? teacher
            : new Teacher(Fix(teacher.Id), Fix(teacher.FamilyName), Fix(teacher.GivenName), Fix(teacher.MiddleName), Fix(teacher.Email)),
        Student student => Ok(student.Id) && Ok(student.FamilyName) && Ok(student.GivenName) && Ok(student.MiddleName) && Ok(student.ClassId) && Ok(student.Email) && Ok(student.Phone) ? student
            : new Student(Fix(student.Id), Fix(student.FamilyName), Fix(student.GivenName), Fix(student.MiddleName), student.BirthDate, Fix(student.ClassId), student.EnrolledOn, student.LeftOn, Fix(student.Email), Fix(student.Phone)),
        Subject subject => Ok(subject.Id) && Ok(subject.Name) ? subject : new Subject(Fix(subject.Id), Fix(subject.Name)),
        _ => record,
    };

    private static bool Ok(string? text)
    {
        if (text is null)
        {
            return true;
        }

        var span = text.AsSpan();
        return span.IndexOfAny(Unfit) < 0 && (span.IndexOfAnyInRange('\uD800', '\uDFFF') < 0 || IsWellFormed(span));
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Fix(string? text)
    {
        if (Ok(text))
        {
            return text;
        }

        var repaired = new StringBuilder(text!.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Enumerating already gives the replacement for a lone surrogate.
            repaired.Append(rune.IsBmp && Unfit.Contains((char)rune.Value) ? Replacement.ToString() : rune.ToString());
        }

        return repaired.ToString();
    }
}

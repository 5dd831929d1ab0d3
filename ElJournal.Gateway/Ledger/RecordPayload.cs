using System.Globalization;
using System.Text;
using System.Text.Json;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger;

/// <summary>A record as the JSON object that is delivered: the columns of its CSV table by the same names, <c>null</c> for unknown, <c>enteredAt</c> last.</summary>
internal static partial class RecordPayload
{
    private static readonly JsonEncodedText Id = Name("id");
    private static readonly JsonEncodedText NameColumn = Name("name");
    private static readonly JsonEncodedText Kind = Name("kind");
    private static readonly JsonEncodedText Start = Name("start");
    private static readonly JsonEncodedText End = Name("end");
    private static readonly JsonEncodedText Grade = Name("grade");
    private static readonly JsonEncodedText HomeroomTeacherId = Name("homeroomTeacherId");
    private static readonly JsonEncodedText ParentId = Name("parentId");
    private static readonly JsonEncodedText FamilyName = Name("familyName");
    private static readonly JsonEncodedText GivenName = Name("givenName");
    private static readonly JsonEncodedText MiddleName = Name("middleName");
    private static readonly JsonEncodedText Email = Name("email");
    private static readonly JsonEncodedText BirthDate = Name("birthDate");
    private static readonly JsonEncodedText ClassId = Name("classId");
    private static readonly JsonEncodedText EnrolledOn = Name("enrolledOn");
    private static readonly JsonEncodedText LeftOn = Name("leftOn");
    private static readonly JsonEncodedText Phone = Name("phone");
    private static readonly JsonEncodedText Date = Name("date");
    private static readonly JsonEncodedText Number = Name("number");
    private static readonly JsonEncodedText SubjectId = Name("subjectId");
    private static readonly JsonEncodedText TeacherId = Name("teacherId");
    private static readonly JsonEncodedText Topic = Name("topic");
    private static readonly JsonEncodedText Status = Name("status");
    private static readonly JsonEncodedText ReplacesTeacherId = Name("replacesTeacherId");
    private static readonly JsonEncodedText EnteredAt = Name("enteredAt");
    private static readonly JsonEncodedText LessonId = Name("lessonId");
    private static readonly JsonEncodedText Text = Name("text");
    private static readonly JsonEncodedText DueDate = Name("dueDate");
    private static readonly JsonEncodedText StudentId = Name("studentId");
    private static readonly JsonEncodedText Value = Name("value");
    private static readonly JsonEncodedText Work = Name("work");
    private static readonly JsonEncodedText Weight = Name("weight");
    private static readonly JsonEncodedText TermId = Name("termId");
    private static readonly JsonEncodedText Average = Name("average");
    private static readonly JsonEncodedText PersonId = Name("personId");
    private static readonly JsonEncodedText Role = Name("role");
    private static readonly JsonEncodedText At = Name("at");
    private static readonly JsonEncodedText Place = Name("place");

    /// <summary>Writes the record.</summary>
    /// <returns>How many bytes say what the record says; the rest is the entry time.</returns>
    public static long Write(JournalRecord record, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        switch (record)
        {
            case Mark mark: Columns(writer, mark); break;
            case Attendance attendance: Columns(writer, attendance); break;
            case Lesson lesson: Columns(writer, lesson); break;
            case Homework homework: Columns(writer, homework); break;
            case FinalMark final: Columns(writer, final); break;
            case SignIn signIn: Columns(writer, signIn); break;
            case Term term: Columns(writer, term); break;
            case ClassGroup group: Columns(writer, group); break;
            case Teacher teacher: Columns(writer, teacher); break;
            case Student student: Columns(writer, student); break;
            case Subject subject: Columns(writer, subject); break;
            default: throw new ArgumentOutOfRangeException(nameof(record), record.Kind, "Unknown record kind.");
        }

        var content = writer.BytesCommitted + writer.BytesPending;
        if (record.Kind is RecordKind.Lesson or RecordKind.Homework or RecordKind.Mark or RecordKind.Attendance or RecordKind.FinalMark)
        {
            Instant(writer, EnteredAt, record.Entered()?.At);
        }

        writer.WriteEndObject();
        writer.Flush();
        return content;
    }

    /// <summary>The record as text.</summary>
    public static string Of(JournalRecord record)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        Write(record, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What the ledger holds, as a record.</summary>
    public static JournalRecord ToRecord(RecordRow row) => Read(row.Kind, row.Payload, ExtrasOf(row));

    /// <summary>Cyrillic stays readable, and a third of the size.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static RecordExtras ExtrasOf(RecordRow row) =>
        (row.AttendanceTaken is { } taken ? RecordExtras.TakenKnown | (taken ? RecordExtras.Taken : RecordExtras.None) : RecordExtras.None)
        | (row is { Kind: RecordKind.Attendance, Status: 1 } ? RecordExtras.Ambiguous : RecordExtras.None)
        | (row is { EnteredAt: not null, EnteredVouched: false } ? RecordExtras.Unvouched : RecordExtras.None);

    private static void Columns(Utf8JsonWriter writer, Mark mark)
    {
        writer.WriteString(Id, mark.Id);
        writer.WriteString(LessonId, mark.LessonId);
        writer.WriteString(StudentId, mark.StudentId);
        writer.WriteString(Value, mark.Value);
        writer.WriteString(Work, mark.Work);
        if (mark.Weight is { } weight)
        {
            writer.WriteNumber(Weight, weight);
        }
        else
        {
            writer.WriteNull(Weight);
        }
    }

    private static void Columns(Utf8JsonWriter writer, Attendance attendance)
    {
        writer.WriteString(LessonId, attendance.LessonId);
        writer.WriteString(StudentId, attendance.StudentId);
        writer.WriteString(Kind, Words.Of(attendance.AttendanceKind));
    }

    private static void Columns(Utf8JsonWriter writer, Lesson lesson)
    {
        writer.WriteString(Id, lesson.Id);
        Day(writer, Date, lesson.Day);
        Integer(writer, Number, lesson.Number);
        Time(writer, Start, lesson.Start);
        Time(writer, End, lesson.End);
        writer.WriteString(ClassId, lesson.ClassId);
        writer.WriteString(SubjectId, lesson.SubjectId);
        writer.WriteString(TeacherId, lesson.TeacherId);
        writer.WriteString(Topic, lesson.Topic);
        writer.WriteString(Status, Words.Of(lesson.Status));
        writer.WriteString(ReplacesTeacherId, lesson.ReplacesTeacherId);
    }

    private static void Columns(Utf8JsonWriter writer, Homework homework)
    {
        writer.WriteString(LessonId, homework.LessonId);
        writer.WriteString(Text, homework.Text);
        Day(writer, DueDate, homework.DueDate);
    }

    private static void Columns(Utf8JsonWriter writer, FinalMark final)
    {
        writer.WriteString(StudentId, final.StudentId);
        writer.WriteString(SubjectId, final.SubjectId);
        writer.WriteString(TermId, final.TermId);
        writer.WriteString(Value, final.Value);

        // Left out where the journal shows none: most do not.
        if (final.Average is { } average)
        {
            writer.WriteNumber(Average, average);
        }
    }

    private static void Columns(Utf8JsonWriter writer, SignIn signIn)
    {
        writer.WriteString(PersonId, signIn.PersonId);
        writer.WriteString(Role, Words.Of(signIn.Role));
        Instant(writer, At, signIn.At);

        // Left out where the source does not tell: most do not.
        if (signIn.Place is { } place)
        {
            writer.WriteString(Place, place);
        }
    }

    private static void Columns(Utf8JsonWriter writer, Term term)
    {
        writer.WriteString(Id, term.Id);
        writer.WriteString(NameColumn, term.Name);
        writer.WriteString(Kind, Words.Of(term.TermKind));
        Day(writer, Start, term.Start);
        Day(writer, End, term.End);
    }

    private static void Columns(Utf8JsonWriter writer, ClassGroup group)
    {
        writer.WriteString(Id, group.Id);
        writer.WriteString(NameColumn, group.Name);
        Integer(writer, Grade, group.Grade);
        writer.WriteString(Kind, Words.Of(group.ClassKind));
        writer.WriteString(HomeroomTeacherId, group.HomeroomTeacherId);
        writer.WriteString(ParentId, group.ParentId);
    }

    private static void Columns(Utf8JsonWriter writer, Teacher teacher)
    {
        writer.WriteString(Id, teacher.Id);
        writer.WriteString(FamilyName, teacher.FamilyName);
        writer.WriteString(GivenName, teacher.GivenName);
        writer.WriteString(MiddleName, teacher.MiddleName);
        writer.WriteString(Email, teacher.Email);
    }

    private static void Columns(Utf8JsonWriter writer, Student student)
    {
        writer.WriteString(Id, student.Id);
        writer.WriteString(FamilyName, student.FamilyName);
        writer.WriteString(GivenName, student.GivenName);
        writer.WriteString(MiddleName, student.MiddleName);
        Day(writer, BirthDate, student.BirthDate);
        writer.WriteString(ClassId, student.ClassId);
        Day(writer, EnrolledOn, student.EnrolledOn);
        Day(writer, LeftOn, student.LeftOn);
        writer.WriteString(Email, student.Email);
        writer.WriteString(Phone, student.Phone);
    }

    private static void Columns(Utf8JsonWriter writer, Subject subject)
    {
        writer.WriteString(Id, subject.Id);
        writer.WriteString(NameColumn, subject.Name);
    }

    private static void Integer(Utf8JsonWriter writer, JsonEncodedText name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void Day(Utf8JsonWriter writer, JsonEncodedText name, DateOnly? day) => Formatted(writer, name, day, "yyyy-MM-dd");

    private static void Time(Utf8JsonWriter writer, JsonEncodedText name, TimeOnly? time) => Formatted(writer, name, time, "HH:mm");

    private static void Instant(Utf8JsonWriter writer, JsonEncodedText name, DateTimeOffset? instant) =>
        Formatted(writer, name, instant, instant is { Millisecond: 0 } ? "yyyy-MM-ddTHH:mm:sszzz" : "yyyy-MM-ddTHH:mm:ss.fffzzz");

    private static void Formatted<T>(Utf8JsonWriter writer, JsonEncodedText name, T? value, string format)
        where T : struct, IUtf8SpanFormattable
    {
        if (value is not { } given)
        {
            writer.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[32];
        given.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    private static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name);
}

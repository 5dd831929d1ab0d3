using ElJournal.Gateway.Judging.Findings;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging;

/// <summary>Findings as programs read them. The keys are a contract.</summary>
internal static class FindingJson
{
    public static object Of(FindingView view) => new
    {
        view.Id,
        view.Rule,
        view.Part,
        view.State,
        view.Severity,
        view.Status,
        Date = view.Day,
        Class = view.ClassName,
        view.ClassId,
        Subject = view.SubjectName,
        view.LessonId,
        LessonNumber = view.LessonNumber,
        Teacher = view.TeacherName,
        view.TeacherId,
        Student = view.StudentName,
        view.StudentId,
        view.Deadline,
        view.EnteredAfter,
        view.EnteredBy,
        view.AsOf,
        view.Norm,
        view.Message,
        view.OpenedAt,
        view.ResolvedAt,
        view.ReopenedAt,
        view.WaivedBy,
        view.WaivedReason,
        view.WaivedUntil,
    };

    public static object Of(NotCheckedView view) => view.From == view.To
        ? new { Class = view.ClassName, view.ClassId, Kind = view.Kind.WireName(), Date = view.From, view.Reason }
        : new { Class = view.ClassName, view.ClassId, Kind = view.Kind.WireName(), Date = view.From, view.From, view.To, view.Reason };
}

using System.Collections.Immutable;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>The order within a run: nothing goes out ahead of what it refers to, and nothing is taken away before what refers to it.</summary>
internal static class DeliveryOrder
{
    /// <summary>Classes name their teachers and pupils their classes, hence not simply the order of the enumeration.</summary>
    private static readonly ImmutableArray<(RecordKind Kind, ClassPart Part, int Level)> Upserts =
    [
        (RecordKind.Term, ClassPart.Any, 0),
        (RecordKind.Teacher, ClassPart.Any, 0),
        (RecordKind.Subject, ClassPart.Any, 0),
        (RecordKind.Class, ClassPart.Whole, 1),
        (RecordKind.Class, ClassPart.Subgroup, 2),
        (RecordKind.Student, ClassPart.Any, 3),
        (RecordKind.Lesson, ClassPart.Any, 4),
        (RecordKind.Homework, ClassPart.Any, 5),
        (RecordKind.Mark, ClassPart.Any, 5),
        (RecordKind.Attendance, ClassPart.Any, 5),
        (RecordKind.FinalMark, ClassPart.Any, 6),
        (RecordKind.SignIn, ClassPart.Any, 7),
    ];

    /// <summary>The steps of a run over the kinds.</summary>
    public static ImmutableArray<DeliveryStep> Steps(IReadOnlySet<RecordKind> kinds)
    {
        var sent = Upserts.Where(step => kinds.Contains(step.Kind)).ToArray();
        return
        [
            .. sent.Select(step => new DeliveryStep(step.Kind, DeliveryOp.Upsert, step.Part, step.Level)),
            .. sent.Reverse().Select(step => new DeliveryStep(step.Kind, DeliveryOp.Delete, step.Part, 100 - step.Level)),
        ];
    }
}

/// <summary>One kind in one direction.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Op">Upserts, or deletes.</param>
/// <param name="Part">Which classes, where the kind is that of classes.</param>
/// <param name="Level">Records of one level do not refer to each other: their packages may be on the wire at the same time.</param>
internal sealed record DeliveryStep(RecordKind Kind, DeliveryOp Op, ClassPart Part, int Level);

internal enum ClassPart
{
    Any = 0,
    Whole = 1,
    Subgroup = 2,
}

namespace ElJournal.Rules.Journal;

/// <summary>A group with what it inherits from the class that it is part of.</summary>
/// <param name="Group">The group itself.</param>
/// <param name="Root">The class at the top; the group itself when it is part of none.</param>
/// <param name="Grade">Its grade, else the nearest one above; <see langword="null"/> when the source says none.</param>
public sealed record GroupInfo(ClassGroup Group, ClassGroup Root, int? Grade)
{
    /// <summary>The group's id.</summary>
    public string Id => Group.Id;

    /// <summary>The class's id: scopes, dirty days and letters go by it.</summary>
    public string RootId => Root.Id;

    /// <summary>What the group is.</summary>
    public ClassKind Kind => Group.ClassKind;

    /// <summary>The group's name as the school writes it.</summary>
    public string Name => Group.Name;

    /// <summary>The class teacher: the group's own, else the class's.</summary>
    public string? HomeroomTeacherId => Group.HomeroomTeacherId ?? Root.HomeroomTeacherId;
}

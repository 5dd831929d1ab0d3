using System.Globalization;
using System.IO.Enumeration;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>What the school's groups are besides classes, by their names: no public field tells an elective course from a class.</summary>
internal sealed class GroupKinds
{
    private static readonly ClassKind[] Allowed = [ClassKind.Elective, ClassKind.Extracurricular, ClassKind.ExtendedDay, ClassKind.Additional, ClassKind.HomeSchooling];

    private readonly IReadOnlyList<(string Name, ClassKind Kind)> kinds;

    private GroupKinds(IReadOnlyList<(string Name, ClassKind Kind)> kinds) => this.kinds = kinds;

    /// <summary>Nothing is said.</summary>
    public static GroupKinds None { get; } = new([]);

    /// <summary>Reads <c>name=kind, name=kind</c>.</summary>
    /// <exception cref="AdapterException">A part of it makes no sense.</exception>
    public static GroupKinds Read(string? text) => new([.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Pair)]);

    /// <summary>What the group is; <see langword="null"/> when nothing is said of its name. The first that fits counts.</summary>
    public ClassKind? Of(string? name)
    {
        foreach (var (pattern, kind) in kinds)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name?.Trim() ?? ""))
            {
                return kind;
            }
        }

        return null;
    }

    private static (string, ClassKind) Pair(string part) =>
        part.Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var word] && Enum.TryParse<ClassKind>(word, ignoreCase: true, out var kind) && Allowed.Contains(kind)
            ? (name, kind)
            : throw new AdapterException(AdapterFailure.Permanent, $"Setting 'GroupKinds': '{part}' is not understood. Write pairs with commas, such as '*факультатив*=elective'; the kinds are elective, extracurricular, extendedDay, additional, homeSchooling.", string.Format(CultureInfo.GetCultureInfo("ru"), Texts.GroupKindsWrong, part));
}

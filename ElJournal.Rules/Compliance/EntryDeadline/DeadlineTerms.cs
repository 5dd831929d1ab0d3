using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>Tells apart the settings by which deadlines are worked out; the same in every process.</summary>
internal static class DeadlineTerms
{
    public static long Of(EntryDeadlineSettings settings)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{settings.Deadline:O} {settings.AfterLesson:c} {settings.HomeworkAfterLastLesson:c} {settings.LatestSameDay:O} {settings.NextDayAt:O} {settings.OutageAtLeast:c}");
        foreach (var entry in settings.Deadlines)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{entry.Part} {entry.Kind} {entry.Shift} {entry.At:O} {entry.SchoolDaysLater}");
        }

        return BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

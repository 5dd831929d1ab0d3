using System.Globalization;
using System.Text.Json;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>The conventions of Дневник.ру on top of a JSON writer: ids with string twins, local times with fractions of any length, lists that may be null.</summary>
internal sealed class DnevnikJson(Utf8JsonWriter writer, DnevnikSettings settings)
{
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    public Utf8JsonWriter Writer => writer;

    public DnevnikSettings Settings => settings;

    /// <summary>An id and its twin (<c>id</c>, <c>id_str</c>).</summary>
    public void Id(string name, long? value) => Id(name, name + "_str", value);

    public void Id(string name, string twin, long? value)
    {
        BareId(name, value);
        if (settings.Twins == IdTwins.Null || (settings.Twins == IdTwins.Present && value is null))
        {
            writer.WriteNull(twin);
        }
        else if (settings.Twins == IdTwins.Present)
        {
            writer.WriteString(twin, Text(value!.Value));
        }
    }

    /// <summary>An id where the contract knows no twin.</summary>
    public void BareId(string name, long? value)
    {
        if (value is null)
        {
            writer.WriteNull(name);
        }
        else if (settings.NumbersAsText)
        {
            writer.WriteString(name, Text(value.Value));
        }
        else
        {
            writer.WriteNumber(name, value.Value);
        }
    }

    public void Ids(string name, IReadOnlyCollection<long> values, bool twin = true)
    {
        if (values.Count == 0 && settings.NullsForEmptyLists)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteStartArray(name);
            foreach (var value in values)
            {
                writer.WriteNumberValue(value);
            }

            writer.WriteEndArray();
        }

        if (twin && settings.Twins == IdTwins.Present)
        {
            writer.WriteStartArray(name + "_str");
            foreach (var value in values)
            {
                writer.WriteStringValue(Text(value));
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>A list of objects, or null when there are none and the system is in that mood.</summary>
    public void List<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        var any = false;
        foreach (var item in items)
        {
            if (!any)
            {
                writer.WriteStartArray(name);
                any = true;
            }

            write(item);
        }

        if (any)
        {
            writer.WriteEndArray();
        }
        else if (settings.NullsForEmptyLists)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteStartArray(name);
            writer.WriteEndArray();
        }
    }

    public void Day(string name, DateOnly? day)
    {
        if (day is { } value)
        {
            writer.WriteString(name, value.ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>
    /// A moment as local time without zone, with a fraction of no to seven digits. The generated school knows whole seconds; the fraction lies in the second before, so that nobody becomes late by it.
    /// </summary>
    public void Moment(string name, DateTimeOffset? at, int salt)
    {
        if (at is not { } moment)
        {
            writer.WriteNull(name);
            return;
        }

        var local = moment.ToOffset(Moscow).DateTime;
        var digits = salt & 7;
        if (digits > 0)
        {
            const string Fraction = "7315948";
            writer.WriteString(name, string.Concat(local.AddSeconds(-1).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), ".", Fraction.AsSpan(0, digits)));
        }
        else
        {
            writer.WriteString(name, local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        }
    }

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

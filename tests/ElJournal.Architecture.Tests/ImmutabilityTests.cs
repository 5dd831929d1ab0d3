using System.Reflection;
using System.Runtime.CompilerServices;
using ElJournal.Adapters;
using ElJournal.Rules.Journal;

namespace ElJournal.Architecture.Tests;

/// <summary>Records cross threads, rules and plug-ins; nobody may change one under another's hands.</summary>
[TestClass]
public sealed class ImmutabilityTests
{
    [TestMethod]
    [DataRow(typeof(JournalRecord))]
    [DataRow(typeof(IAdapterFactory))]
    public void Every_public_record_is_immutable(Type anyOfTheAssembly)
    {
        var records = anyOfTheAssembly.Assembly.GetExportedTypes().Where(IsRecord).ToList();

        Assert.IsGreaterThan(3, records.Count, "the test must not pass because it finds no records");
        Assert.AreEqual("", string.Join("\n", records.SelectMany(Offences)));
    }

    [TestMethod]
    public void The_test_finds_a_setter_and_a_list()
    {
        CollectionAssert.AreEqual(
            new[] { "Offender.Setter can be set", "Offender.List can be changed from outside", "Offender.Field is a public field" },
            Offences(typeof(Offender)).ToArray());
    }

    private static bool IsRecord(Type type) => type.IsValueType
        ? type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null
        : type.GetMethod("<Clone>$") is not null;

    private static IEnumerable<string> Offences(Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            {
                yield return $"{type.Name}.{property.Name} can be set";
            }

            if (property.PropertyType.IsArray || (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() is var generic && (generic == typeof(List<>) || generic == typeof(Dictionary<,>) || generic == typeof(HashSet<>) || generic == typeof(IList<>) || generic == typeof(IDictionary<,>))))
            {
                yield return $"{type.Name}.{property.Name} can be changed from outside";
            }
        }

        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            yield return $"{type.Name}.{field.Name} is a public field";
        }
    }

#pragma warning disable CA1051, CA1002, CS0649, MA0016
    private sealed record Offender(int Fine)
    {
        public int Setter { get; set; }

        public List<int> List { get; init; } = [];

        public int Field;
    }
}

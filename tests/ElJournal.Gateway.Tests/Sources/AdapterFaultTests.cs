using ElJournal.Adapters.Conformance;
using ElJournal.Adapters.Dnevnik.Tests.Conformance;
using ElJournal.Adapters.ElZhur.Tests.Conformance;
using ElJournal.Adapters.Files.Tests.Conformance;
using ElJournal.Adapters.Paragraf.Tests.Conformance;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;

namespace ElJournal.Gateway.Tests.Sources;

/// <summary>
/// The conformance suite proves what the adapters make of faults and disturbed data; this, on the same worlds, what the gateway makes of it: through every shipped adapter, with the
/// real ledger and all rules, nobody is accused of anything of which he is not accused when nothing goes wrong.
/// </summary>
[TestClass]
public sealed class AdapterFaultTests
{
    /// <summary>One class each of grades 5 and 7.</summary>
    private static readonly SchoolScale Scale = new() { Pupils = 12, Classes = 2, Weeks = 2, Planned = false };

    /// <summary>What was never seen before it vanished cannot be told from what was never entered, so these begin after everything was seen once.</summary>
    private static readonly Disturbance[] OnceSeen = [Disturbance.EmptySuccess, Disturbance.MassDisappearance, Disturbance.VanishedRecords];

    /// <summary>What is wrong with the records and not with the way to them lasts until the next noon; in a folder the same files would only be read again.</summary>
    private static readonly Disturbance[] Lasting = [.. OnceSeen, Disturbance.TwoPupilsWithOneId, Disturbance.DuplicateLessons, Disturbance.RenumberedLessons, Disturbance.ShiftedMarkNumbers, Disturbance.RegeneratedIds];

    private static int made;

    private static readonly DateTimeOffset Evening = At(7, 17, 5);
    private static readonly DateTimeOffset Later = At(7, 18, 0);
    private static readonly DateTimeOffset NextNoon = At(8, 12, 30);
    private static readonly DateTimeOffset NextEvening = At(8, 17, 5);

    [TestMethod]
    [DataRow("dnevnik")]
    [DataRow("elzhur")]
    [DataRow("files")]
    [DataRow("paragraf")]
    [DataRow("paragraf, SQLite")]
    [DataRow("paragraf, PostgreSQL")]
    public async Task Whatever_is_wrong_with_a_source_for_an_evening_and_a_morning_nobody_is_accused_of_it(string adapter)
    {
        await using var world = await StartAsync(adapter);
        await using var before = await FollowedSchool.InstallAsync(world);
        await before.FollowAsync(At(1, 7, 30));
        await before.FollowAsync(At(7, 16, 30));
        await using var sound = before.Fork();
        var inTheEvening = await sound.FollowAsync(Evening);
        await using var seen = sound.Fork();
        var later = await sound.FollowAsync(Later);
        var atNoon = await sound.FollowAsync(NextNoon);
        var afterwards = await sound.FollowAsync(NextEvening);

        var accusations = new List<string>();
        foreach (var disturbance in Enum.GetValues<Disturbance>().Where(one => one != Disturbance.HungAnswer && CanSuffer(adapter, one)))
        {
            var isOnceSeen = OnceSeen.Contains(disturbance);
            await using var disturbed = (isOnceSeen ? seen : before).Fork();
            Compare(await disturbed.FollowAsync(isOnceSeen ? Later : Evening, disturbance), isOnceSeen ? later : inTheEvening, "while it lasts");
            if (IsReadEveryTime(adapter) && Lasting.Contains(disturbance))
            {
                Compare(await disturbed.FollowAsync(NextNoon, disturbance), atNoon, "the next noon");
            }

            Compare(await disturbed.FollowAsync(NextEvening), afterwards, "when it is over");

            void Compare(IReadOnlyDictionary<string, string> found, IReadOnlyDictionary<string, string> expected, string when) =>
                accusations.AddRange(found.Where(finding => !expected.ContainsKey(finding.Key)).Select(finding => $"{disturbance}, {when}: {finding.Value}"));
        }

        Assert.IsEmpty(accusations, string.Join('\n', accusations));
    }

    [TestMethod]
    [DataRow("dnevnik")]
    [DataRow("elzhur")]
    [DataRow("files")]
    [DataRow("paragraf")]
    [DataRow("paragraf, SQLite")]
    [DataRow("paragraf, PostgreSQL")]
    public async Task What_is_really_not_entered_is_found_so_the_test_above_can_fail(string adapter)
    {
        await using var world = await StartAsync(adapter);
        await using var school = await FollowedSchool.InstallAsync(world);
        await school.FollowAsync(At(1, 7, 30));
        await school.FollowAsync(At(7, 7, 30));
        await using var sound = school.Fork();
        var expected = await sound.FollowAsync(Evening);

        var found = await school.FollowAsync(Evening, shown: At(7, 7, 30));

        Assert.IsNotEmpty(found.Keys.Except(expected.Keys));
    }

    private static async Task<SourceWorld> StartAsync(string adapter) => adapter switch
    {
        "dnevnik" => new DnevnikWorld(await SimulatorServer.StartAsync(new() { Scale = Scale }), Scale),
        "elzhur" => new ElZhurWorld(await SimulatorServer.StartAsync(new() { Scale = Scale }), Scale),
        "files" => await FolderWorld.CreateAsync(Scale),
        "paragraf, SQLite" => new SqliteWorld(Scale, Microsoft.Data.Sqlite.SqliteFactory.Instance),
        "paragraf, PostgreSQL" => new PostgresWorld(Scale, Npgsql.NpgsqlFactory.Instance, TestStorage.ConnectionString($"paragraf{Interlocked.Increment(ref made)}", empty: true)),
        _ => new ExportWorld(Scale),
    };

    /// <summary>A folder sets no limits and has no connection; of a query the rows come whole or its connection ends, which a file has not.</summary>
    private static bool CanSuffer(string adapter, Disturbance disturbance) => adapter switch
    {
        "files" or "paragraf" => disturbance is not (Disturbance.Throttled or Disturbance.ResetInMidBody),
        "paragraf, SQLite" => disturbance is not (Disturbance.Throttled or Disturbance.ResetInMidBody or Disturbance.TruncatedAnswer or Disturbance.WebPage or Disturbance.ClockChange),
        "paragraf, PostgreSQL" => disturbance is not (Disturbance.Throttled or Disturbance.WebPage or Disturbance.ClockChange),
        _ => true,
    };

    private static bool IsReadEveryTime(string adapter) => adapter is not ("files" or "paragraf");

    private static DateTimeOffset At(int day, int hour, int minute) => new(2026, 9, day, hour, minute, 0, TimeSpan.FromHours(3));
}

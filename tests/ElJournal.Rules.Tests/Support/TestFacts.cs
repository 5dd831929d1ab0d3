using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Tests.Support;

internal sealed class TestFacts : ISchoolFacts
{
    public List<LastSignIn> SignIns { get; } = [];

    public List<LessonsGiven> Given { get; } = [];

    public List<PlacedSignIn>? Placed { get; set; }

    public List<MonthlyReview>? Reviews { get; set; }

    public BackupState? Copies { get; set; }

    public IReadOnlyList<LastSignIn> LastSignIns() => SignIns;

    public IReadOnlyList<LessonsGiven> Teaching(DayRange days) => Given;

    public IReadOnlyList<PlacedSignIn>? PlacedSignIns(DayRange days) => Placed;

    public IReadOnlyList<MonthlyReview>? MonthlyReviews() => Reviews;

    public BackupState? Backups() => Copies;
}

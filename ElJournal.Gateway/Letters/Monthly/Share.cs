using System.Globalization;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Indicators;

namespace ElJournal.Gateway.Letters.Monthly;

/// <summary>Writes shares so that nobody can read more into them than they hold: with their denominator, and without a percent sign where there are few.</summary>
internal static class Share
{
    /// <summary>Below this many lessons a percentage says nothing.</summary>
    public const int Few = 10;

    /// <summary><c>98,6 % (1 877 из 1 904)</c>, or <c>7 из 8</c>, or a dash when there was nothing to count.</summary>
    public static string Of(int part, int whole) => whole switch
    {
        0 => "–",
        < Few => Phrase.Of(Texts.ShareFew, Plural.Number(part), Plural.Number(whole)),
        _ => Phrase.Of(Texts.Share, Percent(part, whole), Plural.Number(part), Plural.Number(whole)),
    };

    /// <summary>The share entered by the deadline; what is unproved is named and never counted as in time.</summary>
    public static string InTime(PartShare share) =>
        share.Unproved == 0 ? Of(share.InTime, share.Asked) : Phrase.Of(Texts.ShareUnproved, Of(share.InTime, share.Asked), Plural.Number(share.Unproved));

    /// <summary><c>4,1</c>, or a dash when there are no pupils to divide by.</summary>
    public static string Mean(int sum, int count) => count == 0 ? "–" : Tenths(Math.Round((decimal)sum / count, 1, MidpointRounding.AwayFromZero));

    /// <summary><c>+1</c>, or a dash when nothing changed.</summary>
    public static string Change(int difference) => Signed(difference, string.Empty);

    /// <summary><c>+0,3</c> of a mean.</summary>
    public static string Change(int sum, int count, int sumBefore, int countBefore) => count == 0 || countBefore == 0
        ? "–"
        : Signed(Math.Round((decimal)sum / count, 1, MidpointRounding.AwayFromZero) - Math.Round((decimal)sumBefore / countBefore, 1, MidpointRounding.AwayFromZero), string.Empty);

    /// <summary><c>+1,5 п.п.</c>; a dash where there are too few on either side to speak of percents.</summary>
    public static string ChangeOfShare((int Part, int Whole) now, (int Part, int Whole) before) => now.Whole < Few || before.Whole < Few
        ? "–"
        : Signed(Math.Round(100m * now.Part / now.Whole, 1, MidpointRounding.AwayFromZero) - Math.Round(100m * before.Part / before.Whole, 1, MidpointRounding.AwayFromZero), Texts.PercentPoints);

    private static string Signed(decimal difference, string unit) => difference == 0 ? "–" : $"{(difference > 0 ? "+" : "−")}{Tenths(Math.Abs(difference))}{unit}";

    /// <summary>Rounded towards the middle, so that «100 %» is said of all only and «0 %» of none only.</summary>
    private static string Percent(int part, int whole)
    {
        var share = Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);
        return Tenths(part < whole ? Math.Min(share, 99.9m) : share, part > 0);
    }

    private static string Tenths(decimal value, bool some = false) =>
        (some ? Math.Max(value, 0.1m) : value).ToString("0.#", CultureInfo.InvariantCulture).Replace('.', ',');
}

using System.Globalization;
using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Web;

/// <summary>Addresses of pages.</summary>
internal static class Address
{
    public const string SignIn = "/sign-in";

    public static string Of(SchoolRuntime school) => $"/s/{Uri.EscapeDataString(school.Id)}";

    public static string Findings(SchoolRuntime school) => $"{Of(school)}/findings";

    public static string Finding(SchoolRuntime school, string id) => $"{Findings(school)}/{Uri.EscapeDataString(id)}";

    public static string Waiting(SchoolRuntime school) => $"{Of(school)}/waiting";

    public static string Calendar(SchoolRuntime school) => $"{Of(school)}/calendar";

    public static string Calendar(SchoolRuntime school, DateOnly month, string name) => $"{Calendar(school)}?month={Month(month)}&class={Uri.EscapeDataString(name)}";

    public static string Delivery(SchoolRuntime school) => $"{Of(school)}/delivery";

    public static string Delivery(SchoolRuntime school, DateOnly month) => $"{Delivery(school)}?month={Month(month)}";

    public static string Decisions(SchoolRuntime school) => $"{Of(school)}/decisions";

    public static string Act(SchoolRuntime school, string act) => $"{Of(school)}/act/{act}";

    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Text;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People.Erasing;

/// <summary>Takes a person out of the packages that were kept as the record of what was sent: which records went and what the portal answered stays, what they said of the person does not.</summary>
internal static class PackageErasure
{
    /// <summary>Erases in all packages of the school; those under way are given up first, since what they say may not go out any more.</summary>
    /// <returns>How many packages were changed.</returns>
    public static async Task<int> RunAsync(LedgerTransaction transaction, string school, Person person, IReadOnlySet<string> marks, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        var changed = 0;
        var nothing = Array.Empty<byte>();
        foreach (var route in await context.Set<RouteRow>().Where(route => route.School == school).Select(route => route.Id).ToListAsync(cancellationToken))
        {
            PackageStore.Thaw(transaction, route);
            foreach (var number in await context.Set<PackageRow>().Where(package => package.Route == route && package.Body != nothing).Select(package => package.Number).ToListAsync(cancellationToken))
            {
                var found = await context.Set<PackageRow>().AsNoTracking().Where(package => package.Number == number).Select(package => new { package.Body, package.Status, package.LastError }).SingleAsync(cancellationToken);
                if (Without(PackageBody.Unpack(found.Body), person, marks) is not { } body)
                {
                    continue;
                }

                changed++;
                if (found.Status == PackageStatus.Sent)
                {
                    PackageStore.Withdraw(transaction, route, number);
                }

                var packed = PackageBody.Pack(body);
                await context.Set<PackageRow>().Where(package => package.Number == number).ExecuteUpdateAsync(
                    update => update.SetProperty(package => package.Body, packed).SetProperty(package => package.LastError, (string?)null), cancellationToken);
            }
        }

        return changed;
    }

    /// <returns>The body without the person; <see langword="null"/> when it holds nothing of them.</returns>
    private static byte[]? Without(byte[] body, Person person, IReadOnlySet<string> marks)
    {
        var ids = person.Identities.Select(identity => identity.Id).ToHashSet(StringComparer.Ordinal);
        var package = JsonNode.Parse(body)!.AsObject();
        var changed = false;
        foreach (var record in package["records"]!.AsArray().Select(record => record!.AsObject()).Where(record => IsOf(record, person.Role, ids, marks)))
        {
            changed = true;
            record["key"] = Texts.ErasedKey;
            record.Remove("data");
            record["erased"] = true;
        }

        return changed ? Encoding.UTF8.GetBytes(package.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) : null;
    }

    private static bool IsOf(JsonObject record, PersonRole role, HashSet<string> ids, IReadOnlySet<string> marks)
    {
        if (record["erased"] is not null || !RecordKinds.TryParse(record["kind"]!.GetValue<string>(), out var kind))
        {
            return false;
        }

        var key = WireKeys.WithoutYear(record["key"]!.GetValue<string>());
        var parts = key.Split('/').Select(Uri.UnescapeDataString).ToList();
        return (kind, role) switch
        {
            (RecordKind.Teacher, PersonRole.Teacher) or (RecordKind.Student, PersonRole.Student) => ids.Contains(key),
            (RecordKind.SignIn, _) => ids.Contains(parts[0]) && (parts.Count < 2 || (parts[1] == nameof(PersonRole.Teacher)) == (role == PersonRole.Teacher)),
            (RecordKind.Attendance, PersonRole.Student) => ids.Contains(parts[^1]),
            (RecordKind.FinalMark, PersonRole.Student) => ids.Contains(parts[0]),
            (RecordKind.Mark, PersonRole.Student) => record["data"]?["studentId"] is { } pupil ? ids.Contains(WireKeys.WithoutYear(pupil.GetValue<string>())) : marks.Contains(key),
            _ => false,
        };
    }
}

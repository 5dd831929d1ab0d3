using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Staff;

/// <summary>Where teachers' letters go: what the configuration says of a class teacher, else the school's list of addresses, else the journal.</summary>
internal sealed class StaffAddresses
{
    private static readonly JsonSerializerOptions Form = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly StaffOptions staff;
    private readonly Dictionary<string, string> listed;
    private readonly MailOptions mail;

    private StaffAddresses(StaffOptions staff, MailOptions mail, Dictionary<string, string> listed)
    {
        this.staff = staff;
        this.mail = mail;
        this.listed = listed;
    }

    /// <exception cref="GatewayException">The list cannot be read.</exception>
    public static async Task<StaffAddresses> ReadAsync(SchoolRuntime school, GatewayConfiguration configuration, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (school.Options.Staff.AddressFile is { Length: > 0 } named)
        {
            var file = configuration.Resolve(named);
            try
            {
                await using var stream = File.OpenRead(file);
                var entries = await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(stream, Form, cancellationToken);
                foreach (var (who, address) in entries ?? [])
                {
                    found[Folded(who)] = Addresses.IsOne(address) ? address.Trim() : throw new GatewayException(Phrase.Of(Texts.AddressBad, file, who, address));
                }
            }
            catch (JsonException failure)
            {
                throw new GatewayException(Phrase.Of(Texts.AddressFileBad, file, (failure.LineNumber ?? 0) + 1));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new GatewayException(Phrase.Of(Texts.AddressFileMissing, file));
            }
        }

        return new StaffAddresses(school.Options.Staff, configuration.Options.Mail, found);
    }

    /// <summary>The teacher, or <see langword="null"/> where no allowed address is known.</summary>
    public Recipient? Of(Teacher teacher)
    {
        var name = string.Join(' ', new[] { teacher.FamilyName, teacher.GivenName, teacher.MiddleName }.OfType<string>());
        var address = listed.GetValueOrDefault(Folded(teacher.Id)) ?? listed.GetValueOrDefault(Folded(name)) ?? teacher.Email;
        return Allowed(name, address);
    }

    /// <summary>The class teacher.</summary>
    /// <param name="group">The class.</param>
    /// <param name="roster">Knows the teacher whom the journal names.</param>
    public Recipient? OfClass(GroupInfo group, Roster roster)
    {
        var named = staff.ClassTeachers.Where(pair => ClassName.Same(pair.Key, group.Name)).Select(pair => pair.Value).FirstOrDefault(person => person.Email.Length > 0);
        return named is not null ? Allowed(named.Name, named.Email) : roster.Teacher(group.HomeroomTeacherId) is { } teacher ? Of(teacher) : null;
    }

    private Recipient? Allowed(string name, string? address) =>
        address is { Length: > 0 } && Addresses.IsOne(address) && Addresses.IsAllowed(address, mail) ? new Recipient(name, address.Trim()) : null;

    private static string Folded(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Replace('ё', 'е').Replace('Ё', 'Е');
}

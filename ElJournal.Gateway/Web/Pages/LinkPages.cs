using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reviews;
using ElJournal.Gateway.Web.Documents;
using ElJournal.Rules.Journal;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Gateway.Web.Pages;

/// <summary>The pages behind letters' links: opening one changes nothing.</summary>
internal sealed class LinkPages(LetterLinks links, FindingQueries findings, ReviewStore reviews, Acts acts, AuditLog audit)
{
    /// <summary>How far back teachers are named whom something is held against.</summary>
    private const int DaysBack = 14;

    public async Task<PageDocument> ShowAsync(string purpose, string text, SchoolDirectory schools, CancellationToken cancellationToken)
    {
        var ticket = links.Open(purpose, text);
        var school = schools.Get(ticket.School);
        return purpose switch
        {
            LetterLinks.Review => await ReviewAsync(school, ticket, text, cancellationToken),
            _ => await ExcuseAsync(school, ticket, text, cancellationToken),
        };
    }

    public async Task<PageDocument> FollowAsync(string purpose, string text, SchoolDirectory schools, IFormCollection form, CancellationToken cancellationToken)
    {
        var ticket = links.Open(purpose, text);
        var school = schools.Get(ticket.School);
        var by = Phrase.Of(WebTexts.ByLetter, ticket.Who);
        var values = form.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        if (purpose == LetterLinks.Review)
        {
            // What the link is about, whatever the form says.
            values["month"] = Address.Month(ticket.Day);
            if (await SignedAsync(school, ticket, cancellationToken) is null)
            {
                await acts.DoAsync(Acts.Acknowledge, school, by, new FormCollection(values), cancellationToken);
            }
        }
        else
        {
            var teacher = form["teacher"].ToString();
            if (!(await TeachersAsync(school, ticket.Day, cancellationToken)).Any(known => known.Name == teacher))
            {
                throw new UsageException(WebTexts.FormIncomplete);
            }

            await acts.DoAsync(Acts.ExcuseAdd, school, by, new FormCollection(values), cancellationToken);
        }

        return new PageDocument(purpose == LetterLinks.Review ? WebTexts.LinkReview : WebTexts.ActExcuse, [new NoticeBlock(PageTone.Good, WebTexts.Done)]) { Lead = school.Options.Name };
    }

    private async Task<PageDocument> ReviewAsync(SchoolRuntime school, LinkTicket ticket, string text, CancellationToken cancellationToken)
    {
        var signed = await SignedAsync(school, ticket, cancellationToken);
        return new PageDocument(Phrase.Of(WebTexts.LinkReviewOf, RussianDates.Month(ticket.Day)), [
            signed is null
                ? new FormBlock(null, Place(ticket, text), [new FormField("note", WebTexts.FieldNote) { Optional = true }], WebTexts.ActAcknowledge) { Open = true }
                : new NoticeBlock(PageTone.Good, Phrase.Of(WebTexts.AlreadyAcknowledged, signed.By, RussianDates.MomentWithYear(signed.At))),
        ])
        { Lead = Phrase.Of(WebTexts.LinkFor, school.Options.Name, ticket.Who) };
    }

    private async Task<PageDocument> ExcuseAsync(SchoolRuntime school, LinkTicket ticket, string text, CancellationToken cancellationToken)
    {
        await audit.NoteAsync(school.Id, Phrase.Of(WebTexts.ByLetter, ticket.Who), AuditLog.Look, "link /excuse", cancellationToken);
        var teachers = await TeachersAsync(school, ticket.Day, cancellationToken);
        return new PageDocument(WebTexts.ActExcuse, [
            teachers.Count == 0
                ? new TextBlock(null, [WebTexts.NobodyToExcuse])
                : new FormBlock(null, Place(ticket, text), DecisionPages.ExcuseFields(teachers, ticket.Day), WebTexts.ActExcuse) { Open = true },
        ])
        { Lead = Phrase.Of(WebTexts.LinkFor, school.Options.Name, ticket.Who) };
    }

    private async Task<ReviewAcknowledgement?> SignedAsync(SchoolRuntime school, LinkTicket ticket, CancellationToken cancellationToken) =>
        (await reviews.ListAsync(school, cancellationToken)).FirstOrDefault(review => review.Month == ticket.Day)?.Acknowledged is [var first, ..] ? first : null;

    /// <summary>Only those whom the letters name: the link is no directory of the school's staff.</summary>
    private async Task<IReadOnlyList<NamedValue>> TeachersAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken)
    {
        var filter = new FindingFilter { Statuses = [FindingStatus.Open, FindingStatus.Recorded], Days = new DayRange(day.AddDays(-DaysBack), day) };
        return
        [
            .. (await findings.ListAsync(school, filter, cancellationToken)).Where(finding => finding.TeacherId is not null)
                .Select(finding => new NamedValue(finding.TeacherId!, finding.TeacherName ?? finding.TeacherId!)).Distinct().OrderBy(teacher => teacher.Value, StringComparer.Ordinal),
        ];
    }

    private static string Place(LinkTicket ticket, string text) => $"/l/{ticket.Purpose}/{text}";
}

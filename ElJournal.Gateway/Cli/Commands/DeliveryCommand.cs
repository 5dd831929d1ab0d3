using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;
using Spectre.Console;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>delivery list|show|retry|replay|fields</c>: what went out, and setting it going again.</summary>
internal static class DeliveryCommand
{
    private const int ListedPackages = 20;
    private const int ListedDifferences = 100;

    public static Command Create(CliRuntime runtime)
    {
        var route = new Option<string?>("--route") { Description = CliTexts.DeliveryRoute, HelpName = CliTexts.ValueRoute };
        var id = new Argument<string>("package") { Description = CliTexts.DeliveryPackage, HelpName = CliTexts.ValuePackage };
        var some = new Argument<string?>("package") { Description = CliTexts.DeliveryOnlyPackage, HelpName = CliTexts.ValuePackage, Arity = ArgumentArity.ZeroOrOne };
        var list = new Command("list", CliTexts.DeliveryList) { runtime.Options.School, route };
        list.SetAction(runtime.Action((session, cancellationToken) => ListAsync(session, session.Value(route), cancellationToken)));
        var show = new Command("show", CliTexts.DeliveryShow) { id, runtime.Options.School };
        show.SetAction(runtime.Action((session, cancellationToken) => ShowAsync(session, session.Value(id)!, cancellationToken)));
        var retry = new Command("retry", CliTexts.DeliveryRetry) { some, runtime.Options.School, route };
        retry.SetAction(runtime.Action((session, cancellationToken) => RetryAsync(session, session.Value(some), session.Value(route), cancellationToken)));
        var from = CliOptions.Day("--from", CliTexts.DeliveryReplayFrom, required: true);
        var replay = new Command("replay", CliTexts.DeliveryReplay) { runtime.Options.School, route, from };
        replay.SetAction(runtime.Action((session, cancellationToken) => ReplayAsync(session, session.Value(from)!.Value, session.Value(route), cancellationToken)));
        var fields = new Command("fields", CliTexts.DeliveryFields) { runtime.Options.School, route };
        fields.SetAction(runtime.Action((session, cancellationToken) => FieldsAsync(session, session.Value(route), cancellationToken)));
        return new Command("delivery", CliTexts.Delivery) { list, show, retry, replay, fields };
    }

    private static async Task<int> ListAsync(CommandSession session, string? route, CancellationToken cancellationToken)
    {
        var school = session.School();
        var options = school.Routes(route);
        await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
        await session.LookAsync(school, "delivery", cancellationToken);
        var queries = session.Get<DeliveryQueries>();
        var routes = new List<RouteView>();
        foreach (var one in options)
        {
            routes.Add(await queries.RouteAsync(school, one, ListedDifferences, cancellationToken));
        }

        var packages = await queries.PackagesAsync(school, route is null ? null : options[0].Name, ListedPackages, cancellationToken);
        if (session.Json)
        {
            session.WriteJson(new { school = school.Id, routes, packages });
            return ExitCodes.Done;
        }

        foreach (var (view, one) in routes.Zip(options))
        {
            PrintMoved(session, school, view, one);
            Print(session, view);
        }

        var table = new Table().Title(Texts.PackagesTitle).AddColumns(Texts.Package, Texts.State, Texts.Records, Texts.Accepted, Texts.Rejected, Texts.Created, Texts.Receipt);
        foreach (var package in packages)
        {
            table.AddRow(
                Markup.Escape(package.Id), Wording.Status(package.Status), Number(package.Records), Number(package.Accepted), Number(package.Rejected),
                package.CreatedAt.ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture), Markup.Escape(package.Receipt ?? package.Error ?? ""));
        }

        session.Out.Write(table);
        return ExitCodes.Done;
    }

    private static void PrintMoved(CommandSession session, SchoolRuntime school, RouteView view, RouteOptions options)
    {
        var destination = Destination.Of(options, session.Get<AdapterFactory>().PortalSettings(options));
        if (Wording.Moved(school.Id, view.Route, view.Moved, destination, school.DayOf(session.Get<TimeProvider>().GetUtcNow())) is { } moved)
        {
            session.WriteLine(Phrase.Of(Texts.ExportFailed, view.Route, Wording.Of(moved)));
            session.WriteLine(moved.Instruction!);
        }
    }

    private static void Print(CommandSession session, RouteView view)
    {
        if (view.Stopped is { } stopped)
        {
            session.WriteLine(Phrase.Of(Texts.StoppedLine, stopped));
        }

        var counts = new Table().Title(Markup.Escape(Phrase.Of(Texts.CountsTitle, view.Route)))
            .AddColumns(Texts.Kind, Texts.InJournal, Texts.Sent, Texts.Accepted);
        foreach (var count in view.Counts)
        {
            counts.AddRow(KindNames.Of(count.Kind), Number(count.Journal), Number(count.Sent), Number(count.Accepted));
        }

        session.Out.Write(counts);
        if (view.Differing == 0)
        {
            session.WriteLine(Texts.CountsAgree);
            return;
        }

        session.WriteLine(Phrase.Of(Texts.DifferencesTitle, view.Differing, view.Differences.Count));
        var differences = new Table().AddColumns(Texts.Kind, Texts.Key, Texts.Why);
        foreach (var difference in view.Differences)
        {
            differences.AddRow(KindNames.Of(difference.Kind), Markup.Escape(difference.Key), Markup.Escape(Wording.Why(difference.Reason, difference.Detail)));
        }

        session.Out.Write(differences);
    }

    private static async Task<int> ShowAsync(CommandSession session, string id, CancellationToken cancellationToken)
    {
        var school = session.School();
        await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
        var (package, body) = await session.Get<DeliveryQueries>().PackageAsync(school, id, cancellationToken) ?? throw NoPackage(school, id);
        await session.LookAsync(school, $"package {id}", cancellationToken);
        if (session.Json)
        {
            using var content = body.Length == 0 ? null : JsonDocument.Parse(body);
            session.WriteJson(new { school = school.Id, package, body = content?.RootElement });
            return ExitCodes.Done;
        }

        session.WriteLine($"{Texts.Package} {package.Id}, {package.Route}: {Wording.Status(package.Status)}. {Texts.Records} {package.Records}, {Texts.Accepted} {package.Accepted}, {Texts.Rejected} {package.Rejected}.");
        session.WriteLine($"{Texts.Created} {package.CreatedAt:dd.MM.yyyy HH:mm:ss}. {Texts.Receipt} {package.Receipt ?? "-"} {package.ReceiptAt:dd.MM.yyyy HH:mm:ss} {package.Error}".TrimEnd());
        session.WriteLine(Encoding.UTF8.GetString(body));
        return ExitCodes.Done;
    }

    private static async Task<int> RetryAsync(CommandSession session, string? package, string? route, CancellationToken cancellationToken)
    {
        var school = session.School();
        var options = school.Routes(route);
        await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
        if (package is not null)
        {
            var (known, _) = await session.Get<DeliveryQueries>().PackageAsync(school, package, cancellationToken) ?? throw NoPackage(school, package);
            options = school.Routes(known.Route);
        }

        await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "delivery retry", cancellationToken);
        var results = new List<RetryResult>();
        foreach (var one in options)
        {
            results.Add(await session.Get<DeliveryRetry>().RunAsync(lease, one.Name, package, cancellationToken));
        }

        if (session.Json)
        {
            session.WriteJson(new { school = school.Id, routes = results });
            return ExitCodes.Done;
        }

        foreach (var result in results)
        {
            session.WriteLine(Phrase.Of(Texts.RetryDone, result.Route, result.Rejected, result.Packages, school.Id));
        }

        return ExitCodes.Done;
    }

    private static async Task<int> ReplayAsync(CommandSession session, DateOnly from, string? route, CancellationToken cancellationToken)
    {
        var school = session.School();
        var options = school.Routes(route);
        await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
        await using var lease = await session.Get<SchoolLeases>().AcquireAsync(school.Id, "delivery replay", cancellationToken);
        var results = new List<ReplayResult>();
        foreach (var one in options)
        {
            results.Add(await SendAgain.RunAsync(lease, one, from, cancellationToken));
        }

        if (session.Json)
        {
            session.WriteJson(new { school = school.Id, routes = results });
            return ExitCodes.Done;
        }

        foreach (var result in results)
        {
            session.WriteLine(Phrase.Of(Texts.ReplayDone, result.Route, result.From.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture), result.Records, school.Id));
        }

        return ExitCodes.Done;
    }

    private static async Task<int> FieldsAsync(CommandSession session, string? route, CancellationToken cancellationToken)
    {
        var school = session.School();
        var name = route is null ? null : school.Routes(route)[0].Name;
        await session.Get<LedgerSchema>().EnsureAsync(cancellationToken);
        var fields = await session.Get<SentFieldsQuery>().RunAsync(school, name, cancellationToken);
        if (session.Json)
        {
            session.WriteJson(new { school = school.Id, fields });
            return ExitCodes.Done;
        }

        if (fields.Count == 0)
        {
            session.WriteLine(Texts.FieldsNone);
            return ExitCodes.Done;
        }

        var table = new Table().Title(Texts.FieldsTitle).AddColumns(Texts.Route, Texts.Portal, Texts.Kind, Texts.Field, Texts.Records, Texts.FirstSent, Texts.LastSent);
        foreach (var field in fields)
        {
            table.AddRow(
                Markup.Escape(field.Route), Markup.Escape(field.Portal ?? "–"), KindNames.Of(field.Kind), field.Field, Number(field.Records),
                field.First.ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture), field.Last.ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture));
        }

        session.Out.Write(table);
        return ExitCodes.Done;
    }

    private static GatewayException NoPackage(SchoolRuntime school, string id) => new(Phrase.Of(Texts.NoPackage, school.Id, id));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

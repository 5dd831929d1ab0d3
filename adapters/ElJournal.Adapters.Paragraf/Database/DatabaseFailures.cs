using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Paragraf.Reading;

namespace ElJournal.Adapters.Paragraf.Database;

/// <summary>What a provider's exceptions mean. Their texts may hold hosts and users, so only what names a table or column is passed on.</summary>
internal static partial class DatabaseFailures
{
    /// <summary>No connection came about.</summary>
    public static AdapterException OfConnecting(Exception cause)
    {
        var state = StateOf(cause);
        if (state.StartsWith("28", StringComparison.Ordinal))
        {
            return new AdapterException(AdapterFailure.Permanent, $"The database refuses the user or the password ({state}).", Texts.DatabaseCredentials, innerException: null);
        }

        if (cause is ArgumentException or FormatException or KeyNotFoundException)
        {
            return new AdapterException(AdapterFailure.Permanent, $"The provider does not understand the connection string ({cause.GetType().Name}).", Texts.DatabaseConnectionString);
        }

        if (state.StartsWith("3D", StringComparison.Ordinal) || (cause as DbException)?.ErrorCode is 14 || CannotOpen().IsMatch(cause.Message))
        {
            return new AdapterException(AdapterFailure.Permanent, $"There is no such database ({cause.GetType().Name} {state}).", Texts.DatabaseMissing);
        }

        return new AdapterException(AdapterFailure.Temporary, $"No connection to the database ({cause.GetType().Name} {state}).", Texts.DatabaseUnreachable);
    }

    /// <summary>Whether the failure concerns the connection rather than the query.</summary>
    public static bool IsConnectionLost(Exception cause, DbConnection connection) =>
        connection.State != System.Data.ConnectionState.Open || StateOf(cause).StartsWith("08", StringComparison.Ordinal) || StateOf(cause).StartsWith("57P", StringComparison.Ordinal) || cause.InnerException is SocketException or EndOfStreamException;

    /// <summary>A query failed; the others go on.</summary>
    public static EntityUnreadException OfQuery(EntityMapping entity, Exception cause)
    {
        var state = StateOf(cause);
        if (state == "57014" || cause is TimeoutException || cause.InnerException is TimeoutException || state == "HYT00")
        {
            return new EntityUnreadException(new EntityFailure("timeout", $"{entity.Name}: the query took longer than CommandTimeout", MappingNode.Format(Texts.UnreadTimeout, entity.Name)), cause);
        }

        if (state.StartsWith("42", StringComparison.Ordinal) || NamesSomething().IsMatch(cause.Message))
        {
            return new EntityUnreadException(new EntityFailure("query", $"{entity.Name}: a table or column of the query is not there, or the query is wrong: {Short(cause.Message)}", MappingNode.Format(Texts.UnreadColumn, entity.Name, Short(cause.Message))), cause);
        }

        return new EntityUnreadException(new EntityFailure("query", $"{entity.Name}: the query failed ({cause.GetType().Name}{(state.Length > 0 ? $", {state}" : string.Empty)})", MappingNode.Format(Texts.UnreadQuery, entity.Name)), cause);
    }

    private static string StateOf(Exception cause) => (cause as DbException)?.SqlState ?? (cause.InnerException as DbException)?.SqlState ?? string.Empty;

    private static string Short(string message)
    {
        var line = message.ReplaceLineEndings(" ");
        return line.Length <= 200 ? line : $"{line[..200]}…";
    }

    [GeneratedRegex("no such (table|column)|unknown (table|column)|does not exist|syntax error", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamesSomething();

    [GeneratedRegex("unable to open database|file is not a database|No such file", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CannotOpen();
}

using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Databases;

namespace Wasmill.Functions.Capabilities.Sqlite;

// Tested by: SqliteFunctionsTests, GuestCasesTests
/// <summary>
/// SQLite databases: <c>sqlite</c> of core modules, <c>fermyon:spin/sqlite@2.0.0</c> and <c>spin:sqlite/sqlite@3.0.0</c>. They differ in
/// the names of the functions, and in what an unknown handle is. Waiting for a database ends at the call's deadline.
/// </summary>
internal static class SqliteFunctions
{
    /// <summary>The maximum length of a statement in bytes.</summary>
    public const int StatementLimit = 1 << 20;

    private const string Core = "sqlite";
    private const string Version2 = "fermyon:spin/sqlite@2.0.0";
    private const string Version3 = "spin:sqlite/sqlite@3.0.0";

    /// <summary>All functions of the interfaces.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        CanonicalFunction.Of(Core, "open", "iii", "", Open),
        CanonicalFunction.Of(Core, "execute", "iiiiii", "", ExecuteByNumber),
        CanonicalFunction.Of(Core, "close", "i", "", Close),
        .. OfResources(Version2),
        .. OfResources(Version3),
        CanonicalFunction.Of(Version3, "[method]connection.last-insert-rowid", "i", "I", static (call, arguments) =>
            call.Borrow<ConnectionResource>(arguments[0]).Connection.LastInsertRowId),
        CanonicalFunction.Of(Version3, "[method]connection.changes", "i", "I", static (call, arguments) =>
            call.Borrow<ConnectionResource>(arguments[0]).Connection.Changes),
    ];

    private static IEnumerable<HostFunction> OfResources(string module) =>
    [
        CanonicalFunction.Of(module, "[static]connection.open", "iii", "", Open),
        CanonicalFunction.Of(module, "[method]connection.execute", "iiiiii", "", static (call, arguments) =>
        {
            var connection = call.Borrow<ConnectionResource>(arguments[0]).Connection;
            return Execute(call, arguments, connection);
        }),
        CanonicalFunction.Drop<ConnectionResource>(module),
    ];

    // Result: ok 0, the handle at 4; or error 1.
    private static long Open(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var area = call.Area(arguments[2], 16);
        var name = call.Text("the name of the database", arguments[0], arguments[1]);
        return Run(call, area, () =>
        {
            if (!SqliteCapability.DatabasesOf(call.Guest).TryGetValue(name, out var database))
                throw new SqliteFailureException(SqliteFailure.AccessDenied, $"the component has no database {name}");
            var opened = SqliteCapability.OpenedBy(call.Guest);
            if (opened.IsFull)
                throw new SqliteFailureException(FormattableString.Invariant(
                    $"the call has {SqliteConnections.Limit} connections open, which is the limit; close one first"));
            var connection = database.Open(call.Guest.TimeLeft);
            opened.Add(connection);
            area.Write32(4, call.Give(new ConnectionResource(connection, opened)));
        });
    }

    private static long ExecuteByNumber(CanonicalCall call, ReadOnlySpan<long> arguments)
        => Execute(call, arguments, Find(call, arguments[0])?.Connection);

    private static long Close(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        // The ABI has no error for a number that is not open.
        if (Find(call, arguments[0]) is not null)
            call.Take<ConnectionResource>(arguments[0]).Drop();
        return 0;
    }

    // Result: ok 0, the columns and rows at 4; or error 1.
    private static long Execute(CanonicalCall call, ReadOnlySpan<long> arguments, ISqliteConnection? connection)
    {
        var area = call.Area(arguments[5], 20);
        var text = call.Bytes("the statement", arguments[1], arguments[2]).Length > StatementLimit
            ? null
            : call.Text("the statement", arguments[1], arguments[2]);
        var (place, count) = (arguments[3], arguments[4]);
        SqliteValues.Check(call, place, count);
        return Run(call, area, () =>
        {
            if (connection is null)
                throw new SqliteFailureException(SqliteFailure.InvalidConnection, "the connection is not open");
            if (text is null)
                throw new SqliteFailureException(FormattableString.Invariant($"the statement has more than {StatementLimit} bytes"));
            SqliteValues.Write(area, connection.Execute(text, SqliteValues.Read(call, place, count), call.Guest.TimeLeft));
        });
    }

    private static ConnectionResource? Find(CanonicalCall call, long number)
        => call.Guest.Resources.Find<ConnectionResource>((uint)number, out var found) == ResourceFault.None ? found : null;

    private static long Run(CanonicalCall call, ReturnArea area, Action operation)
    {
        try
        {
            operation();
            area.Write8(0, 0);
        }
        catch (SqliteFailureException error)
        {
            var text = Explain(call.Guest, error);
            if (error.Failure == SqliteFailure.Io)
                area.WriteText(8, text);
            area.Write8(4, (byte)error.Failure);
            area.Write8(0, 1);
        }

        return 0;
    }

    private static string Explain(GuestCall call, SqliteFailureException error)
    {
        if (call.TimeLeft == TimeSpan.Zero)
            call.End(FunctionFailure.Deadline, "deadline: the function was still waiting for a SQLite database when its deadline passed");
        if (error.GuestMessage != error.Message)
            CapabilityLog.Write(call, $"sqlite: {error.Message}");
        return error.GuestMessage;
    }
}

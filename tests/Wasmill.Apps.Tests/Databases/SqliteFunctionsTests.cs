using System.Buffers.Binary;
using System.Diagnostics;
using Wasmill.Apps.Databases;
using Wasmill.Apps.Tests.HostCalls;
using Wasmill.Functions;
using Wasmill.Functions.Databases;

namespace Wasmill.Apps.Tests.Databases;

/// <summary>The databases as guests call them, in each version of the interface.</summary>
public sealed class SqliteFunctionsTests : IDisposable
{
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    // The earlier names, the later names for the same functions, and the interfaces with a version.
    private static readonly string[] Modules =
        ["sqlite", "fermyon:spin/sqlite", "fermyon:spin/sqlite@2.0.0", "spin:sqlite/sqlite@3.0.0"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Versions => [.. Modules];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_type_of_value_goes_in_and_comes_out_exactly(string module)
    {
        SqliteValue[] values =
        [
            SqliteValue.Of(long.MinValue), SqliteValue.Of(double.Epsilon), SqliteValue.Of("snö\0!"), SqliteValue.Of(""),
            SqliteValue.Of([0, 0x80, 0xFF]), SqliteValue.Of(Array.Empty<byte>()), SqliteValue.Null,
        ];
        await using var function = await LoadAsync(module);
        var script = new Script(module);
        var connection = script.Open("default");
        var result = script.Execute(connection, "SELECT ?, ?2, ?3 AS t, ?4, ?5, ?6, ?7 UNION ALL SELECT 1, 2, 3, 4, 5, 6, 7", values);
        script.Close(connection);
        var image = await script.Calls.ReadAsync(function);
        Assert.Equal((0, 0), (image.U8(connection - 4), image.U8(result)));
        Assert.Equal(["?", "?2", "t", "?4", "?5", "?6", "?7"], image.Records(result + 4, 8).Select(image.Text));
        Assert.Equal(
            [string.Join(' ', values), "1 2 3 4 5 6 7"],
            image.Records(result + 12, 8).Select(row => string.Join(' ', image.Records(row, 16).Select(value => Read(image, value)))));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Errors_have_their_number_and_only_io_has_a_text(string module)
    {
        await using var function = await LoadAsync(module);
        var script = new Script(module);
        var denied = script.Open("orders");
        var connection = script.Open("default");
        var wrong = script.Execute(connection, "SELEKT 1");
        var attached = script.Execute(connection, "ATTACH 'other.db' AS other");
        var loaded = script.Execute(connection, "SELECT load_extension('x')");
        var tooFew = script.Execute(connection, "SELECT ?");
        var tooLarge = script.Execute(
            connection, "SELECT 1", [SqliteValue.Of(new string('a', 20_000))], repeat: 1_700);
        var image = await script.Calls.ReadAsync(function);
        Assert.Equal((1, (int)SqliteFailure.AccessDenied), (image.U8(denied - 4), image.U8(denied)));
        Assert.Equal(
            [
                "near \"SELEKT\": syntax error (SQLite 1)",
                "the statement is not allowed: ATTACH, DETACH, VACUUM, load_extension and PRAGMAs that change the host's settings are "
                    + "denied",
                "not authorized to use function: load_extension (SQLite 1)",
                "the statement has 1 parameters, and 0 values are given",
                "the parameters have more than 33554432 bytes",
            ],
            new[] { wrong, attached, loaded, tooFew, tooLarge }.Select(place =>
            {
                Assert.Equal((1, (int)SqliteFailure.Io), (image.U8(place), image.U8(place + 4)));
                return image.Text(place + 8);
            }));
    }

    [Fact]
    public async Task A_database_at_its_limit_is_full()
    {
        var limits = SqliteLimits.Default with { DatabaseBytes = 64 << 10 };
        await using var function = await LoadAsync(Modules[2], limits);
        var script = new Script(Modules[2]);
        var connection = script.Open("default");
        var created = script.Execute(connection, "CREATE TABLE t (v)");
        var filled = script.Execute(connection, "INSERT INTO t VALUES (zeroblob(1000000))");
        var image = await script.Calls.ReadAsync(function);
        Assert.Equal((0, 1, (int)SqliteFailure.DatabaseFull), (image.U8(created), image.U8(filled), image.U8(filled + 4)));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_statement_without_end_ends_at_the_deadline_and_the_next_call_is_answered(string module)
    {
        await using var function = await LoadAsync(module, deadline: TimeSpan.FromMilliseconds(300));
        var script = new Script(module);
        var connection = script.Open("default");
        script.Execute(connection, Endless);
        var watch = Stopwatch.StartNew();
        var result = await script.Calls.RunAsync(function);
        Assert.Equal(
            (FunctionFailure.Deadline, "deadline: the function did not respond within 0.3 s"), (result.Failure, result.Reason));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.25, 10);
        var next = new Script(module);
        var answered = next.Execute(next.Open("default"), "SELECT 1");
        Assert.Equal(0, (await next.Calls.ReadAsync(function)).U8(answered));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Nothing_of_a_call_is_left_but_what_it_has_committed(string module)
    {
        await using var function = await LoadAsync(module);
        var script = new Script(module);
        var connection = script.Open("default");
        script.Execute(connection, "CREATE TABLE t (v)");
        script.Execute(connection, "CREATE TEMP TABLE mine (v)");
        script.Execute(connection, "BEGIN IMMEDIATE");
        var inserted = script.Execute(connection, "INSERT INTO t VALUES (1)");
        Assert.Equal(0, (await script.Calls.ReadAsync(function)).U8(inserted));

        // Another connection of the same call sees neither, and the lock of the earlier call is gone.
        var next = new Script(module);
        var other = next.Open("default");
        var written = next.Execute(other, "INSERT INTO t VALUES (2)");
        var rows = next.Execute(other, "SELECT v FROM t");
        var gone = next.Execute(other, "SELECT * FROM mine");
        var image = await next.Calls.ReadAsync(function);
        Assert.Equal((0, 1), (image.U8(written), image.U8(gone)));
        Assert.Equal(2, image.I64(image.Records(rows + 12, 8).Select(image.I32).Single() + 8));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Connections_beyond_the_limit_are_refused_and_a_closed_one_makes_room(string module)
    {
        await using var function = await LoadAsync(module);
        for (var i = 0; i < 2; i++)
        {
            var script = new Script(module);
            var opened = Enumerable.Range(0, 16).Select(_ => script.Open("default")).ToList();
            var refused = script.Open("default");
            script.OpenMany("default", 10_000);
            script.Close(opened[3]);
            var again = script.Open("default");
            var image = await script.Calls.ReadAsync(function);
            Assert.All(opened, place => Assert.Equal(0, image.U8(place - 4)));
            Assert.Equal((1, (int)SqliteFailure.Io, 0), (image.U8(refused - 4), image.U8(refused), image.U8(again - 4)));
            Assert.Equal("the call has 16 connections open, which is the limit; close one first", image.Text(refused + 4));
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("fermyon:spin/sqlite")]
    public async Task A_number_that_is_not_open_is_an_invalid_connection(string module)
    {
        await using var function = await LoadAsync(module);
        var script = new Script(module);
        var connection = script.Open("default");
        script.Close(connection);
        script.Close(connection);
        var closed = script.Execute(connection, "SELECT 1");
        var image = await script.Calls.ReadAsync(function);
        Assert.Equal((1, (int)SqliteFailure.InvalidConnection), (image.U8(closed), image.U8(closed + 4)));
    }

    [Theory]
    [InlineData("fermyon:spin/sqlite@2.0.0")]
    [InlineData("spin:sqlite/sqlite@3.0.0")]
    public async Task A_handle_that_is_not_open_or_of_another_type_ends_the_call(string module)
    {
        await using var function = await LoadAsync(module);
        var script = new Script(module);
        var connection = script.Open("default");
        script.Close(connection);
        script.Execute(connection, "SELECT 1");
        Assert.EndsWith("there is no resource connection with the handle 1", (await script.Calls.RunAsync(function)).Reason);
        script = new Script(module);
        script.Execute(script.OpenOutput(), "SELECT 1");
        Assert.EndsWith("the handle 1 is not one of a resource connection", (await script.Calls.RunAsync(function)).Reason);
    }

    [Theory]
    [InlineData(-16, 1, "the list of parameters lies outside its memory")]
    [InlineData(4, 1, "the list of parameters is not aligned to 8 bytes")]
    [InlineData(0, 0x1000_0001, "the list of parameters has 268435457 entries")]
    public async Task Parameters_outside_of_the_memory_end_the_call(int address, int count, string reason)
    {
        await using var function = await LoadAsync(Modules[2]);
        var script = new Script(Modules[2]);
        var connection = script.Open("default");
        script.Call("execute", [HostCallScript.At(connection), .. script.Calls.Text("SELECT 1"), address, count, script.Calls.Area(24)]);
        Assert.EndsWith(reason, (await script.Calls.RunAsync(function)).Reason);
    }

    [Fact]
    public async Task Row_ID_and_changes_are_those_of_the_connection()
    {
        await using var function = await LoadAsync(Modules[3]);
        var script = new Script(Modules[3]);
        var connection = script.Open("default");
        script.Execute(connection, "CREATE TABLE t (v)");
        script.Execute(connection, "INSERT INTO t VALUES (1), (2), (3)");
        var row = script.Ask("last-insert-rowid", connection);
        var changes = script.Ask("changes", connection);
        var image = await script.Calls.ReadAsync(function);
        Assert.Equal((3, 3), (image.I64(row), image.I64(changes)));
    }

    [Fact]
    public async Task A_granted_database_that_the_host_does_not_have_is_an_error_when_the_function_is_loaded()
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await TestHost.Instance.LoadAsync(
            Script.Guest("sqlite"),
            new FunctionConfig { Name = "script", SqliteDatabases = ["orders"] },
            TestContext.Current.CancellationToken));
        Assert.Equal(
            "script is granted the SQLite database orders, which does not exist on this host; "
                + "set its file in the runtime config file under [sqlite_database.orders]",
            error.Message);
    }

    private ValueTask<IFunction> LoadAsync(string module, SqliteLimits? limits = null, TimeSpan? deadline = null)
        => TestHost.Instance.LoadAsync(
            Script.Guest(module),
            new FunctionConfig
            {
                Name = "script",
                SqliteDatabases = ["default"],
                Sqlite = new SqliteDatabases(
                    new Dictionary<string, string> { ["default"] = _folder.Path("db.sqlite"), ["orders"] = _folder.Path("orders.sqlite") },
                    limits ?? SqliteLimits.Default,
                    TimeProvider.System),
                Limits = new FunctionLimits { Deadline = deadline ?? TimeSpan.FromSeconds(60) },
            },
            TestContext.Current.CancellationToken);

    private static SqliteValue Read(GuestImage image, int value) => image.U8(value) switch
    {
        0 => SqliteValue.Of(image.I64(value + 8)),
        1 => SqliteValue.Of(image.F64(value + 8)),
        2 => SqliteValue.Of(image.Text(value + 8)),
        3 => SqliteValue.Of(image.List(value + 8).ToArray()),
        4 => SqliteValue.Null,
        var other => throw new InvalidOperationException($"no value has the type {other}"),
    };

    // Places are those of the handle, 4 behind the discriminant of the result of open.
    private sealed class Script(string module)
    {
        public HostCallScript Calls { get; } = new(Imports(module));

        public static byte[] Guest(string module) => ScriptGuest.Convert(Imports(module));

        public int Open(string name)
        {
            var area = Calls.Area(16);
            Call("open", [.. Calls.Text(name), area]);
            return area + 4;
        }

        public void OpenMany(string name, int count)
        {
            var area = Calls.Area(16);
            var text = Calls.Text(name);
            for (var i = 0; i < count; i++)
                Call("open", [.. text, area]);
        }

        public int OpenOutput()
        {
            Calls.Call("get-stdout");
            return Calls.LastResult;
        }

        public int Execute(int connection, string statement, SqliteValue[]? values = null, int repeat = 1)
        {
            var area = Calls.Area(24);
            var text = Calls.Text(statement);
            byte[] once = [.. (values ?? []).SelectMany(Record)];
            var records = Calls.List([.. Enumerable.Repeat(once, repeat).SelectMany(one => one)], 16);
            Call("execute", [HostCallScript.At(connection), .. text, .. records, area]);
            return area;
        }

        public void Close(int connection) => Call("close", [HostCallScript.At(connection)]);

        public int Ask(string function, int connection)
        {
            Call(function, [HostCallScript.At(connection)]);
            return Calls.LastResult;
        }

        public void Call(string function, long[] arguments) => Calls.Call(Name(module, function), arguments);

        private IEnumerable<byte> Record(SqliteValue value)
        {
            var record = new byte[16];
            record[0] = (byte)value.Kind;
            var payload = record.AsSpan(8);
            if (value.Kind is SqliteValueKind.Integer)
                BinaryPrimitives.WriteInt64LittleEndian(payload, value.Integer);
            else if (value.Kind is SqliteValueKind.Real)
                BinaryPrimitives.WriteDoubleLittleEndian(payload, value.Real);
            else if (value.Kind is not SqliteValueKind.Null)
                Place(payload, value.Kind is SqliteValueKind.Text ? Calls.Text(value.Text) : Calls.List(value.Blob.ToArray(), 1));
            return record;
        }

        private static void Place(Span<byte> payload, long[] list)
        {
            BinaryPrimitives.WriteInt32LittleEndian(payload, (int)list[0]);
            BinaryPrimitives.WriteInt32LittleEndian(payload[4..], (int)list[1]);
        }

        private static string Name(string module, string function) => (module.Contains('@', StringComparison.Ordinal), function) switch
        {
            (false, _) => function,
            (true, "open") => "[static]connection.open",
            (true, "close") => "[resource-drop]connection",
            _ => "[method]connection." + function,
        };

        private static (string, string, string, string)[] Imports(string module) =>
        [
            (module, Name(module, "open"), "iii", ""),
            (module, Name(module, "execute"), "iiiiii", ""),
            (module, Name(module, "close"), "i", ""),
            ("wasi:cli/stdout@0.2.0", "get-stdout", "", "i"),
            .. module.EndsWith("@3.0.0", StringComparison.Ordinal)
                ? new[] { (module, Name(module, "last-insert-rowid"), "i", "I"), (module, Name(module, "changes"), "i", "I") }
                : [],
        ];
    }
}

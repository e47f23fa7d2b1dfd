using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Wasmill.Apps.Databases;
using Wasmill.Functions.Databases;

namespace Wasmill.Apps.Tests.Databases;

/// <summary>Databases of functions, with SQLite itself.</summary>
public sealed class SqliteDatabasesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.Path("state", "db.sqlite");

    public static TheoryData<SqliteValue[]> Values => new(
        [SqliteValue.Of(0L), SqliteValue.Of(long.MinValue), SqliteValue.Of(long.MaxValue)],
        [SqliteValue.Of(1.0), SqliteValue.Of(-0.0), SqliteValue.Of(double.MaxValue), SqliteValue.Of(double.PositiveInfinity)],
        [SqliteValue.Of(""), SqliteValue.Of("1"), SqliteValue.Of("a\0b"), SqliteValue.Of("Grüße 🎉")],
        [SqliteValue.Of(Array.Empty<byte>()), SqliteValue.Of([0]), SqliteValue.Of([0xFF, 0, 0xFE])],
        [SqliteValue.Null]);

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_keep_their_type_on_the_way_in_and_out(SqliteValue[] values)
    {
        using var connection = Open();
        connection.Run("CREATE TABLE t (v)");
        foreach (var value in values)
        {
            connection.Run("DELETE FROM t");
            connection.Run("INSERT INTO t VALUES (?)", value);
            var row = connection.Run("SELECT v, typeof(v) FROM t").Rows.Single();
            Assert.Equal((value.Kind, value.ToString()), (row[0].Kind, row[0].ToString()));
            Assert.Equal(value.Kind.ToString(), row[1].Text, ignoreCase: true);
        }
    }

    [Fact]
    public void A_result_has_its_columns_and_rows_in_order()
    {
        using var connection = Open();
        connection.Run("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
        Assert.Empty(connection.Run("INSERT INTO t (name) VALUES (?), (?)", SqliteValue.Of("a"), SqliteValue.Of("b")).Columns);
        Assert.Equal((2, 2), (connection.Changes, connection.LastInsertRowId));
        var result = connection.Run("SELECT id, name AS n, NULL FROM t ORDER BY id DESC -- the last first\n;  /* nothing */ ;");
        Assert.Equal(["id", "n", "NULL"], result.Columns);
        Assert.Equal(["2 'b' NULL", "1 'a' NULL"], result.Rows.Select(row => string.Join(' ', row)));
        Assert.Equal(["id"], connection.Run("SELECT id FROM t WHERE 0").Columns);
        Assert.Empty(connection.Run("  -- nothing").Columns);
    }

    [Fact]
    public void What_is_committed_is_there_for_the_next_connection_and_nothing_else()
    {
        using (var first = Open())
        {
            first.Run("CREATE TABLE t (v)");
            first.Run("CREATE TEMP TABLE mine (v)");
            first.Run("INSERT INTO t VALUES (1)");
            first.Run("BEGIN");
            first.Run("INSERT INTO t VALUES (2)");
        }

        using var second = Open();
        Assert.Equal("1", second.Run("SELECT count(*) FROM t").Rows[0][0].ToString());
        Assert.Contains("no such table", Fail(second, "SELECT * FROM mine").GuestMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_owners_of_a_new_file_lose_nothing()
    {
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using var connection = Open();
            connection.Run("CREATE TABLE IF NOT EXISTS t (v)");
            connection.Run("INSERT INTO t VALUES (?)", SqliteValue.Of((long)i));
        });
        using var later = Open();
        Assert.Equal("40", later.Run("SELECT count(DISTINCT v) FROM t").Rows[0][0].ToString());
    }

    [Theory]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) INSERT INTO t SELECT x FROM c")]
    public void A_statement_without_end_is_interrupted_and_its_changes_are_undone(string statement)
    {
        using var connection = Open();
        connection.Run("CREATE TABLE t (v)");
        var started = Stopwatch.GetTimestamp();
        var error = Assert.Throws<SqliteFailureException>(() => connection.Execute(statement, [], TimeSpan.FromMilliseconds(200)));
        Assert.Equal(
            (SqliteFailure.Io, "the statement took too long and was interrupted at the deadline"), (error.Failure, error.GuestMessage));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromMilliseconds(190), TimeSpan.FromSeconds(20));
        Assert.Equal("0", connection.Run("SELECT count(*) FROM t").Rows[0][0].ToString());
    }

    [Fact]
    public async Task A_locked_database_is_waited_for_no_longer_than_the_deadline()
    {
        using var first = Open();
        first.Run("CREATE TABLE t (v)");
        first.Run("BEGIN IMMEDIATE");
        using var second = Open();
        var error = Assert.Throws<SqliteFailureException>(
            () => second.Execute("INSERT INTO t VALUES (1)", [], TimeSpan.FromMilliseconds(50)));
        Assert.Equal("the database is locked by other users, and the timeout has passed", error.GuestMessage);
        Assert.Empty(second.Run("SELECT * FROM t").Rows);
        var waiting = Task.Run(() => second.Run("INSERT INTO t VALUES (1)"), TestContext.Current.CancellationToken);
        first.Run("COMMIT");
        await waiting;
    }

    [Theory]
    [InlineData("ATTACH '{0}' AS other")]
    [InlineData("ATTACH '' AS other")]
    [InlineData("ATTACH ':memory:' AS other")]
    [InlineData("DETACH main")]
    [InlineData("VACUUM")]
    [InlineData("VACUUM INTO '{0}'")]
    [InlineData("SELECT load_extension('{0}')")]
    [InlineData("SELECT LOAD_EXTENSION('{0}', 'x')")]
    [InlineData("PRAGMA journal_mode = OFF")]
    [InlineData("PRAGMA main.Max_Page_Count(1000000)")]
    [InlineData("PRAGMA temp.max_page_count = 1000000")]
    [InlineData("PRAGMA synchronous = OFF")]
    [InlineData("PRAGMA writable_schema = ON")]
    [InlineData("PRAGMA cache_size = 1000000")]
    [InlineData("PRAGMA mmap_size = 1000000")]
    [InlineData("PRAGMA locking_mode = EXCLUSIVE")]
    [InlineData("PRAGMA temp_store_directory = '{0}'")]
    [InlineData("PRAGMA database_list")]
    [InlineData("SELECT * FROM pragma_database_list")]
    [InlineData("PRAGMA trusted_schema = ON")]
    public void What_leads_out_of_the_database_or_around_its_limits_is_denied(string statement)
    {
        var other = _folder.Path("other.db");
        using var connection = Open();
        var error = Fail(connection, string.Format(CultureInfo.InvariantCulture, statement, other));
        Assert.Equal(SqliteFailure.Io, error.Failure);
        Assert.DoesNotContain(_folder.FullName, error.GuestMessage, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(other));
        Assert.Equal("wal", connection.Run("PRAGMA journal_mode").Rows[0][0].Text);
    }

    [Fact]
    public void What_stays_inside_is_allowed()
    {
        using var connection = Open();
        connection.Run("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)");
        Assert.Equal(2, connection.Run("PRAGMA table_info(t)").Rows.Count);
        connection.Run("PRAGMA user_version = 7");
        Assert.Equal("7", connection.Run("PRAGMA user_version").Rows[0][0].ToString());
        Assert.Equal("'ok'", connection.Run("PRAGMA integrity_check").Rows[0][0].ToString());
        Assert.Equal("3", connection.Run("SELECT json_extract('{\"a\":3}', '$.a')").Rows[0][0].ToString());
        connection.Run("CREATE VIRTUAL TABLE words USING fts5(text)");
        connection.Run("INSERT INTO words VALUES ('one two')");
        Assert.Single(connection.Run("SELECT * FROM words WHERE words MATCH 'two'").Rows);
    }

    [Theory]
    [InlineData("CREATE TABLE t (v)")]
    [InlineData("CREATE TEMP TABLE t (v)")]
    public void A_database_and_its_temporary_tables_do_not_grow_beyond_their_limits(string table)
    {
        using var connection = Open(new SqliteLimits { DatabaseBytes = 1 << 20, TemporaryBytes = 1 << 20 });
        connection.Run(table);
        for (var i = 0; i < 8; i++)
            connection.Run("INSERT INTO t VALUES (zeroblob(100000))");
        var error = Fail(connection, "INSERT INTO t VALUES (zeroblob(400000))");
        Assert.Equal(SqliteFailure.DatabaseFull, error.Failure);
        Assert.Equal("8", connection.Run("SELECT count(*) FROM t").Rows[0][0].ToString());
        connection.Run("DELETE FROM t");
        connection.Run("INSERT INTO t VALUES (zeroblob(400000))");
    }

    [Fact]
    public void A_result_a_value_and_a_statement_have_limits()
    {
        using var connection = Open(new SqliteLimits { ResultBytes = 10_000, ValueBytes = 50_000, StatementBytes = 2_000 });
        Assert.Equal("9,900", Length(connection.Run("SELECT zeroblob(9900)")));
        Assert.Contains("the result exceeds 10000 bytes", Fail(connection, "SELECT zeroblob(9999)").GuestMessage, StringComparison.Ordinal);
        Assert.Contains(
            "the result exceeds 10000 bytes",
            Fail(connection, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c").GuestMessage,
            StringComparison.Ordinal);
        Assert.Contains("larger than 50000 bytes", Fail(connection, "SELECT zeroblob(50001)").GuestMessage, StringComparison.Ordinal);
        Assert.Contains(
            "larger than 50000 bytes",
            Assert.Throws<SqliteFailureException>(() => connection.Run("SELECT ?", SqliteValue.Of(new byte[50_001]))).GuestMessage,
            StringComparison.Ordinal);
        Assert.Contains(
            "longer than 2000", Fail(connection, $"SELECT '{new string('x', 2_000)}'").GuestMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2", "only one statement can be executed at a time; execute the others one by one")]
    [InlineData("SELECT 1; nonsense", "only one statement can be executed at a time; execute the others one by one")]
    [InlineData("SELEC 1", "near \"SELEC\": syntax error (SQLite 1)")]
    [InlineData("SELECT * FROM nowhere", "no such table: nowhere (SQLite 1)")]
    [InlineData("SELECT ?, ?", "the statement has 2 parameters, and 1 values are given")]
    [InlineData("SELECT 1", "the statement has 0 parameters, and 1 values are given")]
    [InlineData("SELECT 1\0", "the statement has a NUL character")]
    public void A_wrong_statement_is_explained(string statement, string reason)
    {
        using var connection = Open();
        var error = Assert.Throws<SqliteFailureException>(() => connection.Run(statement, SqliteValue.Null));
        Assert.Equal((SqliteFailure.Io, reason), (error.Failure, error.GuestMessage));
        Assert.Equal("1", connection.Run("SELECT :a", SqliteValue.Of(1L)).Rows[0][0].ToString());
    }

    [Fact]
    public void A_constraint_that_is_broken_is_an_error_and_foreign_keys_are_checked_as_in_Spin()
    {
        using var connection = Open();
        connection.Run("CREATE TABLE p (id INTEGER PRIMARY KEY)");
        connection.Run("CREATE TABLE c (p REFERENCES p (id))");
        Assert.Contains(
            "FOREIGN KEY constraint failed", Fail(connection, "INSERT INTO c VALUES (1)").GuestMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_in_UTF_16_is_read_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using (var other = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "PRAGMA encoding = 'UTF-16'; CREATE TABLE t (v); INSERT INTO t VALUES ('Grüße' || char(0) || '🎉')";
            command.ExecuteNonQuery();
        }

        using var connection = Open();
        Assert.Equal("Grüße\0🎉", connection.Run("SELECT v FROM t").Rows[0][0].Text);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_named_in_the_log_only()
    {
        _folder.Write("state", "a file in the place of the folder");
        var error = Assert.Throws<SqliteFailureException>(() => Open());
        Assert.Equal((SqliteFailure.Io, "the database cannot be opened"), (error.Failure, error.GuestMessage));
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_something_else_is_an_error()
    {
        _folder.Write("state/db.sqlite", new string('x', 5_000));
        Assert.Contains(
            "file is not a database", Assert.Throws<SqliteFailureException>(() => Open()).GuestMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_connection_is_invalid_and_an_unknown_label_is_not_there()
    {
        var connection = Open();
        connection.Dispose();
        connection.Dispose();
        Assert.Equal(SqliteFailure.InvalidConnection, Fail(connection, "SELECT 1").Failure);
        Assert.Equal((0, 0), (connection.Changes, connection.LastInsertRowId));
        Assert.Null(Databases().Find("other"));
    }

    [Fact]
    public void The_page_of_errors_has_every_failure()
    {
        var page = System.IO.File.ReadAllText(Checkout.Path("docs", "errors.md"));
        Assert.All(
            Enum.GetValues<SqliteFailure>(),
            failure => Assert.Contains($"| `{failure}` | {(int)failure} |", page.Split("`SqliteFailure`")[1], StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static string Length(SqliteResult result)
        => string.Create(CultureInfo.InvariantCulture, $"{result.Rows[0][0].Blob.Length:N0}");

    private static SqliteFailureException Fail(ISqliteConnection connection, string statement)
        => Assert.Throws<SqliteFailureException>(() => connection.Run(statement));

    private SqliteDatabases Databases(SqliteLimits? limits = null)
        => new(new Dictionary<string, string> { ["default"] = File }, limits ?? SqliteLimits.Default, TimeProvider.System);

    private ISqliteConnection Open(SqliteLimits? limits = null) => Databases(limits).Find("default")!.Open(Patience);
}

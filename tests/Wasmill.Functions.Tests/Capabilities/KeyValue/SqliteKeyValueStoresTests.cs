using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Wasmill.Functions.Capabilities.KeyValue;

namespace Wasmill.Functions.Tests.Capabilities.KeyValue;

public sealed class SqliteKeyValueStoresTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Many_threads_and_several_owners_of_a_new_file_lose_nothing()
    {
        // Each owner has connections of its own, as another process has; all make the file at once.
        var owners = Enumerable.Range(0, 4).Select(_ => Open()).ToList();
        Parallel.For(
            0,
            160,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => owners[i % 4].Find("default")!.Set($"key {i}", BitConverter.GetBytes(i), Patience));

        using var later = Open();
        Assert.Equal(160, later.Find("default")!.GetKeys(1 << 20, Patience).Count);
        for (var i = 0; i < 160; i++)
            Assert.Equal(BitConverter.GetBytes(i), later.Find("default")!.Get($"key {i}", Patience));
        owners.ForEach(owner => owner.Dispose());
    }

    [Fact]
    public async Task Several_processes_that_make_and_write_a_file_at_once_lose_nothing()
    {
        var writers = Enumerable.Range(0, 3).Select(StartWriter).ToList();
        foreach (var writer in writers)
        {
            var output = await writer.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(writer.ExitCode == 0, output);
            writer.Dispose();
        }

        using var stores = Open();
        var keys = stores.Find("default")!.GetKeys(1 << 20, Patience);
        Assert.Equal(Enumerable.Range(0, 3).SelectMany(writer => Enumerable.Range(0, 50).Select(i => $"{writer} {i:00}")), keys);
    }

    /// <summary>What the processes of the test above run.</summary>
    [Fact(Explicit = true)]
    public void A_writer_writes_its_keys()
    {
        using var stores = new SqliteKeyValueStores(
            new Dictionary<string, string> { ["default"] = Environment.GetEnvironmentVariable("WASMILL_TEST_STORE")! },
            TimeProvider.System);
        for (var i = 0; i < 50; i++)
            stores.Find("default")!.Set($"{Environment.GetEnvironmentVariable("WASMILL_TEST_WRITER")} {i:00}", [1], Patience);
    }

    [Fact]
    public void Any_text_is_a_key_and_any_bytes_are_a_value()
    {
        using var stores = Open();
        var store = stores.Find("default")!;
        foreach (var key in (string[])["", "a\0b", "a", "ü🦀", "'; DROP TABLE spin_key_value; --"])
        {
            store.Set(key, [0, 255, 0], Patience);
            Assert.Equal([0, 255, 0], store.Get(key, Patience));
        }

        store.Set("a", [], Patience);
        Assert.Empty(store.Get("a", Patience)!);
        Assert.Equal(["", "'; DROP TABLE spin_key_value; --", "a", "a\0b", "ü🦀"], store.GetKeys(1 << 20, Patience));
    }

    [Fact]
    public void The_table_is_the_one_that_Spin_makes()
    {
        using (var stores = Open())
            stores.Find("default")!.Set("a", "1"u8, Patience);
        using var connection = new SqliteConnection($"Data Source={_folder.Path("a.db")};Pooling=False");
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT store || ' ' || key || ' ' || CAST(value AS TEXT) FROM spin_key_value";
        Assert.Equal("default a 1", query.ExecuteScalar());
        query.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", query.ExecuteScalar());
    }

    [Fact]
    public void More_keys_than_the_limit_is_an_error_that_names_it()
    {
        using var stores = Open();
        var store = stores.Find("default")!;
        store.Set("abc", [], Patience);
        store.Set("def", [], Patience);
        Assert.Equal(["abc", "def"], store.GetKeys(70, Patience));
        var error = Assert.Throws<KeyValueException>(() => store.GetKeys(69, Patience));
        Assert.Equal("the keys of the store exceed 69 bytes in total, where each key counts 32 bytes more than its length", error.Message);
    }

    [Fact]
    public void A_file_that_is_no_database_is_an_error_that_names_it()
    {
        var path = _folder.Write("a.db", new string('x', 4096));
        using var stores = Open();
        var error = Assert.Throws<KeyValueException>(() => stores.Find("default")!.Get("a", Patience));
        Assert.Equal($"the file {path} cannot be used: file is not a database (SQLite 26)", error.Message);
    }

    [Fact]
    public void A_store_that_others_hold_is_waited_for_no_longer_than_was_said()
    {
        using var stores = Open();
        var store = stores.Find("default")!;
        store.Set("a", "1"u8, Patience);
        using var other = new SqliteConnection($"Data Source={_folder.Path("a.db")};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        var error = Assert.Throws<KeyValueException>(() => store.Set("a", "2"u8, TimeSpan.FromMilliseconds(20)));
        Assert.Equal($"the file {_folder.Path("a.db")} is locked by other users, and the timeout has passed", error.Message);
        begin.CommandText = "COMMIT";
        begin.ExecuteNonQuery();
        store.Set("a", "3"u8, Patience);
        Assert.Equal("3"u8.ToArray(), store.Get("a", Patience));
    }

    private Process StartWriter(int number)
    {
        string[] arguments =
            [typeof(SqliteKeyValueStoresTests).Assembly.Location, "-explicit", "only", "-method", $"*.{nameof(A_writer_writes_its_keys)}"];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment["WASMILL_TEST_STORE"] = _folder.Path("a.db");
        start.Environment["WASMILL_TEST_WRITER"] = number.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    private SqliteKeyValueStores Open() => new(new Dictionary<string, string> { ["default"] = _folder.Path("a.db") }, TimeProvider.System);
}

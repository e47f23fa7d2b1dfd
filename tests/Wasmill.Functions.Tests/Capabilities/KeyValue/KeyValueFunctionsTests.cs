using Microsoft.Data.Sqlite;
using Wasmill.Functions.Capabilities.KeyValue;

namespace Wasmill.Functions.Tests.Capabilities.KeyValue;

public sealed class KeyValueFunctionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteKeyValueStores _stores;
    private readonly FunctionConfig _config;

    public KeyValueFunctionsTests()
    {
        var path = _folder.Path("state/sqlite_key_value.db");
        _stores = new SqliteKeyValueStores(new Dictionary<string, string> { ["default"] = path, ["other"] = path }, TimeProvider.System);
        _config = Scripts.Config with { KeyValue = _stores, KeyValueStores = ["default"] };
    }

    public void Dispose()
    {
        _stores.Dispose();
        _folder.Dispose();
    }

    // The case "key-value" of Spin's conformance tests; "get" of a key that is not there is an error in this ABI.
    [Theory]
    [InlineData("capabilities")]
    [InlineData("capabilities_later")]
    public async Task A_store_keeps_what_is_set_until_it_is_deleted(string guest)
    {
        var result = await Scripts.CallAsync(
            guest, _config,
            "open forbidden", "open default", "delete bar", "exists bar", "get bar", "keys",
            "set bar baz", "exists bar", "get bar", "keys",
            "set bar wow", "exists bar", "get bar", "keys",
            "set qux yay", "keys",
            "delete bar", "delete bar", "delete qux", "exists bar", "get qux", "keys");
        Assert.Equal(
            """
            error 2
            store 0
            deleted
            exists 0
            error 4
            0 keys
            set
            exists 1
            value baz
            1 keys bar
            set
            exists 1
            value wow
            1 keys bar
            set
            2 keys bar qux
            deleted
            deleted
            deleted
            exists 0
            error 4
            0 keys

            """,
            result.Body());
    }

    // The case "key-value-no-permission".
    [Fact]
    public async Task A_component_without_a_grant_is_denied_every_store()
        => Assert.Equal("error 2\nerror 2\n", await Scripts.RunAsync(_config with { KeyValueStores = [] }, "open default", "open "));

    [Fact]
    public async Task A_granted_store_that_the_host_does_not_have_is_an_error_when_the_function_is_loaded()
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () =>
            await TestGuests.LoadAsync("capabilities", _config with { KeyValueStores = ["default", "cache"] }));
        Assert.Equal(
            "script is granted the key-value store cache, which does not exist on this host; "
                + "set its file in the runtime config file under [key_value_store.cache]",
            error.Message);
    }

    [Fact]
    public async Task Stores_in_one_file_do_not_see_each_others_keys_and_calls_see_what_earlier_ones_have_set()
    {
        var both = _config with { KeyValueStores = ["default", "other"] };
        Assert.Equal(
            "store 0\nset\nstore 1\n0 keys\nerror 4\nset\n",
            await Scripts.RunAsync(both, "open default", "set a 1", "open other", "keys", "get a", "set a 2"));
        Assert.Equal("store 0\nvalue 1\nstore 1\nvalue 2\n", await Scripts.RunAsync(both, "open default", "get a", "open other", "get a"));
    }

    [Fact]
    public async Task A_number_that_is_not_that_of_an_open_store_is_an_invalid_store()
    {
        Assert.Equal(
            "error 3\nstore 0\nerror 3\nerror 3\nstore 0\nset\n",
            await Scripts.RunAsync(
                _config, "get a", "open default", "close", "get a", "use 4294967295", "keys", "open default", "set a 1"));
    }

    [Fact]
    public async Task A_call_may_have_256_stores_open_and_a_later_call_begins_with_none()
    {
        for (var i = 0; i < 2; i++)
            Assert.Equal("256 open, then error 0\n", await Scripts.RunAsync(_config, "open-many default"));
    }

    [Fact]
    public async Task Keys_and_values_that_are_too_large_are_refused_with_their_bound()
    {
        Assert.Equal(
            """
            store 0
            exists 0
            error 1 the key is longer than 1024 bytes
            error 5 the key has more than 4096 bytes
            error 1 the key is longer than 1024 bytes
            set
            error 5 the value has more than 16777216 bytes
            set
            1 keys big

            """,
            await Scripts.RunAsync(
                _config, "open default", "key-bytes 4096", "key-bytes 67108864", "set-bytes 16777216", "set-bytes 16777217", "set-bytes 0",
                "keys"));
    }

    [Fact]
    public async Task Waiting_for_a_store_that_others_use_ends_at_the_deadline_of_the_call()
    {
        Assert.Equal("store 0\nset\n", await Scripts.RunAsync(_config, "open default", "set a 1"));
        using var other = new SqliteConnection($"Data Source={_folder.Path("state/sqlite_key_value.db")};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();

        var config = _config with { Limits = new FunctionLimits { Deadline = TimeSpan.FromMilliseconds(300) } };
        var result = await Scripts.CallAsync("capabilities", config, "open default", "set a 2");
        Assert.Equal(
            (504, FunctionFailure.Deadline, "deadline: the function did not respond within 0.3 s"),
            (result.Response.Status, result.Failure, result.Reason));
        Assert.Equal("store 0\nvalue 1\n", await Scripts.RunAsync(_config, "open default", "get a"));
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_told_without_its_path_which_stands_in_the_log()
    {
        var path = _folder.Write("state/sqlite_key_value.db", new string('x', 4096));
        var result = await Scripts.CallAsync("capabilities", _config, "open default", "get a", "set a 1");
        Assert.Equal(
            "store 0\nerror 5 the store cannot be used: file is not a database (SQLite 26)\n"
                + "error 5 the store cannot be used: file is not a database (SQLite 26)\n",
            result.Body());
        Assert.Equal($"key-value: the file {path} cannot be used: file is not a database (SQLite 26)", result.Log[0].Text);
    }

    [Fact]
    public async Task A_store_whose_folder_cannot_be_made_is_told_without_its_path_which_stands_in_the_log()
    {
        _folder.Write("state", "a file");
        var result = await Scripts.CallAsync("capabilities", _config, "open default", "get a");
        Assert.Equal("store 0\nerror 5 the store cannot be opened\n", result.Body());
        Assert.StartsWith(
            $"key-value: the file {_folder.Path("state/sqlite_key_value.db")} cannot be opened: ",
            Assert.Single(result.Log).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_host_calls_end_at_their_limit()
    {
        var config = _config with { Limits = new FunctionLimits { HostCalls = 500 } };
        var result = await Scripts.CallAsync("capabilities", config, "open default", "for-ever");
        Assert.Equal((500, FunctionFailure.HostCalls), (result.Response.Status, result.Failure));
    }
}

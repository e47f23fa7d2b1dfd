using Wasmill.Functions.Capabilities.KeyValue;
using Wasmtime;

namespace Wasmill.Functions.Tests.Capabilities;

public sealed class HostArgumentsTests
{
    [Theory]
    [InlineData("config 0xFFFFFFF0 32 result", "spin-config.get-config incorrectly: the key lies outside its memory")]
    [InlineData("config memory 0xFFFFFFFF result", "spin-config.get-config incorrectly: the key lies outside its memory")]
    [InlineData("config memory+256 3 result", "spin-config.get-config incorrectly: the key is not UTF-8")]
    [InlineData("config memory 3 0xFFFFFFF8", "spin-config.get-config incorrectly: the place for the result lies outside its memory")]
    [InlineData("open 0xFFFFFFF0 32 result", "key-value.open incorrectly: the store's name lies outside its memory")]
    [InlineData("open memory 0xFFFFFFFF result", "key-value.open incorrectly: the store's name lies outside its memory")]
    [InlineData("open memory+256 3 result", "key-value.open incorrectly: the store's name is not UTF-8")]
    [InlineData("open memory 3 0xFFFFFFFF", "key-value.open incorrectly: the place for the result lies outside its memory")]
    [InlineData("get 0 0xFFFFFFF0 32 result", "key-value.get incorrectly: the key lies outside its memory")]
    [InlineData("get 0 memory 0xFFFFFFFF result", "key-value.get incorrectly: the key lies outside its memory")]
    [InlineData("get 0 memory+256 3 result", "key-value.get incorrectly: the key is not UTF-8")]
    [InlineData("get 0 memory 3 0xFFFFFFFF", "key-value.get incorrectly: the place for the result lies outside its memory")]
    [InlineData("set 0 0xFFFFFFF0 32 memory 3 result", "key-value.set incorrectly: the key lies outside its memory")]
    [InlineData("set 0 memory 3 0xFFFFFFF0 32 result", "key-value.set incorrectly: the value lies outside its memory")]
    [InlineData("set 0 memory 3 memory 0xFFFFFFFF result", "key-value.set incorrectly: the value lies outside its memory")]
    [InlineData("set 0 memory 3 memory 3 0xFFFFFFFF", "key-value.set incorrectly: the place for the result lies outside its memory")]
    [InlineData("delete 0 0xFFFFFFF0 32 result", "key-value.delete incorrectly: the key lies outside its memory")]
    [InlineData("delete 0 memory 3 0xFFFFFFFF", "key-value.delete incorrectly: the place for the result lies outside its memory")]
    [InlineData("exists 0 0xFFFFFFF0 32 result", "key-value.exists incorrectly: the key lies outside its memory")]
    [InlineData("exists 0 memory 3 0xFFFFFFFF", "key-value.exists incorrectly: the place for the result lies outside its memory")]
    [InlineData("keys 0 0xFFFFFFFF", "key-value.get-keys incorrectly: the place for the result lies outside its memory")]
    [InlineData("http 7 memory 3 memory 0 4 0 0 memory 0 result", "wasi-outbound-http.request incorrectly: 7 is not a valid method number")]
    [InlineData(
        "http 0xFFFFFFFF memory 3 memory 0 4 0 0 memory 0 result",
        "wasi-outbound-http.request incorrectly: -1 is not a valid method number")]
    [InlineData(
        "http 0 0xFFFFFFF0 32 memory 0 4 0 0 memory 0 result", "wasi-outbound-http.request incorrectly: the URL lies outside its memory")]
    [InlineData("http 0 memory+256 3 memory 0 4 0 0 memory 0 result", "wasi-outbound-http.request incorrectly: the URL is not UTF-8")]
    [InlineData(
        "http 0 memory 3 0xFFFFFFF0 2 4 0 0 memory 0 result",
        "wasi-outbound-http.request incorrectly: the list of headers lies outside its memory")]
    [InlineData(
        "http 0 memory 3 memory 0x10000001 4 0 0 memory 0 result",
        "wasi-outbound-http.request incorrectly: the list of headers lies outside its memory")]
    [InlineData(
        "http 0 memory 3 memory+512 1 4 0 0 memory 0 result",
        "wasi-outbound-http.request incorrectly: a header's name lies outside its memory")]
    [InlineData(
        "http 0 memory 3 memory+528 1 4 0 0 memory 0 result",
        "wasi-outbound-http.request incorrectly: a header's value lies outside its memory")]
    [InlineData("http 0 memory 3 memory+544 1 4 0 0 memory 0 result", "wasi-outbound-http.request incorrectly: a header is not UTF-8")]
    [InlineData(
        "http 0 memory 3 memory 0 0xFFFFFFF0 2 0 memory 0 result",
        "wasi-outbound-http.request incorrectly: the list of parameters lies outside its memory")]
    [InlineData(
        "http 0 memory 3 memory 0 4 0 2 memory 0 result", "wasi-outbound-http.request incorrectly: the body's presence must be 0 or 1")]
    [InlineData(
        "http 0 memory 3 memory 0 4 0 1 0xFFFFFFF0 32 result", "wasi-outbound-http.request incorrectly: the body lies outside its memory")]
    [InlineData(
        "http 0 memory 3 memory 0 4 0 0 memory 0 0xFFFFFFE8",
        "wasi-outbound-http.request incorrectly: the place for the result lies outside its memory")]
    public async Task A_wrong_pointer_ends_the_function_and_the_reason_names_the_argument(string line, string reason)
    {
        using var folder = new TemporaryFolder();
        using var stores = new SqliteKeyValueStores(
            new Dictionary<string, string> { ["default"] = folder.Path("a.db") }, TimeProvider.System);
        var config = Scripts.Config with { KeyValue = stores, KeyValueStores = ["default"] };
        await using var function = await TestGuests.LoadAsync("capabilities", config);
        var result = await function.CallAsync("/", $"open default\ncall {line}");
        Assert.Equal(
            (500, FunctionFailure.Trap, $"trap: the function called {reason}"), (result.Response.Status, result.Failure, result.Reason));
        Assert.Equal("store 0\n", (await function.CallAsync("/", "open default")).Body());
    }

    [Theory]
    [InlineData("fd_read 4 0xFFFFFFF0 4 result", 21)]
    [InlineData("fd_read 4 memory 1025 result", 28)]
    [InlineData("fd_read 4 memory+512 1 result", 21)]
    [InlineData("fd_read 4 memory 0 0xFFFFFFFE", 21)]
    [InlineData("fd_read 3 memory 0 result", 31)]
    [InlineData("fd_read 99 memory 0 result", 8)]
    [InlineData("fd_read 0xFFFFFFFF memory 0 result", 8)]
    [InlineData("fd_pread 4 0xFFFFFFF0 4 0 result", 21)]
    [InlineData("fd_pread 4 memory 0 0 0xFFFFFFFE", 21)]
    [InlineData("fd_readdir 3 0xFFFFFFF0 64 0 result", 21)]
    [InlineData("fd_readdir 3 memory 64 0 0xFFFFFFFE", 21)]
    [InlineData("fd_readdir 4 memory 64 0 result", 54)]
    [InlineData("fd_filestat 4 0xFFFFFFC8", 21)]
    [InlineData("fd_seek 4 3 result", 28)]
    [InlineData("fd_seek 4 0 0xFFFFFFFC", 21)]
    [InlineData("fd_close 0xFFFFFFFF", 8)]
    [InlineData("prestat_name 3 0xFFFFFFFF 1", 21)]
    [InlineData("prestat_name 3 memory 0", 37)]
    [InlineData("path_open 3 0xFFFFFFF0 32 result", 21)]
    [InlineData("path_open 3 memory 4097 result", 37)]
    [InlineData("path_open 3 memory+256 3 result", 25)]
    [InlineData("path_open 3 memory 3 0xFFFFFFFE", 21)]
    [InlineData("path_open 4 memory 3 result", 54)]
    public async Task A_wrong_pointer_or_descriptor_is_an_error_number_in_WASI(string line, int error)
    {
        using var folder = new TemporaryFolder();
        folder.Write("key", "text");
        var config = Scripts.Config with { Files = [new FileMount(folder.FullName, "/")] };
        Assert.Equal(
            $"wasi 0\ndone\nwasi {error}\ndone\n", await Scripts.RunAsync(config, "call path_open 3 memory 3 result", "call " + line));
    }

    [Theory]
    [InlineData("outbound-mysql", "query")]
    [InlineData("fermyon:spin/mysql", "query")]
    [InlineData("fermyon:spin/mysql@2.0.0", "[method]connection.query")]
    public async Task An_interface_that_is_not_available_is_refused_by_name(string module, string name)
    {
        await using var function = await TestGuests.Host.LoadAsync(
            Module.ConvertText($"""
                (module
                  (import "{module}" "{name}" (func $absent (param i32 i32 i32 i32 i32 i32)))
                  (memory (export "memory") 1)
                  (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
                  (func (export "canonical_abi_free") (param i32 i32 i32))
                  (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
                    (call $absent (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
                    (i32.const 0)))
                """),
            Scripts.Config,
            TestContext.Current.CancellationToken);
        Assert.Equal(
            $"trap: the function called {module}.{name}, which is not available: SQL databases are not available to functions; "
                + "use outbound HTTP to a service in front of one",
            (await function.CallAsync("/")).Reason);
    }
}

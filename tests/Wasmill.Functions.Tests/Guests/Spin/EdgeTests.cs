namespace Wasmill.Functions.Tests.Guests.Spin;

public sealed class EdgeTests
{
    [Theory]
    [InlineData("/no-headers", 200, 0, "ok")]
    [InlineData("/empty-headers", 200, 0, "ok")]
    [InlineData("/no-body", 204, 0, "")]
    [InlineData("/empty-body", 200, 0, "")]
    [InlineData("/same-body", 200, 0, "given")]
    [InlineData("/duplicates", 200, 2, "ok")]
    public async Task Every_legal_answer_is_read(string uri, int status, int headers, string body)
    {
        await using var edges = await TestGuests.LoadAsync("edges");
        var result = await edges.CallAsync(uri, "given");
        Assert.Equal(
            (FunctionFailure.None, status, headers, body),
            (result.Failure, result.Response.Status, result.Response.Headers.Count, result.Body()));
    }

    [Fact]
    public async Task Bodies_are_bytes()
    {
        await using var edges = await TestGuests.LoadAsync("edges");
        Assert.Equal([0xFF, 0xFE, 0x00, 0x80], (await edges.CallAsync("/binary")).Response.Body.ToArray());
        var big = (await edges.CallAsync("/megabyte")).Response.Body;
        Assert.Equal(1 << 20, big.Length);
        Assert.Equal(-1, big.Span.IndexOfAnyExcept((byte)'m'));
    }

    [Fact]
    public async Task A_header_that_is_no_UTF8_is_read_as_Latin1()
    {
        await using var edges = await TestGuests.LoadAsync("edges");
        Assert.Equal("café", (await edges.CallAsync("/latin1")).Response.Headers[0].Value);
    }

    [Theory]
    [InlineData("/status-99", "the status 99 is not between 100 and 599")]
    [InlineData("/status-600", "the status 600 is not between 100 and 599")]
    [InlineData("/area", "the return area lies outside the function's memory")]
    [InlineData("/flag", "the headers' presence is 7; it must be 0 or 1")]
    [InlineData("/headers-address", "the headers lie outside the function's memory")]
    [InlineData("/headers-count", "the headers lie outside the function's memory")]
    [InlineData("/body-address", "the body lies outside the function's memory")]
    [InlineData("/body-length", "the body lies outside the function's memory")]
    [InlineData("/name-address", "a header's name lies outside the function's memory")]
    [InlineData("/name-token", "\"bad name\" is not a valid header name")]
    [InlineData("/value-control", "the value of the header x contains control characters")]
    public async Task A_wrong_answer_is_500_and_names_what_is_wrong(string uri, string reason)
    {
        await using var edges = await TestGuests.LoadAsync("edges");
        var result = await edges.CallAsync(uri);
        Assert.Equal((500, FunctionFailure.BadAnswer), (result.Response.Status, result.Failure));
        Assert.Equal($"bad answer: {reason}\n", result.Body());
        Assert.Equal("ok", (await edges.CallAsync("/")).Body());
    }

    [Theory]
    [InlineData("/loop", 504, FunctionFailure.Deadline, "deadline: the function did not respond within 0.5 s")]
    [InlineData("/memory", 500, FunctionFailure.Memory, "memory: the function failed at its memory limit of 16 MiB")]
    [InlineData("/flood", 500, FunctionFailure.OutputFlood, "output flood: the function wrote more than 65536 bytes to its output")]
    [InlineData("/exit", 500, FunctionFailure.Exit, "exit: the function ended itself with exit code 7")]
    [InlineData("/trap", 500, FunctionFailure.Trap, "trap: the function aborted (it reached unreachable code)")]
    [InlineData("/recurse", 500, FunctionFailure.Trap, "trap: the function accessed memory out of bounds")]
    public async Task A_failure_has_its_status_and_its_reason_and_the_next_call_works(
        string uri, int status, FunctionFailure failure, string reason)
    {
        var limits = new FunctionLimits { Deadline = TimeSpan.FromMilliseconds(500), MemoryBytes = 16 << 20, OutputBytes = 64 << 10 };
        await using var edges = await TestGuests.LoadAsync("edges", new FunctionConfig { Name = "edges", Limits = limits });
        var result = await edges.CallAsync(uri);
        Assert.Equal((status, failure, reason), (result.Response.Status, result.Failure, result.Reason));
        Assert.Equal(reason + "\n", result.Body());
        Assert.Equal("ok", (await edges.CallAsync("/")).Body());
    }

    [Fact]
    public async Task An_answer_over_its_limit_is_a_failure_that_names_it()
    {
        await using var edges = await TestGuests.LoadAsync(
            "edges", new FunctionConfig { Name = "edges", Limits = new FunctionLimits { ResponseBytes = 1000 } });
        var result = await edges.CallAsync("/megabyte");
        Assert.Equal(
            (500, FunctionFailure.ResponseTooLarge, "response too large: the function responded with more than 1000 bytes"),
            (result.Response.Status, result.Failure, result.Reason));
        Assert.Equal("ok", (await edges.CallAsync("/")).Body());
    }

    [Fact]
    public async Task The_environment_holds_what_was_configured_and_nothing_of_the_hosts()
    {
        Environment.SetEnvironmentVariable("GREETING", "of the host");
        await using var without = await TestGuests.LoadAsync("edges");
        await using var with = await TestGuests.LoadAsync(
            "edges", new FunctionConfig { Name = "edges", Environment = new Dictionary<string, string> { ["GREETING"] = "hello" } });
        Assert.Equal(("none", "hello"), ((await without.CallAsync("/environment")).Body(), (await with.CallAsync("/environment")).Body()));
    }
}

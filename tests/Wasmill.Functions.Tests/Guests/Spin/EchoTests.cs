using System.Text;
using Wasmill.Events.Http;

namespace Wasmill.Functions.Tests.Guests.Spin;

public sealed class EchoTests
{
    [Theory]
    [InlineData("GET", 0)]
    [InlineData("POST", 1)]
    [InlineData("PUT", 2)]
    [InlineData("DELETE", 3)]
    [InlineData("PATCH", 4)]
    [InlineData("HEAD", 5)]
    [InlineData("OPTIONS", 6)]
    public async Task A_guest_gets_method_uri_headers_and_body_as_the_ABI_lays_them_out(string method, int number)
    {
        await using var echo = await TestGuests.LoadAsync("echo");
        var request = new FunctionRequest(
            method,
            "/a/b?c=d",
            [new HeaderField("x-one", "1"), new HeaderField("x-one", "2"), new HeaderField("x-empty", "")],
            Encoding.UTF8.GetBytes("the body"));
        var result = await echo.InvokeAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(FunctionFailure.None, result.Failure);
        Assert.Equal(
            $"method {number}\nuri /a/b?c=d\nparameters 0\nheader x-one: 1\nheader x-one: 2\nheader x-empty: \nbody 1 8\nthe body",
            result.Body());
        Assert.Equal(new FunctionLogLine(FunctionLogStream.Output, "echo called with 3 headers"), Assert.Single(result.Log));
    }

    [Fact]
    public async Task A_guest_with_the_later_names_gets_the_same()
    {
        await using var echo = await TestGuests.LoadAsync("echo");
        await using var later = await TestGuests.LoadAsync("echo_later");
        var header = new HeaderField("x-one", "1");
        var expected = (await echo.CallAsync("/a?b=c", "the body", header)).Body();
        Assert.Equal(expected, (await later.CallAsync("/a?b=c", "the body", header)).Body());
        Assert.EndsWith("the body", expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_the_ABI_has_no_number_for_is_405()
    {
        await using var echo = await TestGuests.LoadAsync("echo");
        var result = await echo.InvokeAsync(new FunctionRequest("TRACE", "/", [], default), TestContext.Current.CancellationToken);
        Assert.Equal((405, FunctionFailure.MethodNotAllowed), (result.Response.Status, result.Failure));
    }

    [Fact]
    public async Task Many_threads_at_once_each_get_their_own_answer()
    {
        await using var echo = await TestGuests.LoadAsync("echo");
        await Parallel.ForAsync(0, 400, TestContext.Current.CancellationToken, async (i, _) =>
        {
            var result = await echo.CallAsync($"/{i}", $"body {i}");
            Assert.EndsWith($"body {i}", result.Body(), StringComparison.Ordinal);
            Assert.Contains($"uri /{i}\n", result.Body(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_large_request_arrives_whole()
    {
        await using var echo = await TestGuests.LoadAsync("echo");
        var body = new string('x', 3 << 20);
        Assert.EndsWith(body, (await echo.CallAsync("/", body)).Body(), StringComparison.Ordinal);
    }
}

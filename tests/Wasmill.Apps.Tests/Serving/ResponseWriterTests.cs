using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Apps.Serving;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Serving;

public sealed class ResponseWriterTests
{
    [Fact]
    public async Task An_interim_status_becomes_500_because_a_client_would_wait_for_more()
    {
        var (status, body) = await WriteAsync(new FunctionResponse(101, [], default));
        Assert.Equal((500, "bad answer: the function responded with the interim status 101, which cannot end a request\n"), (status, body));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task A_body_that_HTTP_forbids_is_left_out(int status)
        => Assert.Equal((status, ""), await WriteAsync(new FunctionResponse(status, [], "x"u8.ToArray())));

    [Fact]
    public async Task A_guests_own_framing_headers_do_not_break_the_message()
        => Assert.Equal((200, "abc"), await WriteAsync(
            new FunctionResponse(200, [new("Content-Length", "99"), new("transfer-encoding", "chunked")], "abc"u8.ToArray())));

    private static async Task<(int Status, string Body)> WriteAsync(FunctionResponse answer)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await ResponseWriter.WriteAsync(context.Response, answer, TestContext.Current.CancellationToken);
        Assert.False(context.Response.Headers.ContainsKey("transfer-encoding"));
        return (context.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}

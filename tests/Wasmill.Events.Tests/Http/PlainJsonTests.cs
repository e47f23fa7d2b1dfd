using System.Text;
using Wasmill.Events.Http;

namespace Wasmill.Events.Tests.Http;

public sealed class PlainJsonTests
{
    [Theory]
    [InlineData("application/json", "{ \"a\" : 1.0 }")]
    [InlineData("application/json; charset=utf-8", "[]")]
    [InlineData("application/vnd.order+json", "{}")]
    [InlineData("text/json", "1")]
    public void A_body_of_JSON_becomes_an_event_with_its_bytes_and_its_media_type(string contentType, string body)
    {
        var read = PlainJson.Read([new HeaderField("Content-Type", contentType)], Encoding.UTF8.GetBytes(body), "t", "/s")!;
        Assert.Equal(
            ("t", "/s", "", null, contentType, body),
            (read.Type, read.Source, read.Id, read.Time, read.DataContentType, Encoding.UTF8.GetString(read.Data.Span)));
        Assert.True(read.HasData);
    }

    [Theory]
    [InlineData("text/plain", "{}")]
    [InlineData("application/octet-stream", "{}")]
    [InlineData("application/json", "")]
    [InlineData(null, "")]
    [InlineData(null, "hello")]
    [InlineData(null, "{\"a\":")]
    public void Anything_else_is_no_event(string? contentType, string body)
        => Assert.Null(PlainJson.Read(
            contentType is null ? [] : [new HeaderField("content-type", contentType)], Encoding.UTF8.GetBytes(body), "t", "/s"));

    [Fact]
    public void Without_a_media_type_what_reads_as_JSON_is_JSON()
        => Assert.Equal("application/json", PlainJson.Read([], "{\"a\": [true]}"u8.ToArray(), "t", "/s")!.DataContentType);
}

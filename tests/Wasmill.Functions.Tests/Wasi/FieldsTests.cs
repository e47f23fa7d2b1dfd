using Wasmill.Events.Http;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Tests.Wasi;

public sealed class FieldsTests
{
    [Fact]
    public void Lines_keep_their_order_and_their_names_are_in_lower_case()
    {
        var fields = new Fields();
        Assert.Null(fields.TryAppend("X-B", "1"u8));
        Assert.Null(fields.TryAppend("x-a", ""u8));
        Assert.Null(fields.TryAppend("x-b", "2"u8));
        Assert.Equal([new HeaderField("x-b", "1"), new HeaderField("x-a", ""), new HeaderField("x-b", "2")], fields.ToHeaders());
        Assert.Equal(["1", "2"], fields.Find("X-b").Select(line => line.Value));
        Assert.True(fields.Has("X-A"));
        Assert.Null(fields.TryRemove("X-B"));
        Assert.False(fields.Has("x-b"));
        Assert.Equal(3 + FieldEntry.Overhead, fields.Bytes);
    }

    [Theory]
    [InlineData("", HeaderError.InvalidSyntax)]
    [InlineData("a b", HeaderError.InvalidSyntax)]
    [InlineData("ä", HeaderError.InvalidSyntax)]
    [InlineData("Host", HeaderError.Forbidden)]
    [InlineData("Transfer-Encoding", HeaderError.Forbidden)]
    internal void A_name_that_http_does_not_allow_is_refused(string name, HeaderError error)
    {
        Assert.Equal(error, new Fields().TryAppend(name, "1"u8));
        Assert.Equal(error, new Fields().TryRemove(name));
    }

    [Fact]
    public void A_value_without_control_characters_comes_back_byte_for_byte()
    {
        var fields = new Fields();
        foreach (var value in (byte[][])[[0xE9], [0xC3, 0xA9], [9, 32, 126]])
        {
            Assert.Null(fields.TryAppend("x", value));
            var entry = fields.Entries[^1];
            Assert.Equal(value, entry.Encoding.GetBytes(entry.Value));
        }

        foreach (var value in (byte[][])[[10], [13, 10], [0], [127]])
            Assert.Equal(HeaderError.InvalidSyntax, fields.TryAppend("x", value));
    }

    [Fact]
    public void The_headers_of_a_message_are_without_those_of_its_connection_and_cannot_be_changed()
    {
        var fields = Fields.OfMessage([new("host", "a"), new("x", "1"), new("connection", "close"), new("te", "trailers")]);
        Assert.Equal([new HeaderField("x", "1"), new HeaderField("te", "trailers")], fields.ToHeaders());
        Assert.Equal(HeaderError.Immutable, fields.TryAppend("y", "1"u8));
        Assert.Equal(HeaderError.Immutable, fields.TryRemove("x"));
        Assert.Equal(HeaderError.Immutable, fields.TryReplace("x", new Fields()));
        Assert.Null(fields.Copy().TryAppend("y", "1"u8));
        Assert.False(fields.Has("y"));
    }
}

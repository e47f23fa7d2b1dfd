using System.Text;
using Wasmill.Commands.Events.Sending;
using Wasmill.Errors;

namespace Wasmill.Tests.Commands.Events.Sending;

public sealed class EventFactoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 15, 0, 0, TimeSpan.FromHours(1));
    private static readonly EventRequest Plain = new("t", "/s", null, null, null, []);

    [Fact]
    public void An_event_has_the_given_attributes_and_the_time_in_UTC()
    {
        var one = Assert.Single(
            EventFactory.Make(Plain with { Id = "1", Subject = "x", Extensions = ["region=eu", "empty="] }, [Bytes("{}")], Now));
        Assert.Equal(("1", "t", "/s", "x", "2026-11-24T14:00:00.000000Z"), (one.Id, one.Type, one.Source, one.Subject, one.Time));
        Assert.Equal(["region=eu", "empty="], one.Extensions.Select(extension => $"{extension.Name}={extension.Value}"));
    }

    [Theory]
    [InlineData("{\"n\": 1}", "application/json")]
    [InlineData("12", "application/json")]
    [InlineData("\"text\"", "application/json")]
    [InlineData("text", "text/plain")]
    [InlineData("", "text/plain")]
    [InlineData(null, null)]
    public void The_media_type_follows_from_the_payload(string? payload, string? type)
    {
        var one = Assert.Single(EventFactory.Make(Plain, [payload is null ? (ReadOnlyMemory<byte>?)null : Bytes(payload)], Now));
        Assert.Equal(
            (type, payload is not null, payload ?? ""), (one.DataContentType, one.HasData, Encoding.UTF8.GetString(one.Data.Span)));
    }

    [Fact]
    public void Each_payload_is_an_event_with_an_id_of_its_own()
        => Assert.Equal(3, EventFactory.Make(Plain, [Bytes("1"), Bytes("2"), null], Now).Select(one => one.Id).Distinct().Count());

    [Fact]
    public void An_array_is_split_and_its_elements_stay_as_they_are()
    {
        Assert.Equal(["{\"n\": 1.10}", "2", "\"x\""], Split(" [{\"n\": 1.10}, 2, \"x\"]"));
        Assert.Equal(["1"], Split("\uFEFF [1]"));
        Assert.Equal(["text [1]"], Split("text [1]"));
        Assert.Contains(
            "line 1", Assert.Throws<UserErrorException>(() => Split("[1,")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_as_they_are()
    {
        byte[] bytes = [0x89, (byte)'P', 0xFF, 0];
        var one = Assert.Single(EventFactory.Make(Plain, EventFactory.SplitArray(bytes), Now));
        Assert.Equal(
            ("application/octet-stream", Convert.ToHexString(bytes)), (one.DataContentType, Convert.ToHexString(one.Data.Span)));
    }

    [Theory]
    [InlineData("region", "NAME=VALUE")]
    [InlineData("=x", "NAME=VALUE")]
    [InlineData("Region=x", "\"Region\"")]
    public void An_extension_that_is_none_is_refused(string text, string reason)
    {
        var error = Assert.Throws<UserErrorException>(() => EventFactory.Make(Plain with { Extensions = [text] }, [null], Now));
        Assert.Equal(ExitCodes.Usage, error.ExitCode);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_that_is_broken_does_not_go_out_as_text()
    {
        Assert.Contains(
            "line 2",
            Assert.Throws<UserErrorException>(() => EventFactory.Make(Plain, [Bytes("{\n nope}")], Now)).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "text/plain",
            Assert.Single(EventFactory.Make(Plain with { ContentType = "text/plain" }, [Bytes("{nope}")], Now)).DataContentType);
    }

    [Fact]
    public void An_id_belongs_to_one_event()
        => Assert.Throws<UserErrorException>(() => EventFactory.Make(Plain with { Id = "1" }, [Bytes("1"), Bytes("2")], Now));

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static IEnumerable<string> Split(string text)
        => EventFactory.SplitArray(Bytes(text)).Select(payload => Encoding.UTF8.GetString(payload!.Value.Span));
}

using System.Text;
using Wasmill.Broker.Delivery;
using Wasmill.Broker.Delivery.DeadLetters;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Events;

namespace Wasmill.Broker.Tests.Delivery;

public sealed class DeadLetterEventTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(767, 1_024)]
    [InlineData(768, 1_024)]
    [InlineData(769, 1_024)]
    [InlineData(100_000, 1_024)]
    public void The_body_is_base64_of_at_most_1024_characters_that_decode_to_its_beginning(int size, int characters)
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);
        var data = Make(Note(500, "x", body)).GetAttribute("knativeerrordata")!;
        Assert.Equal(characters, data.Length);
        Assert.Equal(body[..Math.Min(size, DeliveryResult.ShownBody)], Convert.FromBase64String(data));
    }

    [Fact]
    public void The_original_event_is_kept_and_says_where_it_could_not_go()
    {
        var original = TestEvents.Event() with
        {
            Extensions = [new("a", "b"), new("knativeerrorcode", "1"), new("knativeerrordest", "x"), new("knativeerrordata", "y")],
        };
        var made = DeadLetterEvent.Make(original, Note(418, "teapot", "short and stout"u8.ToArray()));
        Assert.Equal(original with { Extensions = made.Extensions }, made);
        Assert.Equal(
            [
                new("a", "b"),
                new("knativeerrordest", "http://target/"),
                new("knativeerrorcode", "418", ExtensionKind.Integer),
                new ExtensionAttribute("knativeerrordata", Convert.ToBase64String("short and stout"u8)),
            ],
            made.Extensions);
    }

    [Fact]
    public void Without_an_answer_it_says_500_and_why_as_Knative_does()
    {
        var made = Make(Note(null, "connection refused", []));
        Assert.Equal(
            ("500", "connection refused"),
            (
                made.GetAttribute("knativeerrorcode"),
                Encoding.UTF8.GetString(Convert.FromBase64String(made.GetAttribute("knativeerrordata")!))));
    }

    [Fact]
    public void A_long_reason_is_cut_between_characters()
    {
        var data = Convert.FromBase64String(Make(Note(null, new string('ä', 500), [])).GetAttribute("knativeerrordata")!);
        Assert.Equal(new string('ä', 384), new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(data));
    }

    private static CloudEvent Make(DeadLetterNote note) => DeadLetterEvent.Make(TestEvents.Event(), note);

    private static DeadLetterNote Note(int? status, string detail, byte[] body)
        => DeadLetterNote.Make(
            new AttemptOutcome.GivenUp(DeadLetterReason.Refused, detail, status),
            new DeliveryResult { Verdict = DeliveryVerdict.Refused, Body = body },
            "http://target/",
            1,
            DateTimeOffset.UnixEpoch);
}

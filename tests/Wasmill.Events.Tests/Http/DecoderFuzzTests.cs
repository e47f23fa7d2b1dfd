using System.Text;
using Wasmill.Events.Http;

namespace Wasmill.Events.Tests.Http;

/// <summary>Messages that were valid before they were damaged. The seed is fixed: a failure names its round, and comes again.</summary>
public sealed class DecoderFuzzTests
{
    private const int Rounds = 8_000;
    private const string Interesting =
        "\0\u0001\t \"%\\{}[]:,0159azAZ-_.+;/é\u0085\uD800\uDC00\uFDD0\uFFFE\uFFFF😀%41%C3%A9%FF\\u0000\\ud800null";

    private static readonly (string, string)[] Binary =
    [
        ("ce-specversion", "1.0"), ("ce-id", "A-1"), ("ce-source", "/mill?x=%2520"), ("ce-type", "mill.ground"),
        ("ce-subject", "\"Euro%20%E2%82%AC\""), ("ce-time", "2026-11-24T13:42:00.5+01:00"), ("ce-dataschema", "urn:grain"),
        ("ce-schemaurl", "urn:grain"), ("ce-ext", "v"), ("content-type", "text/plain; charset=utf-8"),
    ];

    private static readonly string[] Documents =
    [
        """{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"é","time":"2026-11-24T13:42:00Z","n":-5,"b":true,"datacontenttype":"application/json","data":{"a":[1.50,"é\ud83d\ude00",null]}}""",
        """{"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"text/plain","data":"te\"xt\u20ac"}""",
        """{"specversion":"1.0","id":"1","source":"/s","type":"t","data_base64":"AAECAw==","dataschema":"https://example.com/x"}""",
        """{"specversion":"0.3","id":"1","source":"/s","type":"t","schemaurl":"/x","datacontentencoding":"base64","datacontenttype":"image/png","data":"AAH/"}""",
        """[{"specversion":"1.0","id":"1","source":"/s","type":"t","data":null},{"specversion":"1.0","id":"2","source":"/s","type":"t","data":"x"}]""",
    ];

    [Fact]
    public void A_damaged_binary_message_is_refused_or_survives_both_modes()
    {
        var random = new Random(20_261_124);
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var headers = Binary.Where(_ => random.Next(20) > 0).Select(header => new HeaderField(header.Item1, header.Item2)).ToList();
            for (var damages = random.Next(3); damages > 0 && headers.Count > 0; damages--)
            {
                var index = random.Next(headers.Count);
                headers[index] = random.Next(4) switch
                {
                    0 => headers[index] with { Name = Damage(headers[index].Name, random) },
                    1 => headers[random.Next(headers.Count)],
                    _ => headers[index] with { Value = Damage(headers[index].Value, random) },
                };
            }

            var body = new byte[random.Next(20)];
            random.NextBytes(body);
            accepted += Check(round, headers, body);
        }

        Assert.InRange(accepted, Rounds / 10, Rounds * 9 / 10);
    }

    [Fact]
    public void A_damaged_document_is_refused_or_survives_both_modes()
    {
        var random = new Random(20_261_125);
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var document = Documents[random.Next(Documents.Length)];
            var contentType = document[0] == '[' ? "application/cloudevents-batch+json" : "application/cloudevents+json";
            var body = Encoding.UTF8.GetBytes(random.Next(2) == 0 ? Damage(document, random) : document);
            if (random.Next(2) == 0)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            accepted += Check(round, [new HeaderField("content-type", contentType)], body);
        }

        Assert.InRange(accepted, Rounds / 10, Rounds * 9 / 10);
    }

    private static int Check(int round, IReadOnlyList<HeaderField> headers, byte[] body)
    {
        try
        {
            var message = HttpBinding.Decode(headers, body);
            if (message.Error is { } error)
            {
                Assert.Empty(message.Events);
                Assert.DoesNotContain(error.Message, char.IsControl);
                Assert.InRange(error.Message.Length, 1, 250);
                return 0;
            }

            foreach (var one in message.Events)
                SurvivesBothModes(one);
            return 1;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"round {round}: {string.Join(" | ", headers)} | {Convert.ToHexString(body)}", error);
        }
    }

    private static void SurvivesBothModes(CloudEvent one)
    {
        foreach (var mode in (ContentMode[])[ContentMode.Binary, ContentMode.Structured])
        {
            // A body that its header calls base64 text (0.3) is decoded in JSON.
            if (one.SpecVersion == "0.3" && one.GetAttribute("datacontentencoding") is not null)
                continue;
            var encoded = HttpBinding.Encode(one, mode);
            var again = HttpBinding.Decode(encoded.Headers, encoded.Body);
            Assert.Null(again.Error);
            Assert.Single(again.Events).SameAs(mode == ContentMode.Binary ? AsInHeaders(one) : one);
            Assert.All(encoded.Headers, header => Assert.DoesNotContain(header.Value, char.IsControl));
        }
    }

    // Headers know text only, and whether there is a payload shows in its media type when it is empty.
    private static CloudEvent AsInHeaders(CloudEvent one) => one with
    {
        HasData = !one.Data.IsEmpty || one.DataContentType is not null,
        Extensions = [.. one.Extensions.Select(extension => extension with { Kind = ExtensionKind.String })],
    };

    private static string Damage(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var piece = Interesting.Substring(random.Next(Interesting.Length), 1);
        return random.Next(4) switch
        {
            0 => text.Insert(at, piece),
            1 when at < text.Length => text.Remove(at, 1),
            2 when at < text.Length => text.Remove(at, 1).Insert(at, piece),
            _ => text[..at] + Interesting[random.Next(Interesting.Length)..] + text[at..],
        };
    }
}

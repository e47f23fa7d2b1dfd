using System.Globalization;
using System.Text;
using Wasmill.Server.Tests.Http;

namespace Wasmill.Server.Tests.Ingress;

public sealed class IngressRuleTests(BrokerWithSink shared) : IClassFixture<BrokerWithSink>
{
    public static TheoryData<string> Accepted => [.. IngressRules.Accepted.Keys];

    public static TheoryData<string> Refused => [.. IngressRules.Refused.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_rule_has_both_sides()
    {
        foreach (var names in (IEnumerable<string>[])[IngressRules.Accepted.Keys, IngressRules.Refused.Keys])
            Assert.Equal(
                Enumerable.Range(1, IngressRules.Count),
                names.Select(name => int.Parse(name.Split(' ')[0], CultureInfo.InvariantCulture)).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task What_a_rule_allows_is_taken_and_delivered(string rule)
    {
        var one = IngressRules.Accepted[rule];
        var before = DateTimeOffset.UtcNow;
        var answer = await PostAsync(one.Headers, one.Body);
        Assert.Equal((202, ""), (answer.Status, answer.Body));
        var delivered = await shared.Sink.NextAsync(Cancel);
        foreach (var line in one.Expected)
        {
            if (line[0] == '!')
                Assert.DoesNotContain(line[1..], delivered.Headers.Keys);
            else
                Assert.Equal(line, $"{line.Split(':')[0]}: {delivered.Headers[line.Split(':')[0]]}");
        }

        if (one.Payload is not null)
            Assert.Equal(one.Payload, Encoding.UTF8.GetString(delivered.Body));
        var arrival = DateTimeOffset.ParseExact(
            delivered.Headers["ce-knativearrivaltime"], "yyyy-MM-dd'T'HH:mm:ss.fffffffK", CultureInfo.InvariantCulture);
        Assert.InRange(arrival, before, DateTimeOffset.UtcNow);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_a_rule_forbids_is_refused_with_a_line_that_names_it_and_not_delivered(string rule)
    {
        var one = IngressRules.Refused[rule];
        var answer = await PostAsync(one.Headers, one.Body);
        Assert.Equal(one.Status, answer.Status);
        Assert.Contains(one.Mentioned, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', answer.Body.TrimEnd('\n'));

        // What comes next is the next event.
        var next = Guid.NewGuid().ToString();
        Assert.Equal(202, (await PostAsync($"ce-specversion: 1.0\nce-id: {next}\nce-source: /s\nce-type: t\n", "")).Status);
        Assert.Equal(next, (await shared.Sink.NextAsync(Cancel)).Headers["ce-id"]);
    }

    [Fact]
    public async Task Rule_13_a_batch_is_delivered_event_by_event_and_an_empty_one_not_at_all()
    {
        const string Headers = "content-type: application/cloudevents-batch+json\n";
        Assert.Equal(202, (await PostAsync(Headers, "[]")).Status);
        Assert.Equal(202, (await PostAsync(
            Headers,
            """[{"specversion":"1.0","id":"a","source":"/s","type":"t","data":1},{"specversion":"1.0","id":"b","source":"/t","type":"u","x":true}]""")).Status);
        var delivered = new[] { await shared.Sink.NextAsync(Cancel), await shared.Sink.NextAsync(Cancel) }
            .OrderBy(one => one.Headers["ce-id"], StringComparer.Ordinal)
            .ToList();
        Assert.Equal(["a", "b"], delivered.Select(one => one.Headers["ce-id"]));
        Assert.Equal(("1", "true"), (Encoding.UTF8.GetString(delivered[0].Body), delivered[1].Headers["ce-x"]));
        Assert.True(shared.Sink.IsEmpty);
    }

    [Fact]
    public async Task Rule_18_nothing_but_the_time_of_arrival_is_added_and_a_forged_one_does_not_stay()
    {
        const string Headers = "ce-specversion: 1.0\nce-id: 1\nce-source: /s\nce-type: t\nce-knativearrivaltime: 1999-01-01T00:00:00Z\n";
        Assert.Equal(202, (await PostAsync(Headers, "")).Status);
        var delivered = await shared.Sink.NextAsync(Cancel);
        Assert.Equal(
            ["ce-id", "ce-knativearrivaltime", "ce-source", "ce-specversion", "ce-type"],
            delivered.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("1999", delivered.Headers["ce-knativearrivaltime"], StringComparison.Ordinal);
    }

    private Task<RawAnswer> PostAsync(string headers, string body)
        => RawConnection.PostAsync(shared.Broker.Http, headers, Encoding.UTF8.GetBytes(body), Cancel);
}

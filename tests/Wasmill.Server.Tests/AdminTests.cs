using System.Net;
using System.Text;
using Wasmill.Client;
using Wasmill.Connectors;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;
using Wasmill.Server.Hosting;

namespace Wasmill.Server.Tests;

public sealed class AdminTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, null, 401)]
    [InlineData("Bearer wrong", null, null, 401)]
    [InlineData("right", null, null, 200)]
    [InlineData("right", "evil.example", null, 403)]
    [InlineData("right", null, "http://evil.example", 403)]
    [InlineData("right", null, "http://localhost", 403)]
    public async Task The_API_wants_the_token_a_local_name_and_no_web_page(string? authorization, string? host, string? origin, int status)
    {
        await using var broker = await RunningBroker.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/status");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation(
                "Authorization", authorization == "right" ? $"Bearer {broker.Folder.ReadToken()}" : authorization);
        if (host is not null)
            request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await broker.Http.SendAsync(request, Cancel);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Of_two_edits_of_one_revision_the_second_is_a_conflict()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var client = broker.Connect();
        var flow = await client.GetFlowAsync(Cancel);
        Assert.True(await client.TryPutFlowAsync(flow with { Text = Add(flow.Text, "one") }, Cancel));
        Assert.False(await client.TryPutFlowAsync(flow with { Text = Add(flow.Text, "two") }, Cancel));
        Assert.Equal(["one"], (await client.GetStatusAsync(Cancel)).Targets.Select(target => target.Name));
        Assert.Equal((await client.GetFlowAsync(Cancel)).Text, broker.Folder.ReadFlow().ToString());
    }

    [Fact]
    public async Task A_flow_that_is_not_JSON_is_refused_with_a_reason()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/flow") { Content = new StringContent("{\"revision\":") };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {broker.Folder.ReadToken()}");
        using var response = await broker.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("the body is not valid JSON for this request\n", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_wrong_flow_is_refused_and_the_old_one_goes_on()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var client = broker.Connect();
        var flow = await client.GetFlowAsync(Cancel);
        var error = await Assert.ThrowsAsync<ServerException>(() =>
            client.TryPutFlowAsync(flow with { Text = flow.Text + "---\nkind: Nothing\n" }, Cancel));
        Assert.Contains("apiVersion is missing", error.Message, StringComparison.Ordinal);
        Assert.Equal(flow, await client.GetFlowAsync(Cancel));
    }

    [Fact]
    public async Task Edits_at_the_same_time_all_take_effect()
    {
        await using var broker = await RunningBroker.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(i => FlowEdits.ApplyAsync(broker.Folder, text => FlowText.Parse(Add(text.ToString(), $"t{i}")), Cancel)));
        Assert.Equal(8, (await FlowEdits.DescribeAsync(broker.Folder, BuiltInKinds.ForEditing, Cancel)).Targets.Count);
    }

    [Fact]
    public async Task A_watcher_gets_events_as_they_come_with_their_payloads_bytes()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var client = broker.Connect();
        await using var watch = client.WatchAsync(0, follow: true, Cancel).GetAsyncEnumerator(Cancel);
        var next = watch.MoveNextAsync().AsTask();
        // The watch is open once the broker has answered; sending until it shows is all a client can do.
        while (!next.IsCompleted)
        {
            using var content = new StringContent(
                """{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{ "a" :1}}""",
                Encoding.UTF8,
                "application/cloudevents+json");
            await broker.Http.PostAsync("", content, Cancel);
        }

        Assert.True(await next);
        Assert.Contains("""
            "data":{ "a" :1}
            """.Trim(), watch.Current.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_one_folder_is_refused_and_an_unclean_end_is_not_believed()
    {
        await using var broker = await RunningBroker.StartAsync();
        var error = await Assert.ThrowsAsync<ServerException>(() => BrokerServer.RunAsync(broker.Options(), Cancel));
        Assert.Contains($"is served by another process already ({Environment.ProcessId})", error.Message, StringComparison.Ordinal);

        var process = broker.Folder.FindProcess()!;
        await broker.StopAsync();
        Assert.Null(broker.Folder.FindProcess());
        broker.Folder.WriteProcess(process);
        Assert.Null(broker.Folder.FindProcess());
        Assert.Null(AdminClient.TryConnect(broker.Folder));
    }

    [Fact]
    public async Task An_event_can_be_sent_straight_to_a_target()
    {
        await using var broker = await RunningBroker.StartAsync();
        await FlowEdits.ApplyAsync(broker.Folder, text => FlowText.Parse(Add(text.ToString(), "down")), Cancel);
        using var content = new StringContent(
            """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""", Encoding.UTF8, "application/cloudevents+json");
        using var response = await broker.Http.PostAsync("targets/down", content, Cancel);
        Assert.Equal(
            (HttpStatusCode.BadGateway, "connection refused (localhost:1)\n"),
            (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel)));
        using var unknown = await broker.Http.PostAsync("targets/nobody", null, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static string Add(string text, string target)
        => new FlowEditor(BuiltInKinds.ForEditing)
            .AddComponent(
                FlowText.Parse(text), new ComponentConfig(target, "CloudEventsTarget", MapValue.Of(("endpoint", "http://localhost:1"))))
            .ToString();
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Wasmill.Broker.Targets;

namespace Wasmill.Connectors.Tests.Delivery;

public sealed class HttpVersionTests
{
    private readonly ConcurrentQueue<(string Protocol, string Connection)> _requests = [];

    [Fact]
    public async Task Http2_is_spoken_from_the_first_byte_when_it_is_asked_for()
    {
        await using var server = await TestServer.StartAsync(Note, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        await using var rig = await TargetRig.MakeAsync(server.Address, ("http2", "prior-knowledge"));
        for (var i = 0; i < 3; i++)
            Assert.Equal(DeliveryVerdict.Delivered, (await rig.DeliverAsync()).Verdict);
        Assert.Equal((3, 1), (_requests.Count, _requests.Distinct().Count()));
        Assert.All(_requests, request => Assert.Equal("HTTP/2", request.Protocol));
    }

    [Fact]
    public async Task Without_it_HTTP_1_is_spoken_over_a_connection_that_is_kept()
    {
        await using var server = await TestServer.StartAsync(Note, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        await using var rig = await TargetRig.MakeAsync(server.Address);
        for (var i = 0; i < 3; i++)
            Assert.Equal(DeliveryVerdict.Delivered, (await rig.DeliverAsync()).Verdict);
        Assert.Equal((3, 1), (_requests.Count, _requests.Distinct().Count()));
        Assert.All(_requests, request => Assert.Equal("HTTP/1.1", request.Protocol));
    }

    [Theory]
    [InlineData(HttpProtocols.Http1, true)]
    [InlineData(HttpProtocols.Http2, false)]
    public async Task A_server_of_the_other_version_is_a_failure_that_is_tried_again(HttpProtocols server, bool http2)
    {
        await using var place = await TestServer.StartAsync(Note, endpoint => endpoint.Protocols = server);
        await using var rig = http2
            ? await TargetRig.MakeAsync(place.Address, ("http2", "prior-knowledge"))
            : await TargetRig.MakeAsync(place.Address);
        Assert.NotEqual(DeliveryVerdict.Delivered, (await rig.DeliverAsync()).Verdict);
        Assert.Empty(_requests);
    }

    [Fact]
    public void Another_way_to_HTTP_2_is_refused()
        => Assert.Equal("http2", Assert.Single(TargetRig.Validate("http://localhost", ("http2", "true"))).Key);

    private Task Note(HttpContext context)
    {
        _requests.Enqueue((context.Request.Protocol, context.Connection.Id));
        return Task.CompletedTask;
    }
}

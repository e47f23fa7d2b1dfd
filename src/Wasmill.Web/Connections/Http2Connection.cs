using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Wasmill.Web.Connections;

// Tested by: Http2Tests
/// <summary>A borrowed connection: the HTTP/2 server serves it and disposes this wrapper; the owner closes the connection itself.</summary>
internal sealed class Http2Connection(ConnectionContext owned) : ConnectionContext
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A task that completes when the wrapper has been disposed.</summary>
    public Task Ended => _ended.Task;

    /// <inheritdoc />
    public override IDuplexPipe Transport
    {
        get => owned.Transport;
        set => owned.Transport = value;
    }

    /// <inheritdoc />
    public override string ConnectionId
    {
        get => owned.ConnectionId;
        set => owned.ConnectionId = value;
    }

    /// <summary>Features of the wrapper on top of those of the connection: both servers store their own under the same types.</summary>
    public override IFeatureCollection Features { get; } = new FeatureCollection(owned.Features);

    /// <inheritdoc />
    public override IDictionary<object, object?> Items
    {
        get => owned.Items;
        set => owned.Items = value;
    }

    /// <inheritdoc />
    public override CancellationToken ConnectionClosed
    {
        get => owned.ConnectionClosed;
        set => owned.ConnectionClosed = value;
    }

    /// <inheritdoc />
    public override EndPoint? LocalEndPoint
    {
        get => owned.LocalEndPoint;
        set => owned.LocalEndPoint = value;
    }

    /// <inheritdoc />
    public override EndPoint? RemoteEndPoint
    {
        get => owned.RemoteEndPoint;
        set => owned.RemoteEndPoint = value;
    }

    /// <inheritdoc />
    public override void Abort() => owned.Abort();

    /// <inheritdoc />
    public override void Abort(ConnectionAbortedException abortReason) => owned.Abort(abortReason);

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        return base.DisposeAsync();
    }
}

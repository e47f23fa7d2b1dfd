using System.Net;

namespace Wasmill.Web.Connections;

/// <summary>The name of the endpoint that takes over HTTP/2 connections. It is no address.</summary>
internal sealed class Http2EndPoint : EndPoint
{
    /// <inheritdoc />
    public override string ToString() => "HTTP/2 connections of the same port";
}

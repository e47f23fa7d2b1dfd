using System.Net;

namespace Wasmill.Web.Connections;

/// <summary>The name of the endpoint for HTTP/2 connections. It is not an address.</summary>
internal sealed class Http2EndPoint : EndPoint
{
    /// <inheritdoc />
    public override string ToString() => "HTTP/2 connections of the same port";
}

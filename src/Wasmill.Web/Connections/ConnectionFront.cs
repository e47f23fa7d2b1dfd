using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasmill.Web.Connections;

// Tested by: ConnectionTests, HandshakeTests
/// <summary>The middleware of a connection before HTTP: its slot, the timeout of its first bytes, the check of chunked bodies.</summary>
internal sealed class ConnectionFront(ConnectionPlaces places, PriorKnowledge firstBytes)
{
    /// <summary>Configures an address without TLS.</summary>
    public void Use(ListenOptions address)
    {
        address.Protocols = HttpProtocols.Http1;
        address.Use(http1 => connection => HoldAsync(connection, held => firstBytes.ServeAsync(Check(held), http1)));
    }

    /// <summary>Configures an address with TLS.</summary>
    public void Use(ListenOptions address, Func<X509Certificate2> certificate)
    {
        address.Use(next => connection => HoldAsync(connection, next));
        address.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate());
        address.Use(next => connection => firstBytes.ServeAnyAsync(Check(connection), next));
    }

    private static ConnectionContext Check(ConnectionContext connection)
    {
        var input = new CheckedReader(connection.Transport.Input);
        connection.Transport = new CheckedTransport(input, connection.Transport.Output);
        if (connection.Features.Get<ConnectionPlace>() is { } place)
            place.Input = input;
        return connection;
    }

    private async Task HoldAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            await next(connection);
        }
        finally
        {
            if (connection.Features.Get<ConnectionPlace>() is { } place)
                places.Release(place);
        }
    }
}

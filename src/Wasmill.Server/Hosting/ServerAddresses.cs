using System.Net;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Web;

namespace Wasmill.Server.Hosting;

// Tested by: HostRuleTests
/// <summary>The addresses of a broker. Everything that is not for producers is served on loopback only.</summary>
internal sealed class ServerAddresses : IDisposable
{
    /// <summary>The URL for producers.</summary>
    public required string Url { get; init; }

    /// <summary>The URL for commands on this machine.</summary>
    public required string LocalUrl { get; init; }

    /// <summary>The admin address, when the other address serves producers only; null when one address serves both.</summary>
    public string? AdminListen { get; init; }

    /// <summary>TLS certificate of the ingest address; null for plain HTTP.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>Reads the addresses from a broker's settings.</summary>
    /// <exception cref="ServerException">The ingest would need no authentication, or the certificate is not valid.</exception>
    public static ServerAddresses Of(BrokerFolder folder, BrokerSettings settings)
    {
        var isLocal = IsLoopback(settings.Listen);
        if (!isLocal && !settings.InsecureOpen && folder.Credentials.Read().Count == 0)
        {
            throw new ServerException(
                $"the broker \"{folder.Name}\" would listen on {settings.Listen}, which other machines can reach, without authentication: "
                    + $"create a credential with \"wasmill auth add NAME --broker {folder.Name}\", or allow it with --insecure-open");
        }

        var isHttps = settings.TlsCertificate is not null;
        var admin = isLocal && !isHttps
            ? null
            : settings.AdminListen ?? throw new ServerException("broker.json has no adminListen, which a public or HTTPS address needs");
        if (admin is not null && !IsLoopback(admin))
            throw new ServerException($"the admin address {admin} is not a loopback address");
        var url = BrokerSettings.UrlOf(isHttps ? "https" : "http", settings.Listen);
        try
        {
            return new ServerAddresses
            {
                Url = url,
                LocalUrl = settings.LocalUrl(),
                AdminListen = admin,
                Certificate = isHttps ? new ServerCertificate(settings.TlsCertificate!, settings.TlsKey!) : null,
            };
        }
        catch (WebServerException error)
        {
            throw new ServerException(error.Message, error);
        }
    }

    /// <summary>Indicates whether an address is on loopback.</summary>
    public static bool IsLoopback(string listen) => IPEndPoint.TryParse(listen, out var endpoint) && IPAddress.IsLoopback(endpoint.Address);

    /// <inheritdoc />
    public void Dispose() => Certificate?.Dispose();
}

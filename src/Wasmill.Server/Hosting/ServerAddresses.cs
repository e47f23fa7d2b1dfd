using System.Net;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Web;

namespace Wasmill.Server.Hosting;

// Tested by: HostRuleTests
/// <summary>Where a broker listens. What is not for producers is served on loopback alone.</summary>
internal sealed class ServerAddresses : IDisposable
{
    /// <summary>The URL that producers use.</summary>
    public required string Url { get; init; }

    /// <summary>The URL that commands on this machine use.</summary>
    public required string LocalUrl { get; init; }

    /// <summary>Where everything is served when the other address serves producers alone; null when there is but one.</summary>
    public string? AdminListen { get; init; }

    /// <summary>Of the address for producers; null for HTTP.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>Reads them off a broker's settings.</summary>
    /// <exception cref="ServerException">The broker would be open to everybody, or its certificate cannot be used.</exception>
    public static ServerAddresses Of(BrokerFolder folder, BrokerSettings settings)
    {
        var isLocal = IsLoopback(settings.Listen);
        if (!isLocal && !settings.InsecureOpen && folder.Credentials.Read().Count == 0)
        {
            throw new ServerException(
                $"the broker \"{folder.Name}\" would listen on {settings.Listen}, where others reach it, and take events from everybody: "
                    + $"make a credential with \"wasmill auth add NAME --broker {folder.Name}\", or allow it with --insecure-open");
        }

        var isHttps = settings.TlsCertificate is not null;
        var admin = isLocal && !isHttps
            ? null
            : settings.AdminListen ?? throw new ServerException("broker.json has no adminListen, which a public or HTTPS address needs");
        if (admin is not null && !IsLoopback(admin))
            throw new ServerException($"the admin address {admin} is not on loopback");
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

    /// <summary>Whether only this machine reaches an address.</summary>
    public static bool IsLoopback(string listen) => IPEndPoint.TryParse(listen, out var endpoint) && IPAddress.IsLoopback(endpoint.Address);

    /// <inheritdoc />
    public void Dispose() => Certificate?.Dispose();
}

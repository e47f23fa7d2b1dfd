using System.Net;
using System.Net.Sockets;

namespace Wasmill.Connectors.CloudEvents;

// Tested by: CloudEventsTargetTests
/// <summary>The address of an HTTP target.</summary>
public static class Endpoint
{
    /// <summary>The name by which a container reaches its host. Flows written for containers use it; here it is this machine.</summary>
    public const string DockerHost = "host.docker.internal";

    /// <summary>Parses an address; returns null when it is not valid.</summary>
    public static Uri? Parse(string text, string? path)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.Host.Length == 0)
            return null;
        return string.IsNullOrEmpty(path) ? address : new Uri(address, path);
    }

    /// <summary>Returns the address to use, and a note for the user when it differs from the setting.</summary>
    public static async Task<(Uri Address, string? Note)> ResolveAsync(Uri address, CancellationToken cancellationToken)
    {
        if (!address.Host.Equals(DockerHost, StringComparison.OrdinalIgnoreCase))
            return (address, null);
        try
        {
            if ((await Dns.GetHostAddressesAsync(DockerHost, cancellationToken)).Length > 0)
                return (address, null);
        }
        catch (SocketException)
        {
            // Unknown on this machine: no container runtime has defined the name.
        }

        return (
            new UriBuilder(address) { Host = "127.0.0.1" }.Uri,
            $"{DockerHost} is unknown on this machine; using 127.0.0.1 instead");
    }
}

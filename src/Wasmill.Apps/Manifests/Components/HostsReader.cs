using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Apps.Manifests.Toml;
using Wasmill.Functions.Capabilities.OutboundHttp.Hosts;
using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps.Manifests.Components;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads the hosts that a component may reach: <c>allowed_outbound_hosts</c> and the older <c>allowed_http_hosts</c>.</summary>
internal sealed class HostsReader
{
    private const string Key = "allowed_outbound_hosts";
    private const string OldKey = "allowed_http_hosts";

    private readonly List<string> _hosts = [];
    private readonly List<ManifestPlace> _places = [];

    /// <summary>The patterns, with entries of the older key converted.</summary>
    public IReadOnlyList<string> Hosts => _hosts;

    /// <summary>The place of each pattern.</summary>
    public IReadOnlyList<ManifestPlace> Places => _places;

    /// <summary>Reads both keys. Templates are checked once their variables have values.</summary>
    /// <param name="component">The component.</param>
    /// <param name="missing">The hosts if the first key is missing.</param>
    public static HostsReader Read(ManifestNode component, IReadOnlyList<string> missing)
    {
        var reader = new HostsReader();
        if (!component.Has(Key))
            reader.Add(missing, ManifestPlace.None);
        var hosts = component.Strings(Key);
        var places = component.PlacesOf(Key);
        for (var i = 0; i < hosts.Count; i++)
        {
            if (Explain(hosts[i]) is { } problem)
                component.Error(places[i], problem.Message);
            reader.Add([hosts[i]], places[i]);
        }

        var old = component.Strings(OldKey);
        places = component.PlacesOf(OldKey);
        for (var i = 0; i < old.Count; i++)
        {
            if (AllowedHttpHosts.Convert(old[i]) is { } converted)
                reader.Add(converted, places[i]);
            else
                component.Error(
                    places[i],
                    $"the host {old[i]} of allowed_http_hosts must be a host with an optional port, "
                        + "such as example.com:8080, or insecure:allow-all");
        }

        return reader;
    }

    private static AllowedHostProblem? Explain(string host)
    {
        try
        {
            return VariableTemplate.Parse(host).IsLiteral ? AllowedHosts.Explain(host) : null;
        }
        catch (VariableException error)
        {
            return new AllowedHostProblem($"the allowed host {error.Message}");
        }
    }

    private void Add(IReadOnlyList<string> hosts, ManifestPlace place)
    {
        _hosts.AddRange(hosts);
        _places.AddRange(hosts.Select(_ => place));
    }
}

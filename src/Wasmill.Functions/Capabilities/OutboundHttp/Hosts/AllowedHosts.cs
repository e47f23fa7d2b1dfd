namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>
/// Where a component may send requests: patterns <c>scheme://host[:port]</c> with Spin's rules. Parsed once, when the component is loaded. Nothing is allowed
/// that no pattern names.
/// </summary>
public sealed class AllowedHosts
{
    private readonly List<AllowedHost> _patterns;

    private AllowedHosts(List<AllowedHost> patterns) => _patterns = patterns;

    /// <summary>Allows nothing.</summary>
    public static AllowedHosts None { get; } = new([]);

    /// <summary>Why a pattern cannot be granted; null when it can.</summary>
    public static AllowedHostProblem? Explain(string pattern)
    {
        try
        {
            AllowedHostParser.Parse(pattern);
            return null;
        }
        catch (AllowedHostException error)
        {
            return error.Problems[0];
        }
    }

    /// <summary>Parses patterns.</summary>
    /// <exception cref="AllowedHostException">Some cannot be granted; the message has all of them.</exception>
    public static AllowedHosts Parse(IEnumerable<string> patterns)
    {
        var all = patterns.ToList();
        var problems = all.Select(Explain).OfType<AllowedHostProblem>().ToList();
        return problems.Count == 0 ? new AllowedHosts([.. all.Select(AllowedHostParser.Parse)]) : throw new AllowedHostException(problems);
    }

    /// <summary>Whether an absolute URL with the scheme http or https may be asked.</summary>
    public bool Allows(Uri url) => _patterns.Any(pattern => pattern.Allows(url));

    /// <summary>Whether the app itself may be asked, by a relative URL or as <c>http://self</c> or <c>http://self.alt</c>.</summary>
    public bool AllowsSelf => _patterns.Any(pattern => pattern.AllowsSelf);
}

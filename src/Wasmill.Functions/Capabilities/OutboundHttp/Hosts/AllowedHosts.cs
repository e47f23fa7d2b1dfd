namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>
/// The hosts that a component may send requests to: patterns <c>scheme://host[:port]</c> with Spin's rules. Parsed once, when the component
/// is loaded. Hosts that no pattern matches are denied.
/// </summary>
public sealed class AllowedHosts
{
    private readonly List<AllowedHost> _patterns;

    private AllowedHosts(List<AllowedHost> patterns) => _patterns = patterns;

    /// <summary>Allows nothing.</summary>
    public static AllowedHosts None { get; } = new([]);

    /// <summary>Explains why a pattern cannot be granted; null if it can.</summary>
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
    /// <exception cref="AllowedHostException">Patterns cannot be granted; the message lists all of them.</exception>
    public static AllowedHosts Parse(IEnumerable<string> patterns)
    {
        var all = patterns.ToList();
        var problems = all.Select(Explain).OfType<AllowedHostProblem>().ToList();
        return problems.Count == 0 ? new AllowedHosts([.. all.Select(AllowedHostParser.Parse)]) : throw new AllowedHostException(problems);
    }

    /// <summary>Indicates whether requests to an absolute HTTP or HTTPS URL are allowed.</summary>
    public bool Allows(Uri url) => _patterns.Any(pattern => pattern.Allows(url));

    /// <summary>
    /// Indicates whether requests to the app itself are allowed, by a relative URL or as <c>http://self</c> or <c>http://self.alt</c>.
    /// </summary>
    public bool AllowsSelf => _patterns.Any(pattern => pattern.AllowsSelf);
}

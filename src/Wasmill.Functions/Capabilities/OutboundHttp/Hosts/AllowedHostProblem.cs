namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>The reason why a pattern of <c>allowed_outbound_hosts</c> cannot be granted.</summary>
/// <param name="Message">One line: the pattern, the problem, and the valid form.</param>
public sealed record AllowedHostProblem(string Message);

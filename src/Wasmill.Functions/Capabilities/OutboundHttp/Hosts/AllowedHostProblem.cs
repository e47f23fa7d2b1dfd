namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>The reason why a pattern of <c>allowed_outbound_hosts</c> cannot be granted.</summary>
/// <param name="Message">One line: the pattern, the problem, and the valid form.</param>
/// <param name="IsMalformed">False if Spin would accept the pattern but this host does not support what it requests.</param>
public sealed record AllowedHostProblem(string Message, bool IsMalformed);

namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>Why a pattern of <c>allowed_outbound_hosts</c> cannot be granted.</summary>
/// <param name="Message">One line that names the pattern, says what is wrong and how to write it.</param>
/// <param name="IsMalformed">False when Spin would take the pattern, and only this host does not offer what it asks for.</param>
public sealed record AllowedHostProblem(string Message, bool IsMalformed);

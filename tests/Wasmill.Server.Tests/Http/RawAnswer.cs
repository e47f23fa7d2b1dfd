namespace Wasmill.Server.Tests.Http;

/// <summary>An HTTP/1.1 answer as it came over the wire.</summary>
/// <param name="Status">Its status; 0 when the connection was closed without an answer.</param>
/// <param name="Headers">Its header lines, each with its end.</param>
/// <param name="Body">What follows them.</param>
internal sealed record RawAnswer(int Status, string Headers, string Body);

namespace Wasmill.Events.Http;

/// <summary>
/// One HTTP header line. Headers are kept as a list of lines, because a name may repeat and the order of equal names matters (RFC 9110, section 5.3).
/// </summary>
/// <param name="Name">The field name, compared without regard to case.</param>
/// <param name="Value">The field value as it stands on the wire, without surrounding white space.</param>
public readonly record struct HeaderField(string Name, string Value);

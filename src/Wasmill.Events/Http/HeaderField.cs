namespace Wasmill.Events.Http;

/// <summary>
/// An HTTP header line. Headers are kept as a list of lines because names can repeat and the order of lines with the same name matters (RFC
/// 9110, section 5.3).
/// </summary>
/// <param name="Name">The field name, case-insensitive.</param>
/// <param name="Value">The field value as on the wire, without surrounding whitespace.</param>
public readonly record struct HeaderField(string Name, string Value);

namespace Wasmill.Events;

/// <summary>An extension attribute in its canonical string form.</summary>
/// <param name="Name">Lowercase ASCII letters and digits, not empty.</param>
/// <param name="Value">The value's canonical text (CloudEvents specification, "Type System").</param>
/// <param name="Kind">The JSON type of the value in the JSON format; values from HTTP headers are strings.</param>
public readonly record struct ExtensionAttribute(string Name, string Value, ExtensionKind Kind = ExtensionKind.String);

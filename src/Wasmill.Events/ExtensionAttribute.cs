namespace Wasmill.Events;

/// <summary>An extension attribute in its canonical string form.</summary>
/// <param name="Name">Lower-case ASCII letters and digits, not empty.</param>
/// <param name="Value">The value's canonical text (CloudEvents specification, "Type System").</param>
/// <param name="Kind">The JSON type it arrived as in the JSON format; everything that arrives in HTTP headers is a string.</param>
public readonly record struct ExtensionAttribute(string Name, string Value, ExtensionKind Kind = ExtensionKind.String);
